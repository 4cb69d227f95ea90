#include "streak.hpp"

#include <algorithm>

namespace daily_signin {

Streak streak_on(const Attendance& attendance, Day today, bool freezable) {
    const Day yesterday = today - days(1);
    if (attendance.covers(today)) return {attendance.until(today), true, std::nullopt};
    if (attendance.covers(yesterday)) return {attendance.until(yesterday), false, std::nullopt};
    // One missed day can be frozen. What lies before it was signed or made up: a frozen day is always followed by the
    // sign-in that froze it.
    const Day before = yesterday - days(1);
    if (!freezable || !attendance.covers(before)) return {};
    return {attendance.until(before), false, yesterday};
}

bool breaks_tonight(const Settings& settings, const Attendance& attendance, Day today, bool has_card) {
    const Streak streak = streak_on(attendance, today, has_card);
    if (streak.here_today || streak.length == 0) return false;
    return !has_card || !settings.freeze->by_itself || streak.gap;
}

std::vector<Reached> reached(const Settings& settings, std::int64_t from, std::int64_t to) {
    std::vector<Reached> found;
    if (settings.tiers.empty()) return found;
    const std::int64_t cycle = settings.cycle ? settings.tiers.back().days : 0;
    for (std::int64_t start = cycle ? from / cycle * cycle : 0; start < to; start += cycle) {
        for (const Tier& tier : settings.tiers) {
            const std::int64_t length = start + tier.days;
            if (length > from && length <= to) found.push_back({&tier, length});
        }
        if (cycle == 0) break;
    }
    return found;
}

std::optional<Reached> ahead(const Settings& settings, std::int64_t length) {
    if (settings.tiers.empty()) return std::nullopt;
    const std::int64_t farthest = settings.cycle ? length + settings.tiers.back().days : settings.tiers.back().days;
    const std::vector<Reached> found = reached(settings, length, farthest);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::int64_t cycle_day(const Settings& settings, std::int64_t length) {
    if (!settings.cycle || length == 0) return length;
    return (length - 1) % settings.tiers.back().days + 1;
}

const Award* reward(const Settings& settings, std::int64_t length) {
    if (settings.rewards.empty()) return nullptr;
    const auto day = static_cast<std::size_t>(cycle_day(settings, length));
    return &settings.rewards[std::min(day, settings.rewards.size()) - 1];
}

}  // namespace daily_signin
