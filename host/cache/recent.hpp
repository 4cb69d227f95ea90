// What was seen lately, by name: bounded, in memory, any thread. A finding may be gone at any time; whoever asks knows
// how to find it out again.
#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace fairground::cache {

// Value: cheap to copy.
template <typename Value>
class Recent {
public:
    // Keeps between `most` and twice as many.
    explicit Recent(std::size_t most) : most_per_shelf_(most / shelves + 1) {}

    std::optional<Value> find(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        if (const auto found = shelf.recent.find(name); found != shelf.recent.end()) return found->second;
        const auto found = shelf.older.find(name);
        if (found == shelf.older.end()) return std::nullopt;
        auto value = found->second;
        keep(shelf, name, value);
        return value;
    }
    void add(std::string_view name, Value value) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        keep(shelf, name, std::move(value));
    }
    void forget(std::string_view name) {
        Shelf& shelf = shelf_of(name);
        const std::lock_guard lock(shelf.mutex);
        for (auto* values : {&shelf.recent, &shelf.older})
            if (const auto found = values->find(name); found != values->end()) values->erase(found);
    }

private:
    static constexpr std::size_t shelves = 16;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
    };
    using Values = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
    // When recent is full it becomes older, and what was older is forgotten: no order of use has to be kept.
    struct Shelf {
        std::mutex mutex;
        Values recent;
        Values older;
    };

    Shelf& shelf_of(std::string_view name) { return shelves_[Hash{}(name) % shelves]; }
    void keep(Shelf& shelf, std::string_view name, Value value) {
        if (shelf.recent.size() >= most_per_shelf_) shelf.older = std::exchange(shelf.recent, {});
        shelf.recent.insert_or_assign(std::string(name), std::move(value));
    }

    const std::size_t most_per_shelf_;
    std::array<Shelf, shelves> shelves_;
};

}  // namespace fairground::cache
