#include "admission/intake.hpp"

#include <algorithm>

namespace fairground::admission {
namespace {

using namespace std::chrono_literals;

constexpr auto window = 100ms;
constexpr int stall = 1;                   // windows: a hiccup of the database is no overload
constexpr int burst = 3;                   // times the standing time
constexpr std::size_t smallest_burst = 8;  // nobody who overloads anything
constexpr std::size_t smallest_queue = 2;  // the takers must not wait for the next call
constexpr std::size_t lonely = 2;          // a campaign alone gets half of the bound, see share
constexpr std::size_t loud_tenant = 2;     // times what is left for the others
constexpr std::size_t quiet_part = 3;      // the same, for its quiet campaigns

}  // namespace

Intake::Intake(const IntakeOptions& options)
    : options_(options),
      burst_bound_(bound_for(false)),
      bound_(burst_bound_.load()),
      window_began_(Clock::now()),
      window_shortest_(Clock::duration::max()) {}

std::size_t Intake::bound_for(bool overloaded) const {
    if (options_.standing == 0ms) return options_.most;
    const double in_standing = rate() * std::chrono::duration<double>(options_.standing).count();
    const std::size_t batches = options_.takers * options_.batch;
    const std::size_t alone = overloaded
                                  ? std::max({batches, smallest_queue, std::size_t(in_standing)})
                                  : std::max({lonely * batches, smallest_burst, std::size_t(burst * in_standing)});
    return std::min(options_.most, options_.shares ? lonely * alone : alone);
}

void Intake::set_overloaded(bool overloaded) {
    overloaded_.store(overloaded, std::memory_order_relaxed);
    burst_bound_.store(bound_for(false), std::memory_order_relaxed);
    bound_.store(bound_for(overloaded), std::memory_order_relaxed);
}

// Less than half of what the others have on the average: whatever fills the queue, it is not this one.
bool Intake::is_quiet(const Campaign& campaign, std::size_t waiting, std::size_t room) const {
    const Tenant& tenant = campaign.tenant;
    const std::size_t of_tenant = tenant.waiting.load(std::memory_order_relaxed);
    if (2 * of_tenant * tenants_.load(std::memory_order_relaxed) < waiting) return true;
    const std::size_t own = campaign.waiting.load(std::memory_order_relaxed);
    return 2 * own * tenant.campaigns.load(std::memory_order_relaxed) < of_tenant && of_tenant < quiet_part * room;
}

Intake::Verdict Intake::share(const Campaign& campaign, std::size_t waiting) const {
    const std::size_t own = campaign.waiting.load(std::memory_order_relaxed);
    const std::size_t of_tenant = campaign.tenant.waiting.load(std::memory_order_relaxed);
    const std::size_t bound = this->bound();
    const std::size_t left = bound > waiting ? bound - waiting : 0;
    if (own < left && of_tenant < loud_tenant * left) return Verdict::admitted;
    const std::size_t most = burst_bound_.load(std::memory_order_relaxed);
    if (most > waiting && is_quiet(campaign, waiting, most - waiting)) return Verdict::admitted;
    if (own >= waiting) return Verdict::overload;
    return of_tenant >= loud_tenant * left && of_tenant < waiting ? Verdict::tenant : Verdict::campaign;
}

Intake::Verdict Intake::verdict(const Campaign& campaign, Clock::time_point now, Clock::time_point deadline) const {
    const std::size_t waiting = this->waiting();
    const bool sure = sure_.load(std::memory_order_relaxed);
    const std::chrono::duration<double> wait(sure ? static_cast<double>(waiting) / rate() : 0);
    if (deadline <= now || wait > deadline - now) return Verdict::late;
    if (options_.shares) return share(campaign, waiting);
    return waiting < bound() ? Verdict::admitted : Verdict::overload;
}

Intake::Verdict Intake::look(const Campaign& campaign, Clock::time_point now, Clock::time_point deadline) {
    const Verdict verdict = this->verdict(campaign, now, deadline);
    // Being late says more of the caller's patience than of us.
    if (verdict == Verdict::admitted || verdict == Verdict::late) return verdict;
    refused_.store(true, std::memory_order_relaxed);
    if (!overloaded_.exchange(true, std::memory_order_relaxed)) set_overloaded(true);
    return verdict;
}

Intake::Verdict Intake::enter(Campaign& campaign, Clock::time_point now, Clock::time_point deadline) {
    const Verdict verdict = look(campaign, now, deadline);
    if (verdict != Verdict::admitted) return verdict;
    waiting_.fetch_add(1, std::memory_order_relaxed);
    if (campaign.tenant.waiting.fetch_add(1, std::memory_order_relaxed) == 0)
        tenants_.fetch_add(1, std::memory_order_relaxed);
    if (campaign.waiting.fetch_add(1, std::memory_order_relaxed) == 0)
        campaign.tenant.campaigns.fetch_add(1, std::memory_order_relaxed);
    return verdict;
}

void Intake::leave(Campaign& campaign, std::size_t calls) {
    if (waiting_.fetch_sub(calls, std::memory_order_relaxed) == calls) drained_.store(true, std::memory_order_relaxed);
    if (campaign.tenant.waiting.fetch_sub(calls, std::memory_order_relaxed) == calls)
        tenants_.fetch_sub(1, std::memory_order_relaxed);
    if (campaign.waiting.fetch_sub(calls, std::memory_order_relaxed) == calls)
        campaign.tenant.campaigns.fetch_sub(1, std::memory_order_relaxed);
}

void Intake::taken(std::size_t calls, Clock::duration shortest_wait, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    window_calls_ += calls;
    window_shortest_ = std::min(window_shortest_, shortest_wait);
    const std::chrono::duration<double> elapsed = now - window_began_;
    if (elapsed < window) return;

    const double measured = static_cast<double>(window_calls_) / elapsed.count();
    const bool drained = drained_.exchange(waiting() == 0, std::memory_order_relaxed);
    standing_windows_ = window_shortest_ > options_.standing ? standing_windows_ + 1 : 0;
    const bool overload = refused_.exchange(false, std::memory_order_relaxed) || standing_windows_ > stall;
    const double known = rate();
    if (drained)  // takers that ran out of calls were able to do more than was measured
        rate_.store(std::max(known, measured), std::memory_order_relaxed);
    else
        rate_.store(sure_.exchange(true, std::memory_order_relaxed) ? (known + measured) / 2 : measured,
                    std::memory_order_relaxed);
    set_overloaded(overload);
    window_began_ = now;
    window_calls_ = 0;
    window_shortest_ = Clock::duration::max();
}

}  // namespace fairground::admission
