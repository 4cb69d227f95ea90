#include "ops/traffic.hpp"

#include <algorithm>
#include <cmath>

namespace fairground::ops {
namespace {

constexpr std::size_t most_codes = 100;

// Each bucket ends a quarter above the one before; the first at a tenth of a millisecond, the last has no end.
constexpr double first_ms = 0.1;
constexpr double step = 1.25;

std::int64_t second_of(CampaignTraffic::Clock::time_point at) {
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

std::size_t bucket_of(CampaignTraffic::Clock::duration took) {
    const double ms = std::chrono::duration<double, std::milli>(took).count();
    if (ms <= first_ms) return 0;
    return std::min(CampaignTraffic::buckets - 1,
                    static_cast<std::size_t>(std::ceil(std::log(ms / first_ms) / std::log(step))));
}

void add(Figures& figures, CampaignTraffic::Kind kind, CampaignTraffic::Came came) {
    using Came = CampaignTraffic::Came;
    ++(kind == CampaignTraffic::Kind::action ? figures.actions : figures.views);
    if (came == Came::refused) ++figures.refusals;
    if (came == Came::fault) ++figures.faults;
    if (came == Came::unavailable) ++figures.unavailable;
}

}  // namespace

Figures& Figures::operator+=(const Figures& more) {
    actions += more.actions;
    views += more.views;
    refusals += more.refusals;
    faults += more.faults;
    unavailable += more.unavailable;
    return *this;
}

CampaignTraffic::Lately& CampaignTraffic::Lately::operator+=(const Lately& more) {
    figures += more.figures;
    for (std::size_t i = 0; i < buckets; ++i) took[i] += more.took[i];
    return *this;
}

double CampaignTraffic::Lately::p99_ms() const {
    std::uint64_t all = 0;
    for (const auto count : took) all += count;
    if (all == 0) return 0;
    std::uint64_t slowest = 0;
    std::size_t bucket = buckets - 1;
    for (;; --bucket) {
        slowest += took[bucket];
        if (slowest * 100 >= all || bucket == 0) break;
    }
    return first_ms * std::pow(step, static_cast<double>(bucket));
}

void CampaignTraffic::count(Kind kind, Came came, std::string_view code, Clock::duration took, Clock::time_point now) {
    const auto number = second_of(now);
    const std::lock_guard lock(mutex_);
    add(total_, kind, came);
    if (came == Came::refused) {
        auto found = refusals_.find(code);
        if (found == refusals_.end())
            found = refusals_.try_emplace(std::string(refusals_.size() < most_codes ? code : "other")).first;
        ++found->second;
    }
    auto& second = seconds_[static_cast<std::size_t>(number % kept_s)];
    if (second.number != number) second = {number, {}};
    add(second.counted.figures, kind, came);
    ++second.counted.took[bucket_of(took)];
}

Figures CampaignTraffic::total() const {
    const std::lock_guard lock(mutex_);
    return total_;
}

std::map<std::string, std::uint64_t> CampaignTraffic::refusals() const {
    const std::lock_guard lock(mutex_);
    return {refusals_.begin(), refusals_.end()};
}

CampaignTraffic::Lately CampaignTraffic::lately(Clock::time_point now) const {
    const auto present = second_of(now);
    Lately sum;
    const std::lock_guard lock(mutex_);
    for (const auto& second : seconds_)
        if (second.number < present && second.number >= present - window_s) sum += second.counted;
    return sum;
}

CampaignTraffic& Traffic::of(const std::string& campaign) {
    {
        const std::shared_lock lock(mutex_);
        if (const auto found = campaigns_.find(campaign); found != campaigns_.end()) return *found->second;
    }
    const std::unique_lock lock(mutex_);
    auto& traffic = campaigns_[campaign];
    if (!traffic) traffic = std::make_unique<CampaignTraffic>();
    return *traffic;
}

const CampaignTraffic* Traffic::find(const std::string& campaign) const {
    const std::shared_lock lock(mutex_);
    const auto found = campaigns_.find(campaign);
    return found == campaigns_.end() ? nullptr : found->second.get();
}

CampaignTraffic::Lately Traffic::lately() const {
    const auto now = CampaignTraffic::Clock::now();
    CampaignTraffic::Lately sum;
    const std::shared_lock lock(mutex_);
    for (const auto& [name, traffic] : campaigns_) sum += traffic->lately(now);
    return sum;
}

}  // namespace fairground::ops
