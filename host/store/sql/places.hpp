// The one budget of database connections of a process: who holds a place, what for, and since when. Whatever wants a
// connection takes a place first: readers, writers, jobs, migrations.
#pragma once
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "store/store.hpp"

namespace fairground::store {

// Others hold them all, and none came back in time. Says nothing of the database.
struct NoPlace : Unavailable {
    using Unavailable::Unavailable;
};

struct Budget {
    std::size_t connections = 8;
    std::chrono::milliseconds patience{1000};  // for a place
    std::chrono::milliseconds reconnect{500};  // between attempts while the database is away, at most
};

// Safe from any thread. Must outlive the places that it gave.
class Places {
    struct Held {
        std::string holder;
        std::chrono::steady_clock::time_point since;
    };

public:
    explicit Places(const Budget& budget) : most_(budget.connections), patience_(budget.patience) {}

    // Given back when it ends.
    class Place {
    public:
        Place(Places& places, std::list<Held>::iterator held) : places_(&places), held_(held) {}
        ~Place() { places_->give_back(held_); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        Places* places_;
        std::list<Held>::iterator held_;
    };

    // holder: who and what for, as an operator would say it: "writer 2", "view wheel/prizes". Waits no longer than the
    // patience, then throws NoPlace naming all who hold one.
    Place take(std::string holder);

    // most, leases, waiting, waits, refused.
    Connections figures() const;

private:
    void give_back(std::list<Held>::iterator held);
    [[noreturn]] void refuse();
    std::vector<Connections::Lease> leases() const;

    const std::size_t most_;
    const std::chrono::milliseconds patience_;
    mutable std::mutex mutex_;
    std::condition_variable given_back_;
    std::list<Held> held_;  // oldest first
    std::size_t waiting_ = 0;
    std::uint64_t waits_ = 0;
    std::uint64_t refused_ = 0;
};

// What a session holds as long as it lives: its backend and its place.
struct Holding {
    Holding(std::shared_ptr<void> of, Places& places, std::string holder)
        : backend(std::move(of)), place(places.take(std::move(holder))) {}
    const std::shared_ptr<void> backend;
    const Places::Place place;  // given back first
};

}  // namespace fairground::store
