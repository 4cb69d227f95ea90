// The campaigns this host serves: which revision answers, for whom, and when.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
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
inline Time now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// quarantined: its plugin made the host crash; it is not called, whatever window and pause say.
enum class Status { not_started, open, paused, ended, quarantined };
std::string_view to_text(Status status);  // "not_started"…

// The campaign's wall clock: days begin and end in its time zone. Immutable, any thread.
class LocalTime {
public:
    explicit LocalTime(const std::string& zone);  // throws std::invalid_argument for an unknown zone
    std::int32_t day(Time at) const;              // yyyymmdd
    std::int32_t utc_offset(Time at) const;       // seconds
    // When the day (yyyymmdd) begins: its first moment, which is not 00:00 where daylight saving begins at midnight.
    // Empty: no such day.
    std::optional<Time> start(std::int32_t day) const;
    // When the clock says that minute of the day: of a time that comes twice the first, of one that is skipped the
    // moment of the skip. Empty: no such day.
    std::optional<Time> moment(std::int32_t day, unsigned minute) const;
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
    std::string maker() const;         // for logs: "lucky-wheel/1.2.0, generation 3"
};

// The revision that the file would become, with internal id 1; nothing is published. Throws config::Error with what is
// wrong with it.
std::shared_ptr<const Revision> unpublished(const config::CampaignFile& file, plugin::Shelf& shelf);

// Why a player may not take part, as a refusal code: "not_in_audience" … ; empty: he may.
std::string_view audience_refusal(const config::Audience& audience, const auth::Player& player);

// A campaign and what can change about it while it runs. Any thread.
class Campaign {
public:
    explicit Campaign(std::shared_ptr<const Revision> revision);
    // The one for new calls; whoever holds it keeps it and its plugin's image in memory.
    std::shared_ptr<const Revision> revision() const;
    void replace(std::shared_ptr<const Revision> revision);
    Status status(Time now) const;
    bool paused() const { return paused_; }
    bool quarantined() const { return quarantined_; }
    void set_paused(bool paused);
    void set_quarantined(bool quarantined);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Revision> revision_;
    std::atomic<bool> paused_{false};
    std::atomic<bool> quarantined_{false};
};

// A change that was not made: everything goes on as it was.
struct ChangeRefused : std::runtime_error {
    ChangeRefused(std::string where, const std::string& reason) : std::runtime_error(reason), step(std::move(where)) {}
    std::string step;  // read, find, stamp, load, describe, create, odds, destroy, self-check or publish
};

// The campaigns that have a new revision, or are gone.
struct Change {
    struct Of {
        std::string campaign;
        std::string from;  // the plugin before: "lucky-wheel/1.2.0"; empty: the campaign is new
        std::string to;    // empty: the campaign is gone
        std::int32_t revision = 0;
        std::uint64_t generation = 0;  // of the plugin's image
    };
    std::vector<Of> campaigns;
};

struct Draft;

// All campaigns by public id. Any thread; a change is made while calls run: those keep the revision they began with.
class Catalogue {
public:
    Catalogue();
    Catalogue(Catalogue&&) noexcept;
    ~Catalogue();

    // Reads the folder, makes an instance of each, publishes the revisions to the store. Throws config::Error with all
    // problems of all files, including what a plugin says of its settings, at their lines.
    static Catalogue load(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf, store::Store& store);
    // The same checks without a store, and warnings of what works and is hardly meant; for `fairground check`. beside:
    // campaigns with which these would run; about them nothing is told. all_there: no other campaign could make a
    // warning wrong.
    static std::vector<config::Problem> check(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf,
                                              const std::vector<config::CampaignFile>& beside = {},
                                              bool all_there = true);

    // Gives all campaigns of the plugin the rules that lie on the shelf now: all or none of them. Empty: that is what
    // they have. Throws ChangeRefused.
    Change reload_plugin(std::string_view plugin, plugin::Shelf& shelf, store::Store& store);
    // Takes over what is new in these files: settings of running campaigns and new campaigns; one without a file is
    // gone, and keeps its data. All or nothing. Throws ChangeRefused, also for no files at all.
    Change take(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf, store::Store& store);

    std::shared_ptr<Campaign> find(std::string_view id) const;  // null: none
    std::vector<std::shared_ptr<Campaign>> all() const;
    // Takes over what admins switched in the store.
    void refresh(store::Store& store);

private:
    Change put_up(std::vector<Draft> drafts, store::Store& store);

    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fairground::campaign
