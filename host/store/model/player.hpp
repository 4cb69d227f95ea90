// What belongs to a player: entities of the tables player, account, lot, entry, record, player_value, player_state,
// request.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <odb/core.hxx>

#include "store/model/optional.hpp"

namespace fairground::store::model {

#pragma db object table("player")
struct Player {
#pragma db id auto
    std::int64_t id = 0;
#pragma db type("VARCHAR(32)")
    std::string tenant;
#pragma db type("VARCHAR(64)")
    std::string external_id;
    std::int64_t version = 0;
#pragma db index("player_external") unique members(tenant, external_id)
};

#pragma db value
struct AccountKey {
    std::int64_t player_id = 0;
#pragma db type("VARCHAR(48)")
    std::string currency;
    bool operator<(const AccountKey& o) const {
        return std::tie(player_id, currency) < std::tie(o.player_id, o.currency);
    }
};

#pragma db object table("account")
struct Account {
#pragma db id column("")
    AccountKey key;
    std::int64_t balance = 0;
    std::optional<std::int64_t> next_expiry_ms;
};

#pragma db value
struct LotKey {
    std::int64_t player_id = 0;
#pragma db type("VARCHAR(48)")
    std::string currency;
    std::int64_t expires_ms = 0;
    bool operator<(const LotKey& o) const {
        return std::tie(player_id, currency, expires_ms) < std::tie(o.player_id, o.currency, o.expires_ms);
    }
};

#pragma db object table("lot")
struct Lot {
#pragma db id column("")
    LotKey key;
    std::int64_t left_amount = 0;
};

#pragma db value
struct EntryKey {
    std::int64_t player_id = 0;
#pragma db type("VARCHAR(48)")
    std::string currency;
    std::int64_t seq = 0;
    bool operator<(const EntryKey& o) const {
        return std::tie(player_id, currency, seq) < std::tie(o.player_id, o.currency, o.seq);
    }
};

#pragma db object table("entry")
struct Entry {
#pragma db id column("")
    EntryKey key;
    std::int64_t amount = 0;
    std::int64_t balance_after = 0;
#pragma db type("VARCHAR(64)")
    std::string reason;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string action;
    std::int64_t at_ms = 0;
    std::optional<std::int64_t> expires_ms;
};

#pragma db value
struct RecordKey {
    std::int64_t player_id = 0;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string kind;
    std::int32_t day = 0;
    std::int64_t seq = 0;
    bool operator<(const RecordKey& o) const {
        return std::tie(player_id, campaign_id, kind, day, seq) <
               std::tie(o.player_id, o.campaign_id, o.kind, o.day, o.seq);
    }
};

#pragma db object table("record")
struct Record {
#pragma db id column("")
    RecordKey key;
    std::int64_t at_ms = 0;
#pragma db type("MEDIUMTEXT")
    std::string payload;
#pragma db type("MEDIUMTEXT")
    std::string draws;
};

#pragma db value
struct PlayerValueKey {
    std::int64_t player_id = 0;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string name;
    bool operator<(const PlayerValueKey& o) const {
        return std::tie(player_id, campaign_id, name) < std::tie(o.player_id, o.campaign_id, o.name);
    }
};

#pragma db object table("player_value")
struct PlayerValue {
#pragma db id column("")
    PlayerValueKey key;
    std::int64_t version = 0;
#pragma db type("MEDIUMTEXT")
    std::string body;
#pragma db index("player_value_campaign") members(key.campaign_id, key.player_id)
};

#pragma db value
struct PlayerStateKey {
    std::int64_t player_id = 0;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(48)")
    std::string machine;
    bool operator<(const PlayerStateKey& o) const {
        return std::tie(player_id, campaign_id, machine) < std::tie(o.player_id, o.campaign_id, o.machine);
    }
};

#pragma db object table("player_state")
struct PlayerState {
#pragma db id column("")
    PlayerStateKey key;
#pragma db type("VARCHAR(48)")
    std::string state;
};

#pragma db value
struct RequestId {
    std::int64_t player_id = 0;
    std::int64_t campaign_id = 0;
#pragma db type("VARCHAR(128)")
    std::string request_key;
    bool operator<(const RequestId& o) const {
        return std::tie(player_id, campaign_id, request_key) < std::tie(o.player_id, o.campaign_id, o.request_key);
    }
};

#pragma db object table("request")
struct Request {
#pragma db id column("")
    RequestId key;
#pragma db type("VARCHAR(128)")
    std::string fingerprint;
#pragma db type("MEDIUMTEXT")
    std::string answer;
    std::int64_t version = 0;
    std::int32_t revision = 0;
    std::int64_t at_ms = 0;
#pragma db index("request_at") members(at_ms)
};

}  // namespace fairground::store::model
