#include "app/catalogue_watch.hpp"

#include <algorithm>

#include "app/reloader.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

constexpr auto poll_pause = std::chrono::milliseconds(100);
constexpr auto between_retries = std::chrono::seconds(1);  // of what could not be taken over

std::string check_of(const std::string& campaign) {
    return "campaign " + campaign;
}

}  // namespace

CatalogueWatch::CatalogueWatch(const Parts& parts, const config::HostFile& host)
    : parts_(parts),
      rollouts_(parts.store.rollouts()),
      link_(host,
            [this] {
                {
                    const std::lock_guard lock(mutex_);
                    heard_ = true;
                }
                woken_.notify_all();
            }),
      taking_([this](const std::stop_token& stop) { take(stop); }),
      watching_([this](const std::stop_token& stop) { watch(stop); }) {
    tell_files_left();
    tell_unwatched_files(host.approval);
}

void CatalogueWatch::changed() {
    try {
        take_switches();
    } catch (const store::Unavailable&) {
        // It is seen again.
    }
    look();
    link_.tell();
}

void CatalogueWatch::watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        woken_.wait_for(lock, stop, poll_pause, [this] { return heard_; });
        heard_ = false;
        lock.unlock();
        bool changed = false;
        try {
            changed = take_switches();
        } catch (const std::exception&) {
            // A database that does not answer is the caretaker's to tell of.
        }
        lock.lock();
        if (!changed) continue;
        due_ = true;
        woken_.notify_all();
    }
}

void CatalogueWatch::take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        woken_.wait_for(lock, stop, between_retries, [this] { return due_; });
        due_ = false;
        lock.unlock();
        look();
        lock.lock();
    }
}

bool CatalogueWatch::take_switches() {
    const std::lock_guard lock(switching_);
    const auto last = rollouts_->change();
    if (last == switched_) return false;
    for (const auto& standing : rollouts_->standings(switched_))
        if (const auto campaign = parts_.catalogue.find(standing.name)) campaign->set_killed(standing.killed);
    switched_ = last;
    return true;
}

// A database that does not answer is the caretaker's to tell of.
void CatalogueWatch::look() {
    try {
        tell(parts_.catalogue.follow(parts_.shelf, parts_.store));
    } catch (const store::Unavailable&) {
    } catch (const std::exception& failure) {
        ops::log_error("what campaigns serve could not be taken over", {{"reason", failure.what()}});
    }
}

void CatalogueWatch::tell(const campaign::Followed& followed) {
    const std::lock_guard lock(telling_);
    for (const auto& of : followed.change.campaigns) {
        ops::log_info("a campaign serves what was published", {{"campaign", of.campaign},
                                                               {"from", of.from},
                                                               {"plugin", of.to},
                                                               {"revision", of.revision},
                                                               {"generation", of.generation}});
        const auto campaign = parts_.catalogue.find(of.campaign);
        const auto& manifest = campaign->revision()->rules->manifest();
        if (!parts_.pages.find(manifest.id)) try {
                parts_.pages.put(manifest.id, read_pages(manifest, parts_.shelf.folder()));
            } catch (const std::exception& failure) {
                ops::log_error("a campaign has no page", {{"campaign", of.campaign}, {"reason", failure.what()}});
            }
        if (!followed.problems.contains(of.campaign) && !followed.notes.contains(of.campaign) &&
            told_.erase(of.campaign) > 0)
            parts_.readiness.drop(check_of(of.campaign));
    }
    const auto warn = [&](const std::map<std::string, std::string>& texts, const char* message) {
        for (const auto& [campaign, text] : texts) {
            if (told_[campaign] == text) continue;
            told_[campaign] = text;
            parts_.readiness.degraded(check_of(campaign), text);
            ops::log_error(message, {{"campaign", campaign}, {"reason", text}});
        }
    };
    warn(followed.problems, "this host cannot serve what was published; it serves on what it did");
    warn(followed.notes, "a campaign is served otherwise than it was published");
    if (!followed.change.campaigns.empty()) tell_files_left();
}

// Whoever may write into the folder of a host needs nobody's approval.
void CatalogueWatch::tell_unwatched_files(const config::HostFile::Approval& approval) const {
    for (const auto& campaign : parts_.catalogue.all()) {
        const auto serving = campaign->serving();
        const auto& file = serving->live->config;
        const auto holds = [](const std::vector<std::string>& list, const std::string& one) {
            return std::find(list.begin(), list.end(), one) != list.end();
        };
        const bool asked = file.four_eyes || approval.four_eyes || holds(approval.tenants, file.tenant) ||
                           holds(approval.campaigns, file.id);
        if (asked && serving->change == 0)
            ops::log_warning(
                "a campaign asks for a second person and is served from a file, which needs none; `fairground apply "
                "FILE` once, then its file decides nothing any more",
                {{"campaign", file.id}, {"file", file.document.file}});
    }
}

void CatalogueWatch::tell_files_left() {
    for (const auto& left : parts_.catalogue.files_left()) {
        if (!left.differs || told_left_[left.campaign] == left.revision) continue;
        told_left_[left.campaign] = left.revision;
        ops::log_warning(
            "a campaign file is not what is served: the campaign was published in the store; `fairground apply FILE` "
            "publishes the file",
            {{"campaign", left.campaign}, {"file", left.file}, {"revision", left.revision}});
    }
}

}  // namespace fairground::app
