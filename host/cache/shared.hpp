// The level in Redis, which all hosts share. Every reply lies there under the generations it was made under, and a
// player's reply beside his version: it counts only if the version is there, and is not newer than the reply.
// Safe from any thread; nothing here waits.
#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <string>

#include "cache/generations.hpp"
#include "cache/reply.hpp"
#include "redis/redis.hpp"

namespace fairground::cache {

class Shared {
public:
    Shared(redis::Redis& redis, redis::Environment environment) : redis_(redis), environment_(std::move(environment)) {}

    struct Question {
        std::string tenant, player;  // of whom the version is asked; player empty: nobody
        std::string own;             // names of replies; empty: not asked for
        std::string common;
        std::int64_t environment = 0;  // generations that must be those of the replies
        Generation generation;
        Moment now = 0;
    };
    // What may be filled in afterwards.
    struct Right {
        bool any = false;
        std::string token;  // REQUIRES, if there is one: what is filled in was read at the source after it was given
    };
    struct Seen {
        std::optional<Reply> own;
        std::optional<Reply> common;
        std::optional<std::int64_t> version;  // the player's, as far as hosts have told
        Right right;
    };
    // Answered on a thread of Redis' room, or before this returns.
    void look(Question question, std::function<void(Seen)> done);
    // Of the player if there is one, else of nobody. Nobody waits for it.
    void fill(const Question& question, const Right& right, const std::string& name, const Reply& reply,
              bool of_player);

    // From now on every look sees nothing and every fill is let go; returns when no callback is under way or to come.
    void close();

    std::uint64_t filled() const { return filled_; }
    std::uint64_t refused() const { return refused_; }  // fills: something newer was known, or the right was gone
    std::uint64_t failed() const { return failed_; }    // looks and fills that Redis did not answer

private:
    void claim(Question question, Seen seen, std::function<void(Seen)> done);
    // False: closed; done was not taken.
    template <typename Done>
    bool send(redis::Commands commands, Done done);

    redis::Redis& redis_;
    const redis::Environment environment_;
    std::atomic<bool> closed_{false};
    std::atomic<std::size_t> under_way_{0};
    std::atomic<std::uint64_t> filled_{0}, refused_{0}, failed_{0};
};

}  // namespace fairground::cache
