#include "app/watcher.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

#include "ops/log.hpp"

namespace fairground::app {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto poll_pause = 100ms;
constexpr const char* variable = "FAIRGROUND_WATCH";

// What changed, is there, and when it last did; a file that goes while we look is looked at again.
template <typename Iterator, typename Seen, typename Wanted>
void look(const fs::path& folder, Seen& seen, Wanted&& wanted) {
    std::error_code error;
    for (Iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_regular_file(gone) || !wanted(entry->path())) continue;
        const auto time = entry->last_write_time(gone);
        const auto size = entry->file_size(gone);
        if (!gone) seen[entry->path()] = {time, size};
    }
}

// Tells when the files are no longer as they were taken in, and have come to rest.
template <typename Seen>
class Rest {
public:
    explicit Rest(Seen first) : taken_(first), last_(std::move(first)) {}
    bool has_changed(Seen now) {
        const bool at_rest = now == last_;
        last_ = std::move(now);
        if (!at_rest || last_ == taken_) return false;
        taken_ = last_;
        return true;
    }

private:
    Seen taken_, last_;
};

}  // namespace

bool watching() {
    return std::getenv(variable) != nullptr;
}

void watch_from_now_on() {
    ::setenv(variable, "1", 1);
}

Watcher::Watcher(Reloader& reloader, http::Refusals& refusals, fs::path plugins, fs::path campaigns)
    : reloader_(reloader),
      refusals_(refusals),
      plugins_(std::move(plugins)),
      campaigns_(std::move(campaigns)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
    ops::log_info("watching", {{"plugins", plugins_.string()}, {"campaigns", campaigns_.string()}});
}

void Watcher::run(const std::stop_token& stop) {
    Rest plugins(plugins_and_pages());
    Rest campaigns(campaign_files());
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        woken.wait_for(lock, stop, poll_pause, [] { return false; });
        if (plugins.has_changed(plugins_and_pages())) reloader_.reload_plugins(noting("plugins"));
        if (campaigns.has_changed(campaign_files())) reloader_.reload_campaigns(noting("campaigns"));
    }
}

Watcher::Seen Watcher::plugins_and_pages() const {
    Seen seen;
    look<fs::recursive_directory_iterator>(plugins_, seen, [](const fs::path&) { return true; });
    return seen;
}

Watcher::Seen Watcher::campaign_files() const {
    Seen seen;
    look<fs::directory_iterator>(campaigns_, seen, [](const fs::path& file) { return file.extension() == ".yaml"; });
    return seen;
}

admin::Done Watcher::noting(const std::string& what) {
    return [&refusals = refusals_, what](const admin::Outcome& outcome) {
        if (outcome.done)
            refusals.taken(what);
        else
            refusals.refuse(what, outcome.step, outcome.reason);
    };
}

}  // namespace fairground::app
