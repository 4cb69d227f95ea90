#include "app/dark_hosts.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "ops/log.hpp"
#include "schedule/schedule.hpp"

namespace fairground::app {
namespace {

using namespace std::chrono_literals;

constexpr auto beat = 250ms;
// Longer than a few beats: while several are dark, one says it for all, and the next takes over when it is done.
constexpr auto lives = 1500ms;
const std::string lease = "cache: something is owed";

}  // namespace

DarkHosts::DarkHosts(cache::Cache& cache, store::Store& store)
    : cache_(cache), store_(store), self_(schedule::make_holder()) {
    if (cache_.linked()) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void DarkHosts::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    const auto jobs = store_.jobs();
    bool failing = false;
    while (!stop.stop_requested()) {
        try {
            look(*jobs);
            failing = false;
        } catch (const std::exception& failure) {
            // Who cannot reach the database commits nothing that anybody would have to know of.
            if (!std::exchange(failing, true))
                ops::log_warning("it cannot be found out whether another host is cut off from Redis",
                                 {{"reason", failure.what()}});
        }
        woken.wait_for(lock, stop, beat, [] { return false; });
    }
}

void DarkHosts::look(store::Jobs& jobs) {
    if (cache_.owing()) {
        saying_ = jobs.take_lease(lease, self_, lives) || saying_;
        return;
    }
    if (std::exchange(saying_, false)) jobs.release_lease(lease, self_);
    const auto holder = jobs.lease_holder(lease);
    cache_.others_owe(!holder.empty() && holder != self_);
}

}  // namespace fairground::app
