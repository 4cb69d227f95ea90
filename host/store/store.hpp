// The persistence service: the only door to a database. MariaDB in production, SQLite embedded; the same behaviour on
// both.
//
// Failure: every function may throw
//   Unavailable  the database cannot be reached or is too busy, within bounded time; nothing was changed
//   Retryable    (an Unavailable) deadlock, lock wait, lost connection inside a transaction: it was rolled back whole,
//                and doing it again is sensible
//   Outrun       (a Retryable) see Writer::commit
//   Fault        a statement the database refuses: a bug or a damaged schema
// Threads: Store is safe from any thread; a Writer or Reader belongs to one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "store/admins.hpp"
#include "store/audit.hpp"
#include "store/batch.hpp"
#include "store/feed.hpp"
#include "store/jobs.hpp"
#include "store/preflight.hpp"
#include "store/rollouts.hpp"
#include "store/tokens.hpp"

namespace fairground::store {

struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};
struct Retryable : Unavailable {
    using Unavailable::Unavailable;
};
// Others took the stock that a batch had only read: it should lock it next time.
struct Outrun : Retryable {
    using Retryable::Retryable;
};
struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};
// A row whose key is taken.
struct Duplicate : Fault {
    using Fault::Fault;
};

// Another server that has the same data a little later.
struct ReplicaOptions {
    std::string url;  // mariadb://user@host:3306/database
    std::string password;
    std::string socket;

    bool operator==(const ReplicaOptions&) const = default;
};

struct Options {
    std::string url = "sqlite:./var/fairground.db";  // or mariadb://user@host:3306/database
    std::string password;                            // MariaDB
    std::string socket;                              // MariaDB: a Unix socket instead of host and port
    std::size_t connections = 8;                     // at most, over everything that this process does
    std::chrono::milliseconds connect_timeout{2000};
    std::chrono::milliseconds io_timeout{5000};     // of one statement
    std::chrono::milliseconds lock_timeout{2000};   // waiting for a row another transaction holds
    std::chrono::milliseconds lease_timeout{1000};  // waiting for a free connection
    std::chrono::milliseconds reconnect{500};       // between attempts while the database is away, at most
    std::vector<ReplicaOptions> replicas;           // MariaDB
    std::size_t replica_connections = 2;            // of `connections`, to each replica
    std::chrono::milliseconds replica_lag{2000};    // a replica that is further behind is left out
};

// How new what a Reader reads has to be.
enum class Freshness {
    strong,  // everything acknowledged: from the primary
    latest,  // from the primary; while none can be reached, what a replica has
    recent,  // everything acknowledged Options::replica_lag ago: from the replicas in turn, from the primary if none
             // will do. While no primary can be reached, what a replica has.
};

// A replica as it was last looked at.
struct Replica {
    std::string name;                              // "db-2:3306"
    std::string trouble;                           // why it is left out; empty: it is read from
    std::optional<std::chrono::milliseconds> lag;  // at most so far behind; empty: not known
};

// Can the primary be read and written.
struct Health {
    bool writes = false;
    bool reads = false;   // from it, or from a replica
    std::string trouble;  // empty: all is well
};

// The connections of this process to its databases: primary and replicas.
struct Connections {
    struct Lease {
        std::string holder;  // who and what for: "writer 2", "view wheel/prizes"
        std::chrono::milliseconds age{};
    };
    std::size_t most = 0;         // Options::connections
    std::vector<Lease> leases;    // now, oldest first
    std::size_t waiting = 0;      // for a lease, now
    std::uint64_t waits = 0;      // leases that were waited for, since the start
    std::uint64_t refused = 0;    // of those, that did not come in time
    bool away = false;            // the primary cannot be reached; callers are told so at once
    std::uint64_t went_away = 0;  // times, since the start
};

// One transaction at a time, for the committer. Connects on first use and again after a loss.
class Writer {
public:
    virtual ~Writer() = default;

    // Begins a transaction: finds or creates the players, locks their rows until its end, and loads; tally and coupon
    // rows are locked too, stock is only read. Locks are taken in one order that is the same for all transactions of
    // all hosts. Players that nobody knew before make it Retryable when two hosts create the same one at once.
    // REQUIRES: no transaction is open. A destroyed Writer rolls back.
    virtual Opened begin(const Opening& opening) = 0;

    // What the opening did not name, or stock to be locked: stock, tally and coupon rows are locked.
    virtual Loaded load(const Needs& needs) = 0;

    // Newest first, at most limit, older than (before_day, before_seq); {0, 0} for the newest.
    virtual std::vector<RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                            std::int32_t before_day, std::int64_t before_seq, std::uint32_t limit) = 0;

    enum class Outcome { committed, not_committed };
    // Carries the effects out and commits. Several campaigns may take part: one element each, in the order of their
    // ids. When the connection is lost meanwhile, connects again and finds out what happened by the batch's mark.
    // not_committed: lost before it took effect, nothing was changed. Throws Unavailable if that cannot be found out in
    // time: the outcome is unknown. After anything else that it throws nothing was changed: Outrun if stock was not
    // there any more, Duplicate if a request's key was used before.
    virtual Outcome commit(std::span<const Effects> effects) = 0;
    Outcome commit(const Effects& effects) { return commit(std::span(&effects, 1)); }

    virtual void rollback() noexcept = 0;
};

// A player's place on a board.
struct Place {
    std::string player;  // external id
    std::int64_t score = 0;
};
constexpr std::int64_t max_rank = 10'000;

// A read-only look at the committed data. Takes a connection for its life: keep it short.
class Reader {
public:
    virtual ~Reader() = default;

    // What it reads may be older than what was acknowledged.
    virtual bool from_replica() const { return false; }

    virtual std::optional<PlayerRow> player(std::string_view tenant, std::string_view external_id) = 0;
    // The same of many in one statement, in the order asked; each once.
    virtual std::vector<std::optional<PlayerRow>> players(std::string_view tenant,
                                                          std::span<const std::string> external_ids) = 0;
    virtual Loaded load(const Needs& needs) = 0;
    virtual std::int64_t coupons_left(std::int64_t campaign, std::string_view pool) = 0;
    virtual std::vector<RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                            std::int32_t before_day, std::int64_t before_seq, std::uint32_t limit) = 0;
    // All of the player's, without what has expired at that time (ms).
    virtual std::vector<AccountRow> accounts(std::int64_t player, std::int64_t at) = 0;
    // The same of many players, those of one after the other.
    virtual std::vector<AccountRow> accounts(std::span<const std::int64_t> players, std::int64_t at) = 0;
    // Newest first, at most limit, older than before_seq (0: from the newest).
    virtual std::vector<EntryLine> entries(std::int64_t player, std::string_view currency, std::int64_t before_seq,
                                           std::uint32_t limit) = 0;
    // Public ids by internal ids.
    virtual std::map<std::int64_t, std::string> campaign_names(std::span<const std::int64_t> ids) = 0;
    // Best first; who reached a score first stands before who reached it later.
    virtual std::vector<Place> board_top(std::int64_t campaign, std::string_view board, std::uint32_t limit) = 0;
    // 1 for the best; 0: not on the board, or behind the first max_rank.
    virtual std::int64_t board_rank(std::int64_t campaign, std::string_view board, std::int64_t player) = 0;
};

// A campaign as the store knows it. A revision is immutable; publishing the same content again changes nothing.
struct Published {
    std::int64_t campaign = 0;  // internal id
    std::int32_t revision = 0;  // 1, 2, 3…
};

struct CampaignSwitch {
    std::string campaign;
    bool paused = false;
};

struct CouponImport {
    std::int64_t added = 0;
    std::int64_t already_there = 0;
};

// A finding of the recount: which rule is broken, where.
struct Finding {
    std::string rule;    // "balance", "lots", "stock", "records", "request", "coupon"
    std::string detail;  // names the rows and figures
};

class Store {
public:
    // Parses the url; connects lazily. Throws std::invalid_argument naming what is wrong with the url.
    static std::unique_ptr<Store> open(const Options& options);
    virtual ~Store() = default;

    // holder: who and what for, for Connections and messages.
    virtual std::unique_ptr<Writer> writer(std::string holder = "a writer") = 0;
    // Replicas are read from warm_up() on. What is read of one player from a replica is as old as his row there:
    // compare its version with the one that is known, and ask a strong reader if it is older.
    virtual std::unique_ptr<Reader> reader(std::string holder, Freshness freshness) = 0;
    std::unique_ptr<Reader> reader(std::string holder = "a reader") {
        return reader(std::move(holder), Freshness::strong);
    }
    // How many writers are of use at the same time (SQLite: 1).
    virtual std::size_t useful_writers() const = 0;

    // ---- schema ----
    struct Migration {
        std::int32_t number = 0;
        std::string name;
        std::optional<std::int64_t> applied_at;  // ms
    };
    virtual std::vector<Migration> migrations() = 0;
    // Applies what is missing, under a lock that several hosts may compete for. Returns what it applied. Throws Fault
    // if an applied migration differs from ours or is unknown to us (a newer host was here).
    virtual std::vector<Migration> migrate() = 0;
    // Compares the database with the migrations; one line for each missing or different table, column or index.
    virtual std::vector<std::string> schema_differences() = 0;
    // Asks MariaDB how it would carry out every statement that hosts send; one line for each that would read a table
    // from end to end or cannot be carried out. SQLite: none, its plans are those of the tests.
    virtual std::vector<std::string> plan_problems() = 0;
    // Effective settings, versions, clock, disk and privileges, then schema and plans. hosts: that share the database.
    // Changes nothing.
    virtual std::vector<Check> preflight(std::size_t hosts) = 0;
    // The same of each replica: does it follow, and could it take the primary's place.
    virtual std::vector<Check> preflight_replicas() = 0;

    // ---- campaigns ----
    // What files say. All of them or none, in one transaction; in the order of the drafts.
    virtual std::vector<Published> publish(std::span<const RevisionDraft> drafts) = 0;
    Published publish(const RevisionDraft& draft) { return publish(std::span(&draft, 1)).front(); }
    virtual std::vector<CampaignSwitch> switches() = 0;
    // False: no such campaign. audit: a line of the trail, in the same transaction.
    virtual bool pause(std::string_view campaign, bool paused, const std::optional<AuditRow>& audit) = 0;
    bool pause(std::string_view campaign, bool paused) { return pause(campaign, paused, std::nullopt); }
    // Empty: no such campaign was ever published. Codes: 1..128 bytes.
    virtual std::optional<CouponImport> import_coupons(std::string_view campaign, std::string_view pool,
                                                       std::span<const std::string> codes) = 0;

    // ---- scheduled work ----
    virtual std::unique_ptr<Jobs> jobs() = 0;

    // ---- revisions and rollout ----
    virtual std::unique_ptr<Rollouts> rollouts() = 0;

    // ---- partners ----
    virtual std::unique_ptr<Tokens> tokens() = 0;
    virtual std::unique_ptr<Feed> feed() = 0;

    // ---- admins ----
    virtual std::unique_ptr<Admins> admins() = 0;
    virtual std::unique_ptr<Audit> audit() = 0;

    // ---- care ----
    virtual std::int64_t purge_requests(std::int64_t older_than_ms, std::uint32_t limit) = 0;
    // Recounts the ledger: each balance the sum of its entries and never below zero, each entry's balance_after the
    // running sum, stock taken never above its total nor below zero, no coupon twice. Empty: all is well.
    virtual std::vector<Finding> recount(std::size_t limit) = 0;
    // Throws Unavailable within bounded time if the primary does not answer.
    virtual void ping() = 0;
    virtual Health health() = 0;

    // ---- servers ----
    // Opens as many connections as there may be, so that the first players do not wait for it. A replica that is away
    // is left out.
    virtual void warm_up() = 0;
    virtual Connections connections() const = 0;
    virtual std::vector<Replica> replicas() const = 0;
    // Goes on with the url, password, socket and replicas of these options, the rest stays. A new primary must be
    // there, be writable, follow no other server and have our schema, else throws Unavailable or Fault and everything
    // stays as it is. Then what is under way on the old one is waited for, half a second at most, and cut off; callers
    // wait meanwhile. A commit that ends later, or never, is asked about on the new primary. False: nothing differed.
    // One call at a time.
    virtual bool move(const Options& to) = 0;
    virtual std::uint64_t moved() const = 0;  // times, since the start
};

}  // namespace fairground::store
