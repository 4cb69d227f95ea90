#include "store/trail.hpp"

#include <algorithm>
#include <charconv>

#include "store/store.hpp"

namespace fairground::store {
namespace {

constexpr auto patience = std::chrono::seconds(1);
constexpr std::size_t most_notes = 4000;  // of a primary that is written all the time: over ten minutes

template <typename Number>
Number taken(std::string_view& rest, char end) {
    Number number{};
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const auto size = static_cast<std::size_t>(stop - rest.data());
    if (error != std::errc() || (size < rest.size() ? rest[size] != end : end == '-'))
        throw Fault("expected a list of global transaction ids like 0-1-1234, found the end of one at '" +
                    std::string(rest.substr(0, 40)) + "'");
    rest.remove_prefix(std::min(size + 1, rest.size()));
    return number;
}

}  // namespace

Position::Position(std::string_view text) {
    while (!text.empty()) {
        const auto domain = taken<std::uint32_t>(text, '-');
        taken<std::uint32_t>(text, '-');  // the server: it changes with the primary
        auto& last = last_[domain];
        last = std::max(last, taken<std::uint64_t>(text, ','));
    }
}

bool Position::covers(const Position& other) const {
    return std::ranges::all_of(other.last_, [this](const auto& of_domain) {
        const auto found = last_.find(of_domain.first);
        return found != last_.end() && found->second >= of_domain.second;
    });
}

void Trail::ask(Clock::time_point at) {
    const std::lock_guard lock(mutex_);
    asked_ = at;
}

void Trail::note(Clock::time_point at, const Position& primary) {
    const std::lock_guard lock(mutex_);
    asked_.reset();
    away_ = false;
    if (!notes_.empty() && notes_.back().position == primary) {
        notes_.back().at = at;
        return;
    }
    notes_.push_back({at, primary});
    if (notes_.size() > most_notes) notes_.pop_front();
}

void Trail::lost() {
    const std::lock_guard lock(mutex_);
    asked_.reset();
    away_ = true;
}

bool Trail::away() const {
    const std::lock_guard lock(mutex_);
    return is_away();
}

bool Trail::is_away() const {
    return away_ || (asked_ && Clock::now() - *asked_ > patience);
}

bool Trail::answered_since(Clock::time_point at) const {
    const std::lock_guard lock(mutex_);
    return !notes_.empty() && notes_.back().at >= at;
}

std::optional<Trail::Clock::time_point> Trail::covered(const Position& replica) const {
    const std::lock_guard lock(mutex_);
    const auto behind = std::partition_point(notes_.begin(), notes_.end(),
                                             [&](const Note& note) { return replica.covers(note.position); });
    if (behind == notes_.begin()) return std::nullopt;
    return std::prev(behind)->at;
}

Trail::Clock::time_point Trail::reference() const {
    const std::lock_guard lock(mutex_);
    return is_away() && !notes_.empty() ? notes_.back().at : Clock::now();
}

}  // namespace fairground::store
