#include "store/follower.hpp"

#include <algorithm>
#include <condition_variable>
#include <utility>

#include <spdlog/spdlog.h>

#include "store/sql/places.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

std::string text_of(milliseconds time) {
    return std::to_string(time.count()) + " ms";
}

}  // namespace

std::jthread repeat(milliseconds pause, std::function<void()> work) {
    return std::jthread([pause, work = std::move(work)](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock(mutex);
        do {
            work();
        } while (!woken.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); }));
    });
}

milliseconds pause_for(milliseconds bound) {
    return std::clamp(bound / 8, 20ms, 250ms);
}

Follower::Follower(std::shared_ptr<Backend> backend, const Trail& trail, milliseconds bound)
    : backend_(std::move(backend)), trail_(trail), bound_(bound) {}

void Follower::watch() {
    thread_ = repeat(pause_for(bound_), [this] { look(); });
}

bool Follower::usable() const {
    const std::lock_guard lock(mutex_);
    // Counted anew for each reader: a look may be a while ago.
    return trouble_.empty() && covered_ && trail_.reference() - *covered_ <= bound_;
}

Replica Follower::state() const {
    const std::lock_guard lock(mutex_);
    Replica replica{backend_->name(), trouble_, {}};
    if (covered_) {
        replica.lag = std::max(0ms, std::chrono::ceil<milliseconds>(trail_.reference() - *covered_));
        if (trouble_.empty() && *replica.lag > bound_) replica.trouble = too_far();
    }
    return replica;
}

std::string Follower::too_far() const {
    return (covered_ ? "it is " + text_of(std::chrono::ceil<milliseconds>(trail_.reference() - *covered_)) + " behind"
                     : std::string("it is further behind than can be told")) +
           "; more than " + text_of(bound_) +
           " (database.replica_lag_ms) is too much, and less than half of that enough to be read from again";
}

void Follower::look() {
    Position position;
    try {
        auto trouble = look_at(position);
        judge(std::move(trouble), trail_.covered(position));
    } catch (const NoPlace&) {  // all its connections are busy reading: it is there
    } catch (const std::exception& failure) {
        judge(std::string("it cannot be asked: ") + failure.what(), std::nullopt);
    }
}

std::string Follower::look_at(Position& position) {
    std::string both = "OFF";
    Script script;
    script.add("SELECT @@global.gtid_slave_pos", [&](const Row& row) { position = Position(row.view(0)); });
    script.add("SHOW GLOBAL STATUS LIKE 'Slave_running'", [&](const Row& row) { both = row.text(1); });
    backend_->lease("looking at the replica")->run(script);
    return not_following(both);
}

// Without a primary it cannot follow, and serves all the same. It may see earlier than we that the primary is gone:
// what counts is whether that one answers after it was lost.
std::string Follower::not_following(const std::string& running) {
    if (running == "ON") {
        stopped_.reset();
        return "";
    }
    if (!stopped_) stopped_ = Clock::now();
    if (trail_.away() || !trail_.answered_since(*stopped_)) return "";
    return "it does not follow the primary (Slave_running is " + running +
           "); SHOW SLAVE STATUS on it says why, START SLAVE goes on";
}

// Left out when it is further behind than the bound, taken back at half of that: not in and out with every look.
void Follower::judge(std::string trouble, std::optional<Clock::time_point> covered) {
    const std::lock_guard lock(mutex_);
    if (covered) covered_ = covered;
    if (trouble.empty()) {
        const auto limit = too_far_ ? bound_ / 2 : bound_;
        too_far_ = !covered || trail_.reference() - *covered > limit;
        if (too_far_) trouble = too_far();
    }
    trouble_ = std::move(trouble);
    if (std::exchange(told_usable_, trouble_.empty()) == trouble_.empty()) return;
    if (trouble_.empty())
        spdlog::info("the replica {} is read from", backend_->name());
    else
        spdlog::warn("the replica {} is left out: {}", backend_->name(), trouble_);
}

}  // namespace fairground::store
