#include "cache/local.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace fairground::cache {
namespace {

// Of an entry, its places in maps and list, and the player's mark; measured with malloc's own figures, roughly.
constexpr std::size_t overhead = 512;
// One reply must not drive out a whole shelf.
constexpr std::size_t largest_share = 8;

std::size_t bytes_of(std::string_view text, const Reply& reply) {
    return overhead + text.size() + reply.body.size() + reply.code.size() + reply.detail.size() + reply.etag.size() +
           reply.headers.size();
}

}  // namespace

Local::Local(std::size_t bytes) : most_per_shelf_(bytes / shelves) {}

Local::Shelf& Local::shelf_of(std::string_view who, std::string_view text) {
    return shelves_[TextHash{}(who.empty() ? text : who) % shelves];
}

Local::Found Local::find(std::string_view who, std::string_view text, const Stamp& now, std::int64_t at_least,
                         Moment moment) {
    Shelf& shelf = shelf_of(who, text);
    const std::lock_guard lock(shelf.mutex);
    const auto found = shelf.by_text.find(text);
    if (found == shelf.by_text.end()) return {};
    Entry& entry = *found->second;
    const bool over = entry.reply->until <= moment || entry.stamp.generation != now.generation;
    if (over) {
        remove(shelf, found->second);
        return {};
    }
    entry.seen = true;
    if (who.empty()) return {entry.reply, true};
    if (entry.reply->version < at_least) return {};
    return {entry.reply, entry.stamp.epoch == now.epoch};
}

Local::Pin& Local::Pin::operator=(Pin&& other) noexcept {
    std::swap(local_, other.local_);
    std::swap(who_, other.who_);
    return *this;
}

Local::Pin::~Pin() {
    if (local_ != nullptr) local_->release(who_);
}

Local::Pin Local::pin(std::string_view who) {
    if (who.empty()) return {};
    Shelf& shelf = shelf_of(who, {});
    const std::lock_guard lock(shelf.mutex);
    auto mark = shelf.marks.find(who);
    if (mark == shelf.marks.end()) mark = shelf.marks.emplace(std::string(who), Mark{}).first;
    ++mark->second.pins;
    return {*this, std::string(who)};
}

void Local::release(std::string_view who) {
    Shelf& shelf = shelf_of(who, {});
    const std::lock_guard lock(shelf.mutex);
    const auto mark = shelf.marks.find(who);
    --mark->second.pins;
    drop_if_unused(shelf, *mark);
}

bool Local::overtaken(std::string_view who, std::int64_t version) {
    if (who.empty()) return false;
    Shelf& shelf = shelf_of(who, {});
    const std::lock_guard lock(shelf.mutex);
    const auto mark = shelf.marks.find(who);
    return mark != shelf.marks.end() && mark->second.version > version;
}

bool Local::put(std::string_view who, std::string_view text, ReplyPtr reply, const Stamp& made_under) {
    const std::size_t bytes = bytes_of(text, *reply);
    Shelf& shelf = shelf_of(who, text);
    const std::lock_guard lock(shelf.mutex);
    Marks::value_type* mark = nullptr;
    if (!who.empty()) {
        mark = &*shelf.marks.find(who);
        if (mark->second.version > reply->version) return false;
        raise(shelf, *mark, reply->version);
    }
    if (const auto old = shelf.by_text.find(text); old != shelf.by_text.end()) remove(shelf, old->second);
    if (bytes > most_per_shelf_ / largest_share) return true;
    shelf.entries.push_front({std::string(text), std::move(reply), made_under, bytes, false, mark});
    const auto entry = shelf.entries.begin();
    shelf.by_text.emplace(entry->text, entry);
    if (mark != nullptr) mark->second.entries.push_back(entry);
    shelf.bytes += bytes;
    make_room(shelf);
    return true;
}

void Local::changed(std::string_view who, std::int64_t version) {
    Shelf& shelf = shelf_of(who, {});
    const std::lock_guard lock(shelf.mutex);
    const auto mark = shelf.marks.find(who);
    if (mark == shelf.marks.end()) return;
    raise(shelf, *mark, version);
    drop_if_unused(shelf, *mark);
}

void Local::forget(std::string_view who) {
    changed(who, std::numeric_limits<std::int64_t>::max());
}

void Local::raise(Shelf& shelf, Marks::value_type& mark, std::int64_t version) {
    auto& [known, pins, entries] = mark.second;
    if (known >= version) return;
    known = version;
    const auto of_him = entries;
    for (const auto& entry : of_him)
        if (entry->reply->version < version) take_out(shelf, entry);
}

void Local::remove(Shelf& shelf, Entries::iterator entry) {
    Marks::value_type* const mark = entry->mark;
    take_out(shelf, entry);
    if (mark != nullptr) drop_if_unused(shelf, *mark);
}

void Local::take_out(Shelf& shelf, Entries::iterator entry) {
    if (shelf.hand == entry) shelf.hand = newer(shelf, entry);
    shelf.bytes -= entry->bytes;
    shelf.by_text.erase(entry->text);
    if (entry->mark != nullptr) std::erase(entry->mark->second.entries, entry);
    shelf.entries.erase(entry);
}

// end(): there is none, the hand begins again with the oldest.
Local::Entries::iterator Local::newer(Shelf& shelf, Entries::iterator entry) {
    return entry == shelf.entries.begin() ? shelf.entries.end() : std::prev(entry);
}

void Local::drop_if_unused(Shelf& shelf, Marks::value_type& mark) {
    if (mark.second.pins == 0 && mark.second.entries.empty()) shelf.marks.erase(shelf.marks.find(mark.first));
}

// SIEVE: the hand goes from the oldest to the newest and takes the first that was not asked for since it last came by.
// What is asked for stays where it is, so a hit changes one flag and no order.
void Local::make_room(Shelf& shelf) {
    while (shelf.bytes > most_per_shelf_ && !shelf.entries.empty()) {
        if (shelf.hand == shelf.entries.end()) shelf.hand = std::prev(shelf.entries.end());
        if (std::exchange(shelf.hand->seen, false)) {
            shelf.hand = newer(shelf, shelf.hand);
            continue;
        }
        remove(shelf, shelf.hand);
        evicted_.fetch_add(1, std::memory_order_relaxed);
    }
}

std::size_t Local::bytes() const {
    std::size_t bytes = 0;
    for (auto& shelf : shelves_) {
        const std::lock_guard lock(shelf.mutex);
        bytes += shelf.bytes;
    }
    return bytes;
}

std::size_t Local::replies() const {
    std::size_t replies = 0;
    for (auto& shelf : shelves_) {
        const std::lock_guard lock(shelf.mutex);
        replies += shelf.entries.size();
    }
    return replies;
}

}  // namespace fairground::cache
