// Those who want the same thing at the same time: the first fetches it, the others wait for what comes. Any thread.
//
// Who waits is either on board, since before what is fetched was read, or late. Waiter: has a moment `since`.
#pragma once
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <optional>
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
    using Number = std::uint64_t;  // of a flight; never 0
    using Waiters = std::vector<Waiter>;

    // A number: nobody was fetching it; the caller must, and land it. Empty: the waiter was taken, and waits.
    std::optional<Number> join(std::string_view name, Waiter& waiter) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        if (const auto flight = shelf.flights.find(name); flight != shelf.flights.end()) {
            flight->second.late.push_back(std::move(waiter));
            return std::nullopt;
        }
        Flight& flight = shelf.flights[std::string(name)];
        flight.number = ++shelf.last;
        return flight.number;
    }
    bool under_way(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        return shelf.flights.contains(name);
    }
    // What is fetched is read from now on: all who have joined so far are on board.
    void board(std::string_view name, Number number) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        if (Flight* flight = find(shelf, name, number)) append(flight->on_board, std::move(flight->late));
    }
    // All who wait for it, whoever flies.
    Waiters land_all(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        const auto flight = shelf.flights.find(name);
        return flight == shelf.flights.end() ? Waiters() : take_out(shelf, flight);
    }
    // All who wait for this flight.
    Waiters land(std::string_view name, Number number) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        return find(shelf, name, number) ? take_out(shelf, shelf.flights.find(name)) : Waiters();
    }
    // Those on board of this flight. Who was late flies once more, with the first of them in the lead: he must fetch
    // it, and land it under the same number. Where nobody was, the flight is over.
    struct Landed {
        Waiters on_board;
        std::optional<Waiter> next;
    };
    Landed land_on_board(std::string_view name, Number number) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        Flight* flight = find(shelf, name, number);
        if (flight == nullptr) return {};
        Landed landed{std::exchange(flight->on_board, {}), {}};
        if (flight->late.empty()) return shelf.flights.erase(shelf.flights.find(name)), landed;
        landed.next = std::move(flight->late.front());
        flight->late.erase(flight->late.begin());
        flight->relieved = false;
        return landed;
    }

    // Of each flight in which somebody waits since before that, one of those, once: he is to fetch it, too. With the
    // name of the flight.
    std::vector<std::pair<std::string, Waiter>> relieve(std::chrono::steady_clock::time_point before) {
        std::vector<std::pair<std::string, Waiter>> reliefs;
        for_each([&](const std::string& name, Flight& flight) {
            if (flight.relieved) return;
            for (Waiters* waiters : {&flight.on_board, &flight.late}) {
                if (waiters->empty() || waiters->front().since >= before) continue;
                reliefs.emplace_back(name, std::move(waiters->front()));
                waiters->erase(waiters->begin());
                flight.relieved = true;
                return;
            }
        });
        return reliefs;
    }
    // All who wait since before that; they wait no longer.
    Waiters give_up(std::chrono::steady_clock::time_point before) {
        Waiters all;
        for_each([&](const std::string&, Flight& flight) {
            for (Waiters* waiters : {&flight.on_board, &flight.late}) {
                const auto overdue = std::stable_partition(
                    waiters->begin(), waiters->end(), [&](const Waiter& waiter) { return waiter.since >= before; });
                std::move(overdue, waiters->end(), std::back_inserter(all));
                waiters->erase(overdue, waiters->end());
            }
        });
        return all;
    }

private:
    struct Flight {
        Number number = 0;
        Waiters on_board;
        Waiters late;
        bool relieved = false;
    };
    using ByName = std::unordered_map<std::string, Flight, TextHash, std::equal_to<>>;
    struct Shelf {
        std::mutex mutex;
        ByName flights;
        Number last = 0;
    };

    static void append(Waiters& to, Waiters&& more) {
        to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        more.clear();
    }
    static Flight* find(Shelf& shelf, std::string_view name, Number number) {
        const auto flight = shelf.flights.find(name);
        return flight != shelf.flights.end() && flight->second.number == number ? &flight->second : nullptr;
    }
    static Waiters take_out(Shelf& shelf, typename ByName::iterator flight) {
        Waiters all = std::move(flight->second.on_board);
        append(all, std::move(flight->second.late));
        shelf.flights.erase(flight);
        return all;
    }
    template <typename Work>
    void for_each(Work work) {
        for (Shelf& shelf : shelves_) {
            const std::lock_guard lock(shelf.mutex);
            for (auto& [name, flight] : shelf.flights) work(name, flight);
        }
    }
    Shelf& shelf_of(std::string_view name) { return shelves_[TextHash{}(name) % shelves_.size()]; }
    std::array<Shelf, 16> shelves_;
};

}  // namespace fairground::cache
