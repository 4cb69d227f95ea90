// One call: snapshot → handler → effects. Actions are gathered into batches, each one transaction; views read committed
// data. Threads: act and view may be called from any thread and return at once; the answer comes on one of the engine's
// threads.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "auth/auth.hpp"
#include "cache/reply.hpp"
#include "campaign/campaign.hpp"
#include "store/store.hpp"

namespace fairground::cache {
class Cache;
}

namespace fairground::engine {

using Clock = std::chrono::steady_clock;

struct Options {
    std::size_t writers = 2;     // threads that commit batches (at most what the store finds useful)
    std::size_t hosts = 1;       // that share the store's database
    std::size_t readers = 2;     // threads that compute views
    std::size_t batch = 256;     // calls in one transaction, at most
    std::size_t queue = 10'000;  // waiting calls, at most
    // How long calls may wait while more come than can be carried out; what cannot be in that time is refused at once.
    // 0: only `queue` holds. See admission/README.md.
    std::chrono::milliseconds queue_time{20};
    bool fair_shares = true;  // of the queue, for campaigns and tenants
    // Whose campaigns hear each other's events; null: nobody hears. Must outlive the engine.
    const campaign::Catalogue* catalogue = nullptr;
    // Told of every change after its commit and before anybody hears of it; null: nobody is. Must outlive the engine.
    cache::Cache* cache = nullptr;
    // An unbiased number below the bound (> 0); any thread. Empty: the system's own randomness. Tests script it.
    std::function<std::uint32_t(std::uint32_t bound)> chance;
};

struct Answer {
    enum class Kind {
        done,          // body: the plugin's JSON reply
        refused,       // code, detail; 409
        invalid,       // code, detail; 422
        key_conflict,  // the idempotency key was used with another body; 422
        unavailable,   // detail; nothing was changed, or the same key may be asked again; 503
        fault          // detail is for the log only; 500
    };
    Kind kind = Kind::fault;
    std::string body;
    cache::ReplyPtr kept;  // has the body, in its place, and others have it, too
    std::string code;
    std::string detail;
    std::int64_t player_version = 0;  // after the call
    std::int32_t revision = 0;        // that decided
    bool replayed = false;            // a stored answer to the same key

    // Of a view:
    bool of_player = true;  // of who asked, or of visitors; else everybody gets the same
    // For how long it is true, as far as the clock ends it; one of a player only while his version is player_version.
    struct Lasting {
        campaign::Time fresh_until{};
        campaign::Time until{};  // from fresh_until to here it may be given while a new one is computed
    };
    std::optional<Lasting> lasting;  // empty: it is true now and no longer
    bool unchanged = false;          // see ViewCall::unless_version; nothing else is said

    const std::string& text() const { return kept ? kept->body : body; }
};
// The code of an answer `unavailable` to what was refused because too much waits: nothing was begun.
inline constexpr std::string_view overloaded = "overloaded";
// Must not throw.
using Done = std::function<void(Answer&&)>;

// Why nobody, or not this player, may take part now (paused, ended, not in the audience, in quarantine).
struct Closed {
    std::string code;
    std::string detail;
    Answer::Kind kind = Answer::Kind::refused;
};

struct ActionCall {
    std::shared_ptr<const campaign::Revision> revision;
    const plugin::Route* route = nullptr;  // of the revision's manifest
    auth::Player player;
    std::string body;                // JSON object, checked for size and depth
    std::optional<std::string> key;  // [!-~]{1,64}
    campaign::Time now{};            // frozen for the call
    Clock::time_point deadline{};    // answered unavailable if not begun by then
    // The call is refused with this, unless its key already has an answer: a campaign that ends between a spin and its
    // repetition does not swallow the prize.
    std::optional<Closed> closed;
};

// How new the answer to a read has to be.
struct Fresh {
    bool strong = false;       // all that was acknowledged to anybody: the primary is read
    std::int64_t version = 0;  // of the player, at least; 0: none is known, so the primary is read while there is one
    bool newest = false;       // the primary is read while there is one, whatever version is known
};

struct ViewCall {
    std::shared_ptr<const campaign::Revision> revision;
    const plugin::Route* route = nullptr;
    std::optional<auth::Player> player;
    std::string query;  // JSON object of strings
    campaign::Time now{};
    Fresh fresh;
    // Nothing is computed if this is the player's version still.
    std::optional<std::int64_t> unless_version;
};

// A view to be shown of many players.
struct BulkView {
    std::shared_ptr<const campaign::Revision> revision;  // null: {"accounts": […]}, what the host itself knows
    const plugin::Route* route = nullptr;                // of the revision's manifest
    std::string query;                                   // JSON object of strings
    std::vector<std::pair<std::string, std::string>> parameters;  // the same
    std::optional<Closed> closed;  // all views of a campaign alike: the answer, nobody is called
};

// What need not be computed of campaigns' views, and what was. Used on one thread of the engine, for one call.
class BulkMemory {
public:
    virtual ~BulkMemory() = default;
    // Before anything is read. Empty: it has to be computed. A player of whom everything is known costs no query.
    virtual std::optional<Answer> known(const std::string& player, std::size_t view) = 0;
    // May take the body over, and leave it as kept.
    virtual void computed(const std::string& player, std::size_t view, Answer& answer) = 0;
};

// Views of many players of one tenant; what it reads may be as old as store::Freshness::recent, unless strong. Takes
// one turn among the reads: who has thousands of players asks for some at a time.
struct BulkCall {
    std::string tenant;
    std::vector<std::string> players;  // ids, each once
    std::shared_ptr<const std::vector<BulkView>> views;
    campaign::Time now{};
    bool strong = false;
    Clock::time_point deadline{};        // what is not begun by then is answered unavailable
    std::shared_ptr<BulkMemory> memory;  // null: everything is computed
};
// For each player in turn his views in turn, each an answer of its own. Must not throw.
using BulkDone = std::function<void(std::vector<Answer>&&)>;

// A page of a tenant's events, see store::Feed; what was committed before it was asked is seen by it or a later one.
struct FeedCall {
    std::string tenant;
    std::string topic;       // empty: all
    std::int64_t after = 0;  // place
    std::uint32_t limit = 100;
};
// Must not throw.
using FeedDone = std::function<void(std::vector<store::FeedEvent>&&)>;

// Figures for metrics, growing since the start.
struct Counters {
    std::uint64_t calls = 0;  // actions taken in
    std::uint64_t reads = 0;  // views and other reads taken in
    struct Refused {          // of both
        std::uint64_t overload = 0;
        std::uint64_t campaign = 0;  // it had its share waiting already
        std::uint64_t tenant = 0;    // all its campaigns together had
        std::uint64_t late = 0;      // not to be begun, or not begun, before the deadline
    } refused;
    std::uint64_t batches = 0;
    std::uint64_t retried_batches = 0;
    std::uint64_t undeclared_loads = 0;
    std::uint64_t faults = 0;
    std::uint64_t skipped_listeners = 0;  // listeners whose fault was let go
    std::size_t waiting = 0;              // actions, now
    std::size_t waiting_reads = 0;
    std::size_t limit = 0;  // of actions that may wait, now
    struct Replicas {       // reads
        std::uint64_t answered = 0;
        std::uint64_t behind = 0;  // that went on to the primary, as the player's row there was too old
    } replicas;
};

// The player's row as the reader sees it; empty: he never acted. When it throws Unavailable it may be done again.
using ReadWork = std::function<void(store::Reader&, const std::optional<store::PlayerRow>&)>;
// With what the store threw, or Busy.
using Failed = std::function<void(std::exception_ptr)>;

// A read that was refused because too many wait.
struct Busy : std::runtime_error {
    Busy() : std::runtime_error("too many reads are waiting") {}
};

class Engine {
public:
    Engine(store::Store& store, const Options& options);
    // Finishes what is queued, then stops its threads.
    ~Engine();

    void act(ActionCall call, Done done);
    // What act would answer at once because too much waits; counted as if it had. Empty: it would take a call now. For
    // a front that does not want to read what it will refuse.
    std::optional<Answer> refusal(const campaign::Revision& revision, Clock::time_point deadline);
    void view(ViewCall call, const Done& done);
    // Counts as one read of the tenant. All are answered overloaded when too many wait.
    void views(BulkCall call, const BulkDone& done);
    // Counts as one read of the tenant.
    void feed(FeedCall call, FeedDone done, const Failed& failed);
    // Runs a read of a player on the engine's reader threads.
    void read(auth::Player player, const Fresh& fresh, ReadWork work, const Failed& failed);
    Counters counters() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::engine
