// Takes over what admins publish, roll out, take back and switch off, on whatever host they do it. Private to app.
#pragma once
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "app/change_link.hpp"
#include "campaign/campaign.hpp"
#include "http/pages.hpp"
#include "ops/readiness.hpp"

namespace fairground::app {

// Looks when it is told to, and ten times a second anyhow: the number of the last change is one row by its key. Kill
// switches are taken over on a thread of their own: they must not wait for a plugin that takes long to load. Owner:
// Host; everything it is given must outlive it.
class CatalogueWatch {
public:
    struct Parts {
        campaign::Catalogue& catalogue;
        plugin::Shelf& shelf;
        store::Store& store;
        http::Pages& pages;
        ops::Readiness& readiness;
    };
    CatalogueWatch(const Parts& parts, const config::HostFile& host);

    // Something was changed here: it is served when this returns, and the others were told. Never throws; what could
    // not be taken over is tried again, and a reason of readiness.
    void changed();

private:
    void watch(const std::stop_token& stop);
    void take(const std::stop_token& stop);
    bool take_switches();  // true: something has changed
    void look();
    void tell(const campaign::Followed& followed);
    void tell_files_left();
    void tell_unwatched_files(const config::HostFile::Approval& approval) const;

    const Parts parts_;
    const std::unique_ptr<store::Rollouts> rollouts_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    bool heard_ = false;  // somebody says that something changed
    bool due_ = false;    // something has changed, and is to be taken over
    std::mutex switching_;
    std::int64_t switched_ = 0;  // the last change whose switches were taken over
    std::mutex telling_;
    std::map<std::string, std::string> told_;        // by campaign: what is wrong with it
    std::map<std::string, std::int32_t> told_left_;  // by campaign: its file is left, since that revision
    ChangeLink link_;
    std::jthread taking_;
    std::jthread watching_;
};

}  // namespace fairground::app
