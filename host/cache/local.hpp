// The level in this process: replies ready to be sent, bounded in bytes, and what is known of the players they are of.
// Safe from any thread; no lock for all (sixteen shelves, all of one player on one).
//
// A reply of a player is given only while nothing newer of him is known. What is known is noted beside his replies and
// beside the fills under way (pins), so it is there as long as anything could be compared with it.
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cache/generations.hpp"
#include "cache/names.hpp"
#include "cache/reply.hpp"

namespace fairground::cache {

// Under what a reply was made: see Link for the epoch.
struct Stamp {
    std::uint64_t epoch = 0;
    Generation generation;
};

class Local {
public:
    // Keeps at most so many bytes; 0: nothing.
    explicit Local(std::size_t bytes);

    struct Found {
        ReplyPtr reply;       // null: nothing that could still be right
        bool certain = true;  // false: only if the player's version is still that of the reply (its epoch has passed)
    };
    // who: the player (who_is), or empty for what is of nobody. text: the whole name of the reply, who included.
    Found find(std::string_view who, std::string_view text, const Stamp& now, std::int64_t at_least, Moment moment);

    // A fill under way: from before the data is read until it is put.
    class Pin {
    public:
        Pin() = default;
        Pin(Pin&& other) noexcept : local_(std::exchange(other.local_, nullptr)), who_(std::move(other.who_)) {}
        Pin& operator=(Pin&& other) noexcept;
        ~Pin();
        const std::string& who() const { return who_; }

    private:
        friend class Local;
        Pin(Local& local, std::string who) : local_(&local), who_(std::move(who)) {}
        Local* local_ = nullptr;
        std::string who_;
    };
    Pin pin(std::string_view who);

    // False: something newer is known of the player; nothing was kept. REQUIRES: a pin of the player is held since
    // before the reply's data was read.
    bool put(std::string_view who, std::string_view text, ReplyPtr reply, const Stamp& made_under);
    // Is something newer known of the player than this? REQUIRES: as above.
    bool overtaken(std::string_view who, std::int64_t version);

    void changed(std::string_view who, std::int64_t version);
    // Nobody knows what is true of him: his replies go, and fills under way with them.
    void forget(std::string_view who);

    std::size_t bytes() const;
    std::size_t replies() const;
    std::uint64_t evicted() const { return evicted_.load(std::memory_order_relaxed); }

private:
    struct Mark;
    using Marks = std::unordered_map<std::string, Mark, TextHash, std::equal_to<>>;
    struct Entry {
        std::string text;
        ReplyPtr reply;
        Stamp stamp;
        std::size_t bytes = 0;
        bool seen = false;                  // since the hand came by
        Marks::value_type* mark = nullptr;  // null: of nobody
    };
    using Entries = std::list<Entry>;
    struct Mark {
        std::int64_t version = 0;  // the newest known
        std::size_t pins = 0;
        std::vector<Entries::iterator> entries;
    };
    struct alignas(64) Shelf {
        std::mutex mutex;
        std::unordered_map<std::string_view, Entries::iterator> by_text;
        Marks marks;
        Entries entries;  // newest first
        Entries::iterator hand = entries.end();
        std::size_t bytes = 0;
    };

    static constexpr std::size_t shelves = 16;
    Shelf& shelf_of(std::string_view who, std::string_view text);
    void release(std::string_view who);
    static void remove(Shelf& shelf, Entries::iterator entry);
    static void take_out(Shelf& shelf, Entries::iterator entry);  // leaves the player's mark
    static Entries::iterator newer(Shelf& shelf, Entries::iterator entry);
    static void raise(Shelf& shelf, Marks::value_type& mark, std::int64_t version);
    static void drop_if_unused(Shelf& shelf, Marks::value_type& mark);
    void make_room(Shelf& shelf);

    const std::size_t most_per_shelf_;
    std::atomic<std::uint64_t> evicted_{0};
    mutable std::array<Shelf, shelves> shelves_;
};

}  // namespace fairground::cache
