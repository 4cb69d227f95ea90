// A bounded pool of connections behind ODB's factory interface, for either database: waits no longer than it was told,
// and checks a connection that lay idle before it hands it out.
//
// Backend gives: Factory, Connection, ConnectionPtr, Database, Handle; open(settings) → Handle (throws ours);
// alive(Connection&) asks the database; reusable(Connection&) says whether a returned one may be kept.
#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "store/store.hpp"

namespace fairground::store {

template <typename Kind>
class Pool final : public Kind::Factory {
public:
    Pool(typename Kind::Settings settings, std::size_t most, std::chrono::milliseconds patience)
        : settings_(std::move(settings)), most_(most), patience_(patience) {}

    void database(typename Kind::Database& database) override { database_ = &database; }

    typename Kind::ConnectionPtr connect() override {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, patience_, [&] { return used_ < most_; })) {
            throw Unavailable("all " + std::to_string(most_) +
                              " database connections of this process are in use, and none came back within " +
                              std::to_string(patience_.count()) + " ms; raise database.connections or lower the load");
        }
        ++used_;
        while (!idle_.empty()) {
            Ptr connection = std::move(idle_.back());
            idle_.pop_back();
            lock.unlock();
            if (connection->fresh() || Kind::alive(*connection)) return hand_out(std::move(connection));
            connection.reset();
            lock.lock();
        }
        lock.unlock();
        return make();
    }

private:
    // Returns itself to the pool when the last reference goes: ODB's own way, a callback at reference count zero.
    class Pooled final : public Kind::Connection {
    public:
        Pooled(typename Kind::Database& database, typename Kind::Handle handle) : Kind::Connection(database, handle) {
            at_zero_.arg = this;
            at_zero_.zero_counter = &Pooled::no_reference_left;
            this->callback_ = &at_zero_;
        }
        bool fresh() const { return std::chrono::steady_clock::now() - since_ < std::chrono::seconds(1); }

        Pool* pool_ = nullptr;  // null: idle
        std::chrono::steady_clock::time_point since_;

    private:
        static bool no_reference_left(void* self) {
            auto* connection = static_cast<Pooled*>(self);
            return connection->pool_ == nullptr || connection->pool_->dispose(*connection);
        }
        odb::details::shared_base::refcount_callback at_zero_;
    };
    using Ptr = odb::details::shared_ptr<Pooled>;

    typename Kind::ConnectionPtr hand_out(Ptr connection) {
        connection->pool_ = this;
        return connection;
    }

    typename Kind::ConnectionPtr make() {
        try {
            return hand_out(Ptr(new (odb::details::shared) Pooled(*database_, Kind::open(settings_))));
        } catch (...) {
            give_back_place();
            throw;
        }
    }

    // True: the connection is to be deleted.
    bool dispose(Pooled& connection) {
        connection.clear();
        connection.pool_ = nullptr;
        connection.since_ = std::chrono::steady_clock::now();
        const bool keep = Kind::reusable(connection);
        {
            const std::lock_guard lock(mutex_);
            if (keep) idle_.push_back(Ptr(odb::details::inc_ref(&connection)));
        }
        give_back_place();
        return !keep;
    }

    void give_back_place() {
        {
            const std::lock_guard lock(mutex_);
            --used_;
        }
        returned_.notify_one();
    }

    const typename Kind::Settings settings_;
    const std::size_t most_;
    const std::chrono::milliseconds patience_;
    typename Kind::Database* database_ = nullptr;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::size_t used_ = 0;
    std::vector<Ptr> idle_;
};

}  // namespace fairground::store
