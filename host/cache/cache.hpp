// Views that need not be computed again: kept in this process and in Redis, never older than what was committed.
//
// Who commits a change tells committed() before he answers. Who wants a view looks, and fetches what look() did not
// have; the cache then asks Redis, or has it computed, once for all who want it at the same time. What a reply may be
// kept for is found out by who computes it (Computed), not declared by plugins.
//
// The order of things that makes it safe: docs/adr/0014-cache.md. Safe from any thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cache/generations.hpp"
#include "cache/names.hpp"
#include "cache/reply.hpp"
#include "redis/options.hpp"

namespace fairground::cache {

struct Options {
    std::size_t bytes = 64 * 1024 * 1024;  // in this process, at most; 0: nothing is kept anywhere
    std::string environment = "dev";
    std::optional<redis::Options> redis;
    // Without Redis: does nobody else commit to the database? Else a player's reply is given only after a look at his
    // version in the database.
    bool alone = true;
    // Without Redis: how long after the start somebody else may still commit (the worker before this one).
    std::chrono::milliseconds company{0};
    // How long one waits for another's fetch before one of those who wait fetches for himself; after twice that the
    // others are told Question::too_late.
    std::chrono::milliseconds patience{1000};
};

// Whose view is wanted, and under which names it may lie.
struct Question {
    std::string tenant;
    std::string player;  // empty: a visitor
    std::string own;     // the name of a reply that is the player's, or the visitors'
    std::string common;  // the name of one that is everybody's
    std::string family;  // what kind of view it is, whoever asks with whatever query
    std::shared_ptr<const Scope> scope;
    Moment now = 0;
    std::int64_t at_least = 0;          // the player's version that he has seen already
    std::function<void(Reply&)> dress;  // makes a reply that came from Redis ready to be sent
    ReplyPtr too_late;                  // what is told who waited too long for another's fetch; never null
};

struct Wanted {
    // The player's version that will do; empty: only what is committed as this is called will.
    std::optional<std::int64_t> at_least;
    // Is still good if the player's version, as committed, is that of this. Null: there is none.
    ReplyPtr unless_changed;
};
struct Computed {
    ReplyPtr reply;          // never null; may be Wanted::unless_changed
    bool keep = false;       // for as long as it says
    bool of_player = false;  // of who asked, or of visitors; else everybody gets the same
    bool failed = false;     // says nothing about the view; it is given to all who wait
};
// Calls back once, from any thread.
using Compute = std::function<void(const Wanted&, std::function<void(Computed)>)>;
using Done = std::function<void(ReplyPtr)>;

struct Figures {
    std::uint64_t local_hits = 0;
    std::uint64_t redis_hits = 0;
    std::uint64_t computed = 0;
    std::uint64_t confirmed = 0;      // local replies that a look at the version in the database found good
    std::uint64_t joined = 0;         // who waited for another's fetch
    std::uint64_t relieved = 0;       // of those, who then fetched themselves
    std::uint64_t given_up = 0;       // of those, who were told that it takes too long
    std::uint64_t fenced = 0;         // replies that were overtaken by a change while they were fetched
    std::uint64_t fills_refused = 0;  // by Redis: something newer was known, or the right to fill was gone
    std::uint64_t filled = 0;
    std::uint64_t redis_failures = 0;
    std::uint64_t evicted = 0;
    std::size_t bytes = 0;
    std::size_t replies = 0;
    bool trusted = false;             // players' replies are given without a look at the database
    std::chrono::microseconds lag{};  // of announcements
    std::size_t hosts = 0;            // others that are heard
    std::uint64_t announced = 0;
    std::uint64_t owed = 0;  // changes that could not be announced
    std::uint64_t epochs = 0;
    std::uint64_t gaps = 0;
};

struct Levels;

class Cache {
public:
    explicit Cache(const Options& options);
    ~Cache();
    Cache(const Cache&) = delete;
    Cache& operator=(const Cache&) = delete;

    // ---- for who commits
    // After the commit and before anybody hears of it. Waits for Redis, a fifth of a second at most.
    void committed(std::span<const Changed> changes);
    // They may have been committed or not, now or soon.
    void doubtful(std::span<const Changed> changes);

    // ---- for who wants a view
    std::shared_ptr<const Scope> scope(std::string_view tenant, std::string_view campaign);
    struct Look {
        ReplyPtr reply;        // null: fetch it
        bool refresh = false;  // it is stale as its view allows: fetch a new one for those who come later
    };
    // Waits for nothing. who: who_is(), or empty for visitors; the rest as in Question.
    Look look(std::string_view who, std::string_view own, std::string_view common, const Scope& scope, Moment now,
              std::int64_t at_least);
    // done: on any thread, maybe before this returns.
    void fetch(Question question, Compute compute, Done done);
    // For those who come later.
    void refresh(Question question, Compute compute);

    // ---- for admins
    // Ends everything cached of a campaign or tenant, on all hosts. False: Redis cannot be reached; nothing was done.
    bool invalidate_campaign(const std::string& campaign);
    bool invalidate_tenant(const std::string& tenant);
    // Players' versions may have gone back: another database, or one that lost something.
    void forget_everything();

    // Another process begins to commit to our database (without Redis): nothing is given without a look from now on.
    void no_longer_alone();
    // Is there Redis at all?
    bool linked() const;
    // Was something committed here that Redis could not be told? The others must get to know in another way.
    bool owing() const;
    // Another host says so: nothing of players is given without a look.
    void others_owe(bool others);
    // Can changes be announced within that time? True without Redis.
    bool linked_within(std::chrono::milliseconds patience) const;
    Figures figures() const;

    // No fetch asks Redis any more; returns when none waits for it. To be called before what computes is destroyed.
    void close();

private:
    friend class Fills;
    std::unique_ptr<Levels> levels_;
};

}  // namespace fairground::cache
