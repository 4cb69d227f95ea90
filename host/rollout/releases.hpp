// What admins do with revisions: publish, approve, roll out, take back, switch off. The store is the truth; every
// change is one more row there, and all hosts follow it.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/campaign.hpp"
#include "rollout/traffic.hpp"

namespace fairground::rollout {

// Who asks. emergency: without waiting for a second person.
struct By {
    std::string admin;
    bool emergency = false;
};

// It was not done, and nothing was changed.
struct Refused : std::runtime_error {
    enum class Kind { unknown, conflict, forbidden, invalid };
    Refused(Kind of, std::string what_code, const std::string& text)
        : std::runtime_error(text), kind(of), code(std::move(what_code)) {}
    Kind kind;
    std::string code;                       // "no_such_revision", "four_eyes" …
    std::vector<config::Problem> problems;  // of invalid_campaign
};

// For whom a revision is to be.
struct Target {
    campaign::Share share;
    nlohmann::json plan;  // null: none
};

struct ToPublish {
    std::string yaml;
    std::string file = "campaign.yaml";  // for messages
    std::string source = "console";      // or "apply"
    std::string note;
    std::optional<Target> target;  // empty: nobody sees it yet
};

enum class State { waiting, rejected, approved, rolling, live, retired };
std::string_view to_text(State state);

struct RevisionView {
    std::string campaign;  // public id
    std::string tenant;
    store::RevisionRow row;
    State state = State::approved;
};

// What a campaign serves, with names.
struct StandingView {
    std::string campaign;
    std::string tenant;
    std::int32_t live = 0;
    bool of_file = false;  // the campaign's file says so, not the store
    bool killed = false;
    std::int64_t change = 0;
    std::optional<campaign::Rollout> rollout;
};

// What was changed, for the trail.
struct Changed {
    StandingView before;
    StandingView after;
};

struct Options {
    std::string environment;
    config::HostFile::Approval approval;
};

// Each function may wait for the database: not for a thread of the front. Throws Refused, and what the store throws.
// Threads: any; two changes of one campaign at once end with Refused "changed_meanwhile" for one of them.
class Releases {
public:
    // changed: takes the change over here and tells the other hosts; called after each. References must outlive this.
    Releases(store::Store& store, const campaign::Catalogue& catalogue, plugin::Shelf& shelf, Options options,
             std::function<void()> changed);

    std::vector<config::Problem> check(const std::string& yaml, const std::string& file = "campaign.yaml");

    // Routes seen in that many days that the plugin of the file would not serve any more, one text for each. Throws
    // config::Error.
    std::vector<std::string> lost_routes(const config::CampaignFile& file, int days = usual_window_days);

    // Whose campaign the text is, and its id. Throws Refused "invalid_campaign" where it cannot be read.
    std::string tenant_of(const std::string& yaml, const std::string& file) const;
    std::string id_in(const std::string& yaml, const std::string& file) const;

    struct Outcome {
        RevisionView revision;
        bool is_new = true;  // else it was published before
    };
    // Throws Refused "invalid_campaign" with problems. Where a second person is needed the revision waits, and target
    // is not looked at, unless by.emergency.
    Outcome publish(const ToPublish& asked, const By& by);
    RevisionView decide(std::string_view campaign, std::int32_t number, bool approve, const std::string& note,
                        const By& by);
    RevisionView revision(std::string_view campaign, std::int32_t number);
    std::vector<RevisionView> revisions(std::string_view campaign, std::int32_t before, std::uint32_t limit);

    StandingView standing(std::string_view campaign);
    std::vector<store::Standing> history(std::string_view campaign, std::uint32_t limit);
    // share everybody without regions and tenants: it is live.
    Changed roll_out(std::string_view campaign, std::int32_t number, const Target& target, const By& by);
    // To the base of the rollout, or to a revision, for everybody.
    Changed roll_back(std::string_view campaign, std::optional<std::int32_t> to, const std::string& reason,
                      const By& by);
    Changed kill(std::string_view campaign, bool killed, const std::string& reason, const By& by);
    // What a plan does by itself: from the standing it looked at to the next. False: somebody else was faster.
    bool advance(const StandingView& from, const campaign::Rollout& next, std::int32_t live, const std::string& action,
                 const std::string& reason);

    // Times that somebody did without the second person, since the start.
    std::uint64_t emergencies() const { return emergencies_; }
    // Does the campaign's configuration ask for a second person, as it is now or would be?
    bool needs_second(std::string_view campaign, std::string_view tenant, bool file_asks);

    store::Rollouts& store() { return *rollouts_; }
    const campaign::Catalogue& catalogue() const { return catalogue_; }
    plugin::Shelf& shelf() { return shelf_; }

private:
    struct Next {
        StandingView standing;
        std::string action;
        std::string reason;
        std::string admin;
        std::optional<std::vector<store::StockCap>> caps;
    };
    std::int64_t id_of(std::string_view campaign);
    config::CampaignFile read(const std::string& yaml, const std::string& file) const;
    State state_of(const store::RevisionRow& row, const StandingView& standing) const;
    RevisionView require_revision(std::string_view campaign, std::int32_t number);
    void require_approved(const RevisionView& revision, const By& by);
    std::vector<store::StockCap> caps_of(std::string_view campaign, std::int32_t number);
    Changed set(const StandingView& from, Next next);

    const campaign::Catalogue& catalogue_;
    plugin::Shelf& shelf_;
    const Options options_;
    const std::function<void()> changed_;
    const std::unique_ptr<store::Rollouts> rollouts_;
    std::atomic<std::uint64_t> emergencies_{0};
};

}  // namespace fairground::rollout
