// Hosts of one environment, without the rest of a host: caches over one Redis, and a source of truth that a test holds
// in its own hands.
#pragma once
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>

#include "cache/cache.hpp"
#include "redis/testing/operator.hpp"
#include "support/private_redis.hpp"

namespace fairground::cache::testing {

using namespace std::chrono_literals;

template <typename Condition>
bool within(std::chrono::milliseconds patience, Condition condition) {
    for (const auto end = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < end;
         std::this_thread::sleep_for(2ms))
        if (condition()) return true;
    return condition();
}

// The database: each player's version, which is also what his view says.
class Source {
public:
    std::int64_t change(const std::string& player) {
        const std::lock_guard lock(mutex_);
        return ++versions_[player];
    }
    std::int64_t version(const std::string& player) {
        const std::lock_guard lock(mutex_);
        return versions_[player];
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::int64_t> versions_;
};

class OneHost {
public:
    OneHost(Source& source, unsigned short redis_port, std::chrono::milliseconds patience = 30s) : source_(source) {
        Options options;
        options.patience = patience;
        options.environment = "test";
        options.redis = redis::options_for(redis_port);
        cache_.emplace(options);
    }
    ~OneHost() {
        cache_->close();
        for (auto& thread : threads_) thread.join();
    }
    Cache& cache() { return *cache_; }

    // A change of the player, committed and told.
    std::int64_t change(const std::string& player) {
        const auto version = source_.change(player);
        const Changed changed{"t", player, version};
        cache_->committed(std::span(&changed, 1));
        return version;
    }
    // What his view says, and where it came from.
    struct Seen {
        std::int64_t version = 0;
        bool local = false;
        bool computed = false;
        bool too_late = false;
    };
    Seen see(const std::string& player, std::int64_t at_least = 0) { return start(player, at_least).get(); }
    std::future<Seen> start(const std::string& player, std::int64_t at_least = 0);

    // What is read from the source from now on arrives when this is let go.
    void hold() {
        const std::lock_guard lock(mutex_);
        held_ = true;
    }
    // The same of the next read alone.
    void hold_one() {
        const std::lock_guard lock(mutex_);
        held_ = one_ = true;
    }
    void let_go() {
        const std::lock_guard lock(mutex_);
        held_ = one_ = false;
        gate_.notify_all();
    }
    std::size_t waiting() {
        const std::lock_guard lock(mutex_);
        return waiting_;
    }
    bool ready() {
        const auto scope = cache_->scope("t", "c");
        return cache_->linked_within(10s) && within(5s, [&] { return scope->now().known(); });
    }

private:
    static ReplyPtr reply_of(std::int64_t version) {
        auto reply = std::make_shared<Reply>();
        reply->version = version;
        reply->body = std::to_string(version);
        reply->fresh_until = reply->until = moment() + 600'000;
        return reply;
    }
    static const ReplyPtr& too_late() {
        static const ReplyPtr reply = std::make_shared<Reply>();
        return reply;
    }
    static Moment moment() {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())
            .time_since_epoch()
            .count();
    }
    void compute(const std::string& player, const Wanted& wanted, const std::function<void(Computed)>& done);

    Source& source_;
    std::optional<Cache> cache_;
    std::mutex mutex_;
    std::condition_variable gate_;
    bool held_ = false;
    bool one_ = false;
    std::size_t waiting_ = 0;
    std::vector<std::thread> threads_;
};

inline void OneHost::compute(const std::string& player, const Wanted& wanted,
                             const std::function<void(Computed)>& done) {
    const auto version = source_.version(player);
    const bool unchanged = wanted.unless_changed && wanted.unless_changed->version == version;
    const Computed computed{
        .reply = unchanged ? wanted.unless_changed : reply_of(version), .keep = true, .of_player = true};
    std::unique_lock lock(mutex_);
    if (!held_ || (one_ && waiting_ > 0)) {
        lock.unlock();
        return done(computed);
    }
    ++waiting_;
    threads_.emplace_back([this, computed, done] {
        std::unique_lock waiting(mutex_);
        gate_.wait(waiting, [this] { return !held_; });
        --waiting_;
        waiting.unlock();
        done(computed);
    });
}

inline std::future<OneHost::Seen> OneHost::start(const std::string& player, std::int64_t at_least) {
    auto got = std::make_shared<std::promise<Seen>>();
    auto future = got->get_future();
    const auto scope = cache_->scope("t", "c");
    const std::string own = "p " + player, common = "e";
    const auto found = cache_->look(who_is("t", player), own, common, *scope, moment(), at_least);
    if (found.reply) {
        got->set_value({found.reply->version, true, false});
        return future;
    }
    auto computed = std::make_shared<std::atomic<bool>>(false);
    cache_->fetch(
        {.tenant = "t",
         .player = player,
         .own = own,
         .common = common,
         .family = "f",
         .scope = scope,
         .now = moment(),
         .at_least = at_least,
         .dress = [](Reply&) {},
         .too_late = too_late()},
        [this, player, computed](const Wanted& wanted, const auto& done) {
            *computed = true;
            compute(player, wanted, done);
        },
        [got, computed](const ReplyPtr& reply) {
            got->set_value({reply->version, false, *computed, reply == too_late()});
        });
    return future;
}

}  // namespace fairground::cache::testing
