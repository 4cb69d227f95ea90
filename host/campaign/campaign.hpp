// The campaigns this host serves: which revision answers, for whom, and when.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/auth.hpp"
#include "config/config.hpp"
#include "plugin/plugin.hpp"
#include "store/store.hpp"

namespace date {
class time_zone;
}

namespace fairground::campaign {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// quarantined: its plugin made the host crash; it is not called, whatever window and pause say.
enum class Status { not_started, open, paused, ended, quarantined };
std::string_view to_text(Status status);  // "not_started"…

// The campaign's wall clock: days begin and end in its time zone. Immutable, any thread.
class LocalTime {
public:
    explicit LocalTime(const std::string& zone);  // throws std::invalid_argument for an unknown zone
    std::int32_t day(Time at) const;              // yyyymmdd
    std::int32_t utc_offset(Time at) const;       // seconds
    std::string rfc3339(Time at) const;

private:
    const date::time_zone* zone_;
};

// One immutable revision: the config and the plugin instance made from it. Any thread.
struct Revision {
    std::int64_t campaign = 0;  // internal id
    std::int32_t number = 0;
    config::CampaignFile config;
    LocalTime local_time;
    std::unique_ptr<plugin::Instance> rules;
    nlohmann::json odds;  // null: none

    const std::string& id() const { return config.id; }
    std::string plugin_label() const;  // "lucky-wheel/1.2.0"
};

// Why a player may not take part, as a refusal code: "not_in_audience" … ; empty: he may.
std::string_view audience_refusal(const config::Audience& audience, const auth::Player& player);

// A campaign and what can change about it while it runs. Any thread.
class Campaign {
public:
    explicit Campaign(std::shared_ptr<const Revision> revision);
    std::shared_ptr<const Revision> revision() const;
    Status status(Time now) const;
    void set_paused(bool paused);
    void set_quarantined(bool quarantined);

private:
    std::shared_ptr<const Revision> revision_;
    std::atomic<bool> paused_{false};
    std::atomic<bool> quarantined_{false};
};

// All campaigns by public id. Filled before the host serves; any thread afterwards.
class Catalogue {
public:
    // Reads the folder, makes an instance of each, publishes the revisions to the store. Throws config::Error with all
    // problems of all files, including what a plugin says of its settings, at their lines.
    static Catalogue load(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf, store::Store& store);
    // The same checks without a store; for `fairground check`.
    static std::vector<config::Problem> check(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf);

    std::shared_ptr<Campaign> find(std::string_view id) const;  // null: none
    const std::vector<std::shared_ptr<Campaign>>& all() const { return campaigns_; }
    // Takes over what admins switched in the store.
    void refresh(store::Store& store);

private:
    std::vector<std::shared_ptr<Campaign>> campaigns_;
    std::map<std::string, std::shared_ptr<Campaign>, std::less<>> by_id_;
};

}  // namespace fairground::campaign
