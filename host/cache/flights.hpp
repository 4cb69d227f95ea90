// Those who want the same thing at the same time: the first fetches it, the others wait for what comes. Any thread.
#pragma once
#include <array>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cache/names.hpp"

namespace fairground::cache {

template <typename Waiter>
class Flights {
public:
    // True: nobody was fetching it; the caller must, and land() it.
    bool join(std::string_view name, Waiter waiter) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        if (const auto flight = shelf.flights.find(name); flight != shelf.flights.end()) {
            flight->second.push_back(std::move(waiter));
            return false;
        }
        shelf.flights[std::string(name)].push_back(std::move(waiter));
        return true;
    }
    bool under_way(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        return shelf.flights.contains(name);
    }
    // Those who have joined so far; the flight goes on.
    std::vector<Waiter> take(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        return std::exchange(shelf.flights.find(name)->second, {});
    }
    // The same; where nobody has, the flight is over.
    std::vector<Waiter> take_or_land(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        const auto flight = shelf.flights.find(name);
        auto waiters = std::exchange(flight->second, {});
        if (waiters.empty()) shelf.flights.erase(flight);
        return waiters;
    }
    std::vector<Waiter> land(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        const auto flight = shelf.flights.find(name);
        auto waiters = std::move(flight->second);
        shelf.flights.erase(flight);
        return waiters;
    }

private:
    struct Shelf {
        std::mutex mutex;
        std::unordered_map<std::string, std::vector<Waiter>, TextHash, std::equal_to<>> flights;
    };
    Shelf& shelf_of(std::string_view name) { return shelves_[TextHash{}(name) % shelves_.size()]; }
    std::array<Shelf, 16> shelves_;
};

}  // namespace fairground::cache
