#include "redis/queue.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

namespace fairground::redis {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds long_on_the_way{1};

std::int64_t ms_since(Clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - time).count();
}

}  // namespace

std::string Queue::away() const {
    return "redis has been away for " + std::to_string(ms_since(away_since_)) + " ms; last found: " + problem_;
}

void Queue::push(Call call) {
    std::string refusal;
    {
        const std::lock_guard lock(mutex_);
        const std::size_t size = call.commands.size();
        if (closed_)
            refusal = "redis is not used any more: the host ends";
        else if (connections_ == 0)
            refusal = away();
        else if (waiting_ + size > most_)
            refusal = "redis is too slow: " + std::to_string(waiting_) + " commands wait, at most " +
                      std::to_string(most_) + " may";
        else {
            waiting_ += size;
            calls_.push_back(std::move(call));
            call_courier();
            return;
        }
    }
    ++away_calls_;
    call.done(Away{std::move(refusal)});
}

bool Queue::worth_going() const {
    return !calls_.empty() &&
           (under_way_ == 0 || waiting_ >= pipeline_ / 2 || Clock::now() - departed_ > long_on_the_way);
}

void Queue::call_courier() {
    if (idle_ > 0 && !called_ && worth_going()) {
        called_ = true;
        came_.notify_one();
    }
}

std::vector<Call> Queue::take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    ++idle_;
    came_.wait_for(lock, patience, [this] {
        called_ = false;
        return closed_ || worth_going();
    });
    --idle_;
    if (closed_ || !worth_going()) return {};
    ++under_way_;
    departed_ = Clock::now();
    std::vector<Call> calls = take_pipeline();
    call_courier();
    return calls;
}

std::vector<Call> Queue::take_pipeline() {
    std::vector<Call> taken;
    std::size_t size = 0;
    while (!calls_.empty() && (taken.empty() || size + calls_.front().commands.size() <= pipeline_)) {
        size += calls_.front().commands.size();
        taken.push_back(std::move(calls_.front()));
        calls_.pop_front();
    }
    waiting_ -= size;
    return taken;
}

void Queue::back() {
    const std::lock_guard lock(mutex_);
    --under_way_;
}

void Queue::answer_away(std::vector<Call>& calls, const std::string& why) {
    away_calls_ += calls.size();
    for (Call& call : calls) call.done(Away{why});
}

void Queue::connected() {
    std::optional<std::int64_t> returned;
    {
        const std::lock_guard lock(mutex_);
        ++connects_;
        if (++connections_ == 1) {
            problem_.clear();
            if (std::exchange(told_, false)) returned = ms_since(away_since_);
        }
    }
    changed_.notify_all();
    if (returned) spdlog::info("redis can be reached again, after {} ms", *returned);
}

// The state changes before the calls are answered: who asks again at once is not sent to the same connection.
void Queue::lost(const std::string& why, std::vector<Call> calls) {
    {
        const std::lock_guard lock(mutex_);
        if (!calls.empty()) --under_way_;
        if (--connections_ > 0) {
            call_courier();
        } else {
            ++away_times_;
            away_since_ = Clock::now();
            problem_ = why;
            std::ranges::move(take_all(), std::back_inserter(calls));
        }
    }
    answer_away(calls, why);
}

std::vector<Call> Queue::take_all() {
    std::vector<Call> all(std::make_move_iterator(calls_.begin()), std::make_move_iterator(calls_.end()));
    calls_.clear();
    waiting_ = 0;
    return all;
}

void Queue::failed(const std::string& why) {
    {
        const std::lock_guard lock(mutex_);
        if (connections_ > 0) return;
        problem_ = why;
        if (std::exchange(told_, true)) return;
    }
    spdlog::warn("redis is away: callers are told so at once until it is back; {}", why);
}

bool Queue::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return closed_; });
}

void Queue::close() {
    std::vector<Call> unanswered;
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        unanswered = take_all();
    }
    came_.notify_all();
    changed_.notify_all();
    answer_away(unanswered, "redis is not used any more: the host ends");
}

bool Queue::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

bool Queue::up_within(std::chrono::milliseconds patience) const {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return connections_ > 0; });
}

Figures Queue::figures() const {
    const std::lock_guard lock(mutex_);
    Figures figures;
    figures.up = connections_ > 0;
    figures.away_calls = away_calls_;
    figures.away_times = away_times_;
    figures.connects = connects_;
    figures.waiting = waiting_;
    figures.problem = problem_;
    return figures;
}

}  // namespace fairground::redis
