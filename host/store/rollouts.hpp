// What campaigns serve, as all hosts of one database share it: revisions that admins publish, which of them answers for
// whom, what a second person said of them; and what hosts count for that. Nothing here is ever changed in place: a
// change is one more row. Fails like the rest of the store.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::store {

struct StockCap {
    std::string item;
    std::optional<std::int64_t> total;
};

struct RevisionDraft {
    std::string campaign;  // public id
    std::string tenant;
    std::string plugin;
    std::string plugin_version;
    std::string config;           // JSON of the campaign file
    std::vector<StockCap> stock;  // all items that are limited in any way
    // Of one that an admin publishes:
    std::string author;           // at most 64 bytes
    std::string source = "file";  // "file", "apply" or "console"
    std::string note;             // at most 500 bytes
    std::string yaml;             // as it was given; empty: it was a file of the host's folder
    bool needs_approval = false;
};

struct Approval {
    bool approved = false;  // else rejected
    std::string admin;
    std::string note;
    std::int64_t at = 0;  // ms
};

struct Simulation {
    std::int64_t at = 0;  // ms
    std::string admin;
    std::string report;
};

struct RevisionRow {
    std::int64_t campaign = 0;  // internal id
    std::int32_t number = 0;
    std::string plugin;
    std::string plugin_version;
    std::string config;
    std::string hash;
    std::int64_t published = 0;  // ms
    std::string author;
    std::string source;
    std::string note;
    std::string yaml;
    bool needs_approval = false;
    std::optional<Approval> approval;
    std::optional<Simulation> simulation;  // the newest
};

// What a campaign serves since a change.
struct Standing {
    std::int64_t campaign = 0;  // internal id
    std::string name;           // public id
    std::string tenant;
    std::int64_t change = 0;
    std::int64_t at = 0;  // ms
    std::string admin;
    std::string action;                // "publish", "rollout", "rollback", "kill" …
    std::string reason;                // at most 500 bytes
    std::optional<std::int32_t> live;  // empty: what the campaign's file says
    bool killed = false;
    std::string rollout;  // JSON; empty: everybody has the live one
};

struct RouteUse {
    std::int64_t campaign = 0;
    std::int32_t day = 0;  // UTC, yyyymmdd
    std::string route;     // "action spin", at most 64 bytes
    std::int64_t uses = 0;
};

// What a host counted of a revision since its sample before.
struct RevisionSample {
    std::int64_t campaign = 0;
    std::int32_t revision = 0;
    std::int64_t at = 0;  // ms
    std::string host;     // at most 64 bytes
    std::string figures;  // JSON
};

// Threads: safe from any thread.
class Rollouts {
public:
    virtual ~Rollouts() = default;

    // ---- revisions
    struct Added {
        std::int64_t campaign = 0;
        std::int32_t number = 0;
        bool is_new = false;  // else the newest has this content already
    };
    // Makes the campaign if it is new. Throws Fault if the campaign belongs to another tenant.
    virtual Added add(const RevisionDraft& draft) = 0;
    virtual std::optional<RevisionRow> revision(std::string_view campaign, std::int32_t number) = 0;
    // Newest first, at most limit, older than before (0: from the newest); without config and yaml.
    virtual std::vector<RevisionRow> revisions(std::string_view campaign, std::int32_t before, std::uint32_t limit) = 0;
    // How many of each campaign wait for approval.
    struct Waiting {
        std::int64_t campaign = 0;
        std::int64_t revisions = 0;
    };
    virtual std::vector<Waiting> waiting() = 0;
    // False: somebody decided before, or there is no such revision.
    virtual bool decide(std::int64_t campaign, std::int32_t number, const Approval& approval) = 0;
    virtual void keep_simulation(std::int64_t campaign, std::int32_t number, std::int64_t at, const std::string& admin,
                                 const std::string& report) = 0;

    // ---- what is served
    // The number of the last change of any campaign; 0: there was none.
    virtual std::int64_t change() = 0;
    // Of campaigns that changed after that.
    virtual std::vector<Standing> standings(std::int64_t after) = 0;
    virtual std::optional<Standing> standing(std::string_view campaign) = 0;
    // Newest first.
    virtual std::vector<Standing> history(std::string_view campaign, std::uint32_t limit) = 0;
    // Makes it so, if the campaign's last change is `before` (0: it has none); its number is given by this. caps: to be
    // in force from now on; none: they stay. Empty: somebody else changed the campaign meanwhile.
    virtual std::optional<std::int64_t> set(const Standing& next, std::int64_t before,
                                            const std::optional<std::vector<StockCap>>& caps) = 0;

    // ---- what hosts count
    virtual void add_route_uses(std::span<const RouteUse> uses) = 0;  // to those that are there
    // Since a day, each route once.
    virtual std::vector<RouteUse> route_uses(std::string_view campaign, std::int32_t since) = 0;
    virtual void purge_route_uses(std::int64_t campaign, std::int32_t before) = 0;
    virtual void add_samples(std::span<const RevisionSample> samples) = 0;
    virtual std::vector<RevisionSample> samples(std::int64_t campaign, std::int32_t revision, std::int64_t after) = 0;
    virtual void purge_samples(std::int64_t campaign, std::int32_t revision, std::int64_t before) = 0;
};

}  // namespace fairground::store
