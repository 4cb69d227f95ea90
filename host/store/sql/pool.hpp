// The connections of a process behind ODB's factory interface, for either database: kept while idle, looked at before
// they are used again, made anew when they are gone. How many there may be is a matter of Places.
//
// Kind gives: Factory, Connection, ConnectionPtr, Database, Handle; open(settings) → Handle (throws ours);
// Line(Handle), whose cut() ends a connection that another thread uses; alive(Connection&) asks the database;
// reusable(Connection&) says whether a returned one may be kept.
#pragma once
#include <chrono>
#include <mutex>
#include <set>
#include <vector>

#include "store/sql/breaker.hpp"
#include "store/sql/errors.hpp"
#include "store/sql/places.hpp"
#include "store/store.hpp"

namespace fairground::store {

template <typename Kind>
class Pool final : public Kind::Factory {
public:
    // most: idle and in use; the caller sees to it that no more are in use.
    Pool(typename Kind::Settings settings, std::size_t most, const Breaker::Rules& rules)
        : settings_(std::move(settings)), most_(most), breaker_(rules, [this] { add_idle(); }) {}

    void database(typename Kind::Database& database) override { database_ = &database; }

    typename Kind::ConnectionPtr connect() override {
        if (Ptr connection = take_idle()) {
            if (trusted(*connection) || Kind::alive(*connection)) return hand_out(std::move(connection));
            forget_idle();  // what ended one has most likely ended them all: nobody waits for each in turn
        }
        breaker_.check();
        return hand_out(make());
    }

    // One more idle connection, if there is room for it. Throws what opening throws.
    void add_idle() {
        const std::size_t before = living();
        if (before >= most_) return;
        keep(make());
    }

    void forget_idle() {
        std::vector<Ptr> gone;
        const std::lock_guard lock(mutex_);
        gone.swap(idle_);
    }

    // Every connection, those in use too: whoever waits for an answer on one is told at once that it is lost.
    void cut() {
        const std::lock_guard lock(mutex_);
        last_failure_ = Clock::now();
        for (const Pooled* connection : all_) connection->line_.cut();
    }

    const Breaker& breaker() const { return breaker_; }
    std::size_t living() const {
        const std::lock_guard lock(mutex_);
        return all_.size();
    }

private:
    using Clock = std::chrono::steady_clock;

    // Returns itself to the pool when the last reference goes: ODB's own way, a callback at reference count zero.
    class Pooled final : public Kind::Connection {
    public:
        Pooled(Pool& pool, typename Kind::Handle handle)
            : Kind::Connection(*pool.database_, handle), line_(handle), home_(pool) {
            home_.enter(*this);
            at_zero_.arg = this;
            at_zero_.zero_counter = &Pooled::no_reference_left;
            this->callback_ = &at_zero_;
        }
        ~Pooled() override { home_.leave(*this); }
        const typename Kind::Line line_;
        bool in_use_ = false;
        Clock::time_point idle_since_ = Clock::now();

    private:
        static bool no_reference_left(void* self) {
            auto* connection = static_cast<Pooled*>(self);
            return !connection->in_use_ || connection->home_.dispose(*connection);
        }
        Pool& home_;
        odb::details::shared_base::refcount_callback at_zero_;
    };
    using Ptr = odb::details::shared_ptr<Pooled>;

    // Idle for a moment only, and no other one was lost meanwhile.
    bool trusted(const Pooled& connection) const {
        const std::lock_guard lock(mutex_);
        return connection.idle_since_ > last_failure_ &&
               Clock::now() - connection.idle_since_ < std::chrono::seconds(1);
    }

    typename Kind::ConnectionPtr hand_out(Ptr connection) {
        connection->in_use_ = true;
        return connection;
    }

    Ptr make() {
        try {
            Ptr connection(new (odb::details::shared) Pooled(*this, Kind::open(settings_)));
            breaker_.succeeded();
            return connection;
        } catch (const Unavailable& failure) {
            breaker_.failed(failure.what());
            throw;
        }
    }

    Ptr take_idle() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return Ptr();
        Ptr connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }

    void keep(Ptr connection) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
    }

    // True: the connection is to be deleted.
    bool dispose(Pooled& connection) {
        connection.clear();
        connection.in_use_ = false;
        connection.idle_since_ = Clock::now();
        if (!Kind::reusable(connection)) {
            const std::lock_guard lock(mutex_);
            last_failure_ = Clock::now();
            return true;
        }
        if (living() > most_) return true;
        keep(Ptr(odb::details::inc_ref(&connection)));
        return false;
    }

    void enter(const Pooled& connection) {
        const std::lock_guard lock(mutex_);
        all_.insert(&connection);
    }
    void leave(const Pooled& connection) {
        const std::lock_guard lock(mutex_);
        all_.erase(&connection);
    }

    const typename Kind::Settings settings_;
    const std::size_t most_;
    typename Kind::Database* database_ = nullptr;
    mutable std::mutex mutex_;
    std::set<const Pooled*> all_;
    std::vector<Ptr> idle_;
    Clock::time_point last_failure_{};
    Breaker breaker_;  // last: its thread ends before the rest
};

template <typename Kind>
void fill(Pool<Kind>& pool, std::size_t connections) {
    translated([&] {
        while (pool.living() < connections) pool.add_idle();
    });
}

inline Connections figures_of(const Places& places, const Breaker& breaker) {
    Connections figures = places.figures();
    figures.away = breaker.open();
    figures.went_away = breaker.opened();
    return figures;
}

}  // namespace fairground::store
