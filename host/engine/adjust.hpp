// An admin's correction of a balance: a line of the ledger that no campaign made, exactly once per key, with its line
// of the trail in the same transaction.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "campaign/campaign.hpp"
#include "store/store.hpp"

namespace fairground::cache {
class Cache;
}

namespace fairground::engine {

struct Adjustment {
    std::string tenant;
    std::string player;  // who exists; a name that nobody has would make a new one
    std::string currency;
    std::int64_t amount = 0;  // not 0; negative: taken off
    std::string reason;       // 1 to 64 bytes, shown to the player too
    std::string key;          // [!-~]{1,64}: the same key again changes nothing
    campaign::Time now{};
};

struct Adjusted {
    enum class Came {
        done,
        too_little,    // the balance would fall below zero
        too_much,      // it would not fit 64 bits
        key_conflict,  // the key was used for another adjustment of this player
    };
    Came came = Came::done;
    std::int64_t before = 0;  // the balance
    std::int64_t balance = 0;
    bool replayed = false;  // it was done before under this key; balance is that of then
};

// trail: the line, given what it came to; asked for only if something changes. cache may be null. Waits for the
// database, a second at most while others hold the player. Throws what the store throws; after Unavailable ask again
// with the same key.
Adjusted adjust(store::Store& store, cache::Cache* cache, const Adjustment& adjustment,
                const std::function<store::AuditRow(const Adjusted&)>& trail);

}  // namespace fairground::engine
