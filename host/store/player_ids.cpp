#include "store/player_ids.hpp"

namespace fairground::store {
namespace {

// No name contains a zero byte.
std::string key_of(std::string_view tenant, std::string_view external_id) {
    std::string key;
    key.reserve(tenant.size() + 1 + external_id.size());
    key.append(tenant).append(1, '\0').append(external_id);
    return key;
}

}  // namespace

std::optional<std::int64_t> PlayerIds::find(std::string_view tenant, std::string_view external_id) {
    const auto key = key_of(tenant, external_id);
    Shelf& shelf = shelf_of(key);
    const std::lock_guard lock(shelf.mutex);
    if (const auto found = shelf.recent.find(key); found != shelf.recent.end()) return found->second;
    const auto found = shelf.older.find(key);
    if (found == shelf.older.end()) return std::nullopt;
    const auto id = found->second;
    keep(shelf, key, id);
    return id;
}

void PlayerIds::add(std::string_view tenant, std::string_view external_id, std::int64_t id) {
    const auto key = key_of(tenant, external_id);
    Shelf& shelf = shelf_of(key);
    const std::lock_guard lock(shelf.mutex);
    keep(shelf, key, id);
}

void PlayerIds::forget(std::string_view tenant, std::string_view external_id) {
    const auto key = key_of(tenant, external_id);
    Shelf& shelf = shelf_of(key);
    const std::lock_guard lock(shelf.mutex);
    shelf.recent.erase(key);
    shelf.older.erase(key);
}

void PlayerIds::keep(Shelf& shelf, std::string_view key, std::int64_t id) {
    if (shelf.recent.size() >= most_per_shelf_) shelf.older = std::exchange(shelf.recent, {});
    shelf.recent.insert_or_assign(std::string(key), id);
}

}  // namespace fairground::store
