// The ids of players seen lately. A player's id never changes, so a batch that knows it needs not ask for it; whoever
// locks a player by it checks that the row still bears the name, as another database may have taken the place of ours.
// Any thread.
#pragma once
#include <cstdint>

#include "cache/recent.hpp"

namespace fairground::store {

class PlayerIds {
public:
    std::optional<std::int64_t> find(std::string_view tenant, std::string_view external_id) {
        return ids_.find(name_of(tenant, external_id));
    }
    void add(std::string_view tenant, std::string_view external_id, std::int64_t id) {
        ids_.add(name_of(tenant, external_id), id);
    }
    void forget(std::string_view tenant, std::string_view external_id) { ids_.forget(name_of(tenant, external_id)); }

private:
    // No text in it contains a zero byte.
    static std::string name_of(std::string_view tenant, std::string_view external_id) {
        std::string name;
        name.reserve(tenant.size() + 1 + external_id.size());
        name.append(tenant).append(1, '\0').append(external_id);
        return name;
    }

    cache::Recent<std::int64_t> ids_{200'000};  // some 25 to 50 MB when full
};

}  // namespace fairground::store
