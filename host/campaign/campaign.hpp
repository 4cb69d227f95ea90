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
#include "campaign/figures.hpp"
#include "campaign/rollout.hpp"
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
    nlohmann::json odds;                         // null: none
    std::shared_ptr<Figures> figures = nullptr;  // never null once published

    const std::string& id() const { return config.id; }
    std::string plugin_label() const;  // "lucky-wheel/1.2.0"
    std::string maker() const;         // for logs: "lucky-wheel/1.2.0, generation 3"
};

// The revision that the file would become, with internal id 1; nothing is published. Throws config::Error with what is
// wrong with it.
std::shared_ptr<const Revision> unpublished(const config::CampaignFile& file, plugin::Shelf& shelf);

// Why a player may not take part, as a refusal code: "not_in_audience" … ; empty: he may.
std::string_view audience_refusal(const config::Audience& audience, const auth::Player& player);

// What a campaign serves, at one moment. Immutable.
struct Serving {
    std::shared_ptr<const Revision> live;  // never null: what everybody has who was not picked for the next
    std::shared_ptr<const Revision> next;  // null: no rollout is under way
    std::optional<Picker> picker;          // with next
    std::shared_ptr<const Revision> base;  // kept so that the way back is short; may be null
    std::int64_t change = 0;               // of the store; 0: the campaign's file decides

    const std::shared_ptr<const Revision>& of(const auth::Player& player) const {
        return next && picker->picks(player) ? next : live;
    }
};

// A campaign and what can change about it while it runs. Any thread. Whoever holds a revision keeps it and its plugin's
// image in memory: a call keeps the one it began with.
class Campaign {
public:
    explicit Campaign(std::shared_ptr<const Revision> revision);
    // For what is of no player: names, windows, pages, jobs.
    std::shared_ptr<const Revision> revision() const;
    // The one that answers this player. Without his region where only his id is known.
    std::shared_ptr<const Revision> revision_for(const auth::Player& player) const;
    std::shared_ptr<const Serving> serving() const;
    void replace(std::shared_ptr<const Revision> revision);
    void serve(Serving serving);
    Status status(Time now) const;
    bool paused() const { return paused_; }
    bool quarantined() const { return quarantined_; }
    // As who has this revision sees it.
    Status status(Time now, const Revision& revision) const;
    void set_paused(bool paused);
    void set_killed(bool killed);
    bool killed() const { return killed_.load(std::memory_order_relaxed); }
    void set_quarantined(bool quarantined);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Serving> serving_;
    std::atomic<bool> paused_{false};
    std::atomic<bool> killed_{false};
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

// A file of the folder whose campaign is not served from it: what was published in the store is.
struct FileLeft {
    std::string campaign;
    std::string file;
    std::int32_t revision = 0;  // that is live
    bool differs = false;       // from that
};

// What came of looking at the store.
struct Followed {
    Change change;
    // By campaign: why this host does not serve what the store says. It serves what it did, and tries again.
    std::map<std::string, std::string> problems;
    // By campaign: what is served otherwise than it was published.
    std::map<std::string, std::string> notes;
};

// All campaigns by public id. Any thread; a change is made while calls run: those keep the revision they began with.
class Catalogue {
public:
    Catalogue();
    Catalogue(Catalogue&&) noexcept;
    ~Catalogue();

    // Makes an instance of each, publishes the revisions to the store. Throws config::Error with all problems of all
    // files, including what a plugin says of its settings, at their lines. Of campaigns that were published in the
    // store the file does not count (docs/adr/0018-rollout.md); those are taken in by follow().
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
    // gone, and keeps its data; what was published in the store stays as it is. All or nothing. Throws ChangeRefused,
    // also for no files at all.
    Change take(const std::vector<config::CampaignFile>& files, plugin::Shelf& shelf, store::Store& store);

    // Takes over what changed in the store since the last time: which revisions are served, and to whom. Throws what
    // the store throws. One call at a time with the others that change something.
    Followed follow(plugin::Shelf& shelf, store::Store& store);
    std::vector<FileLeft> files_left() const;
    // What would be published of a file, beside the campaigns that run. Throws config::Error with all problems. Tries
    // the plugin.
    store::RevisionDraft draft(const config::CampaignFile& file, plugin::Shelf& shelf) const;
    // What is wrong with it, and warnings; nothing is thrown.
    std::vector<config::Problem> look_at(const config::CampaignFile& file, plugin::Shelf& shelf) const;

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
