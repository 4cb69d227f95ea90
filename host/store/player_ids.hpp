// The ids of players seen lately. A player's id never changes, so a batch that knows it needs not ask for it; whoever
// locks a player by it checks that the row still bears the name, as another database may have taken the place of ours.
// Any thread.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fairground::store {

class PlayerIds {
public:
    // Keeps between `most` and twice as many.
    explicit PlayerIds(std::size_t most = 200'000) : most_per_shelf_(most / shelves + 1) {}

    std::optional<std::int64_t> find(std::string_view tenant, std::string_view external_id);
    void add(std::string_view tenant, std::string_view external_id, std::int64_t id);
    void forget(std::string_view tenant, std::string_view external_id);

private:
    static constexpr std::size_t shelves = 16;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
    };
    using Ids = std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>>;
    struct Shelf {
        std::mutex mutex;
        Ids recent;
        Ids older;  // what recent was when it was full
    };

    Shelf& shelf_of(std::string_view key) { return shelves_[Hash{}(key) % shelves]; }
    void keep(Shelf& shelf, std::string_view key, std::int64_t id);

    const std::size_t most_per_shelf_;
    std::array<Shelf, shelves> shelves_;
};

}  // namespace fairground::store
