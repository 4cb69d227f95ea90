// How much may wait for its turn: a bound that follows what the takers manage, shared out fairly. See the README for
// how the bound is found.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace fairground::admission {

struct IntakeOptions {
    std::size_t most = 10'000;               // waiting, whatever the bound says
    std::size_t takers = 1;                  // that take at the same time
    std::size_t batch = 1;                   // that one of them takes at once, at most
    std::chrono::milliseconds standing{20};  // how long calls may wait while overload lasts; 0: only `most` holds
    bool shares = true;                      // false: first come, first served, whoever floods
};

// Threads: everything from any thread.
class Intake {
public:
    using Clock = std::chrono::steady_clock;

    // The counters of who waits; kept by their owner for as long as the intake lives.
    struct Tenant {
        std::atomic<std::size_t> waiting{0};
        std::atomic<std::size_t> campaigns{0};  // that have something waiting
    };
    struct Campaign {
        explicit Campaign(Tenant& its_tenant) : tenant(its_tenant) {}
        Tenant& tenant;
        std::atomic<std::size_t> waiting{0};
    };

    enum class Verdict {
        admitted,
        overload,  // more cannot be carried out in time
        campaign,  // the campaign has its share waiting already
        tenant,    // all campaigns of the tenant together have
        late       // it would not be begun before its deadline
    };

    explicit Intake(const IntakeOptions& options);

    // What enter would say now: for who would rather not prepare a call that is refused. A refusal counts as one.
    Verdict look(const Campaign& campaign, Clock::time_point now, Clock::time_point deadline);
    // Admitted: it counts as waiting until leave.
    Verdict enter(Campaign& campaign, Clock::time_point now, Clock::time_point deadline);
    void leave(Campaign& campaign, std::size_t calls);
    // A taker took so many; the one that waited the shortest waited so long. Call it after leave.
    void taken(std::size_t calls, Clock::duration shortest_wait, Clock::time_point now);

    std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }
    // Of all that wait; those that are quiet find room above it.
    std::size_t bound() const { return bound_.load(std::memory_order_relaxed); }
    double rate() const { return rate_.load(std::memory_order_relaxed); }  // that can be taken a second, at least
    bool overloaded() const { return overloaded_.load(std::memory_order_relaxed); }

private:
    std::size_t bound_for(bool overloaded) const;
    void set_overloaded(bool overloaded);
    Verdict verdict(const Campaign& campaign, Clock::time_point now, Clock::time_point deadline) const;
    Verdict share(const Campaign& campaign, std::size_t waiting) const;
    bool is_quiet(const Campaign& campaign, std::size_t waiting, std::size_t room) const;

    const IntakeOptions options_;
    std::atomic<std::size_t> waiting_{0};
    std::atomic<std::size_t> tenants_{0};  // that have something waiting
    std::atomic<double> rate_{0};          // before the bounds, which begin with it
    std::atomic<std::size_t> burst_bound_;
    std::atomic<std::size_t> bound_;  // the same, or a smaller one under overload
    std::atomic<bool> sure_{false};   // the rate is what the takers can do, not only what they were asked for
    std::atomic<bool> overloaded_{false};
    std::atomic<bool> refused_{false};  // somebody, in this window
    std::atomic<bool> drained_{true};   // nothing waited at some moment of this window

    std::mutex mutex_;
    Clock::time_point window_began_;
    std::size_t window_calls_ = 0;
    Clock::duration window_shortest_;
    int standing_windows_ = 0;  // in a row, in which the queue never drained
};

}  // namespace fairground::admission
