#include "store/sql/breaker.hpp"

#include <algorithm>
#include <random>

#include <spdlog/spdlog.h>

#include "store/store.hpp"

namespace fairground::store {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

std::int64_t ms_since(Clock::time_point time) {
    return std::chrono::duration_cast<milliseconds>(Clock::now() - time).count();
}

// Between half and one and a half times the pause: hosts that lost the database together do not come back together.
milliseconds jittered(milliseconds pause) {
    static thread_local std::minstd_rand chance{std::random_device{}()};
    return milliseconds(std::uniform_int_distribution(pause.count() / 2, pause.count() * 3 / 2)(chance));
}

}  // namespace

Breaker::~Breaker() {
    prober_.request_stop();
}

void Breaker::check() const {
    const std::lock_guard lock(mutex_);
    if (open_)
        throw Unavailable(rules_.what + " has not been reachable for " + std::to_string(ms_since(since_)) +
                          " ms, it is tried again every " + std::to_string(rules_.longest_pause.count()) +
                          " ms or so; last found: " + reason_);
}

void Breaker::succeeded() {
    const std::lock_guard lock(mutex_);
    failures_ = 0;
    if (!std::exchange(open_, false)) return;
    spdlog::info("{} can be reached again, after {} ms", rules_.what, ms_since(since_));
}

void Breaker::failed(const std::string& reason) {
    const std::lock_guard lock(mutex_);
    reason_ = reason;
    if (++failures_ < rules_.failures || open_) return;
    open_ = true;
    ++opened_;
    since_ = Clock::now();
    spdlog::warn("{} could not be reached {} times in a row: callers are told so at once until it is back; {}",
                 rules_.what, failures_, reason);
    if (!prober_.joinable()) prober_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    changed_.notify_all();
}

bool Breaker::open() const {
    const std::lock_guard lock(mutex_);
    return open_;
}

std::uint64_t Breaker::opened() const {
    const std::lock_guard lock(mutex_);
    return opened_;
}

void Breaker::wait_a_while(const std::stop_token& stop, milliseconds pause) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, jittered(pause), [this] { return !open_; });
}

void Breaker::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [this] { return open_; });
        }
        milliseconds pause = rules_.longest_pause / 10;
        while (open() && !stop.stop_requested()) {
            wait_a_while(stop, pause);
            if (stop.stop_requested()) return;
            try {
                probe_();
                succeeded();
            } catch (const std::exception& failure) {
                failed(failure.what());
            }
            pause = std::min(2 * pause, rules_.longest_pause);
        }
    }
}

}  // namespace fairground::store
