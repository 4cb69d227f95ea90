// What belongs to a campaign: entities of the tables campaign, revision, stock, tally, coupon, event, board, job.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <odb/core.hxx>

#include "store/model/optional.hpp"

namespace fairground::store::model {

#pragma db object table("campaign")
struct Campaign {
#pragma db id auto
    std::int64_t id = 0;
#pragma db type("VARCHAR(64)")
    std::string name;
#pragma db type("VARCHAR(32)")
    std::string tenant;
    bool paused = false;
    std::int64_t change_no = 0;
#pragma db index("campaign_name") unique members(name)
};

#pragma db value
struct RevisionKey {
    std::int64_t campaign_id = 0;
    std::int32_t number = 0;
    bool operator<(const RevisionKey& o) const {
        return std::tie(campaign_id, number) < std::tie(o.campaign_id, o.number);
    }
};

#pragma db object table("revision")
struct Revision {
#pragma db id column("")
    RevisionKey key;
#pragma db type("VARCHAR(64)")
    std::string plugin;
#pragma db type("VARCHAR(32)")
    std::string plugin_version;
#pragma db type("MEDIUMTEXT")
    std::string config;
#pragma db type("VARCHAR(64)")
    std::string content_hash;
    std::int64_t published_ms = 0;
#pragma db type("VARCHAR(64)")
    std::string author;
#pragma db type("VARCHAR(16)")
    std::string source;
#pragma db type("VARCHAR(512)")
    std::string note;
#pragma db type("MEDIUMTEXT")
    std::string yaml;
    bool needs_approval = false;
};

#pragma db value
struct StockKey {
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string item;
    std::int32_t day = 0;
    bool operator<(const StockKey& o) const {
        return std::tie(campaign_id, item, day) < std::tie(o.campaign_id, o.item, o.day);
    }
};

#pragma db object table("stock")
struct Stock {
#pragma db id column("")
    StockKey key;
    std::optional<std::int64_t> total;
    std::int64_t taken = 0;
};

#pragma db value
struct TallyKey {
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string name;
    bool operator<(const TallyKey& o) const {
        return std::tie(campaign_id, name) < std::tie(o.campaign_id, o.name);
    }
};

#pragma db object table("tally")
struct Tally {
#pragma db id column("")
    TallyKey key;
    std::int64_t amount = 0;
};

#pragma db object table("coupon")
struct Coupon {
#pragma db id auto
    std::int64_t id = 0;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string pool;
#pragma db type("VARCHAR(128)")
    std::string code;
    std::optional<std::int64_t> player_id;
    std::optional<std::int64_t> taken_ms;
#pragma db index("coupon_code") unique members(campaign_id, pool, code)
#pragma db index("coupon_free") members(campaign_id, pool, player_id, id)
};

#pragma db object table("event")
struct Event {
#pragma db id auto
    std::int64_t id = 0;
    std::int64_t campaign_id = 0;
    std::int64_t player_id = 0;
    std::int64_t seq = 0;
#pragma db type("VARCHAR(64)")
    std::string topic;
#pragma db type("MEDIUMTEXT")
    std::string payload;
    std::int64_t at_ms = 0;
#pragma db type("VARCHAR(32)")
    std::optional<std::string> tenant;
    std::optional<std::int64_t> place;
#pragma db index("event_feed") members(tenant, place)
#pragma db index("event_topic") members(tenant, topic, place)
};

#pragma db value
struct BoardKey {
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string board;
    std::int64_t player_id = 0;
    bool operator<(const BoardKey& o) const {
        return std::tie(campaign_id, board, player_id) < std::tie(o.campaign_id, o.board, o.player_id);
    }
};

#pragma db object table("board")
struct Board {
#pragma db id column("")
    BoardKey key;
    std::int64_t score = 0;
    std::int64_t at_ms = 0;
#pragma db index("board_best") members(key.campaign_id, key.board) member(score, "DESC") members(at_ms, key.player_id)
};

#pragma db value
struct JobKey {
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string name;
    std::int32_t day = 0;
    bool operator<(const JobKey& o) const {
        return std::tie(campaign_id, name, day) < std::tie(o.campaign_id, o.name, o.day);
    }
};

#pragma db object table("job")
struct Job {
#pragma db id column("")
    JobKey key;
    std::int64_t due_ms = 0;
    std::int64_t cursor_player = 0;
    std::int64_t done = 0;
    std::int64_t refused = 0;
    std::int64_t failed = 0;
    std::int64_t started_ms = 0;
    std::optional<std::int64_t> finished_ms;
};

}  // namespace fairground::store::model
