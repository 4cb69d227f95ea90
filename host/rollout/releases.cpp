#include "rollout/releases.hpp"

#include <algorithm>

#include "ops/log.hpp"
#include "rollout/plan.hpp"
#include "rollout/traffic.hpp"

namespace fairground::rollout {
namespace {

using campaign::Rollout;
using Kind = Refused::Kind;

constexpr std::size_t longest_text = 500;  // bytes

std::int64_t now_ms() {
    return campaign::now().time_since_epoch().count();
}

void require_short(const char* what, const std::string& text) {
    if (text.size() > longest_text)
        throw Refused(Kind::invalid, "text_too_long",
                      std::string(what) + ": expected at most " + std::to_string(longest_text) + " bytes, found " +
                          std::to_string(text.size()));
}

bool for_everybody(const campaign::Share& share) {
    return share.share == campaign::everybody && share.tenants.empty() && share.regions.empty();
}

Refused invalid(const config::Error& error) {
    Refused refused(Kind::invalid, "invalid_campaign", error.what());
    refused.problems = error.problems;
    return refused;
}

[[noreturn]] void no_such_campaign(std::string_view campaign) {
    throw Refused(Kind::unknown, "no_such_campaign",
                  "there is no campaign '" + std::string(campaign) +
                      "'; `fairground campaigns list` shows those there are, `fairground apply FILE` makes one");
}

std::string named(std::int32_t number) {
    return "revision " + std::to_string(number);
}

config::Document document_of(const store::RevisionRow& row) {
    return config::parse_campaign(row.config, named(row.number)).document;
}

// What is in force while either may draw: an item is bound where both bind it, by the larger cap. Each draw looks at
// the cap of its own revision (docs/rollout.md).
std::vector<store::StockCap> both(const std::vector<store::StockCap>& one, const std::vector<store::StockCap>& other) {
    std::vector<store::StockCap> caps;
    for (const auto& cap : one)
        for (const auto& same : other)
            if (same.item == cap.item && cap.total && same.total)
                caps.push_back({cap.item, std::max(*cap.total, *same.total)});
    return caps;
}

}  // namespace

std::string_view to_text(State state) {
    constexpr std::array texts{"waiting", "rejected", "approved", "rolling", "live", "retired"};
    return texts.at(static_cast<std::size_t>(state));
}

Releases::Releases(store::Store& store, const campaign::Catalogue& catalogue, plugin::Shelf& shelf, Options options,
                   std::function<void()> changed)
    : catalogue_(catalogue),
      shelf_(shelf),
      options_(std::move(options)),
      changed_(std::move(changed)),
      rollouts_(store.rollouts()) {}

config::CampaignFile Releases::read(const std::string& yaml, const std::string& file) const {
    try {
        return config::parse_campaign(yaml, file, options_.environment);
    } catch (const config::Error& error) {
        throw invalid(error);
    }
}

std::string Releases::tenant_of(const std::string& yaml, const std::string& file) const {
    return read(yaml, file).tenant;
}

std::string Releases::id_in(const std::string& yaml, const std::string& file) const {
    return read(yaml, file).id;
}

std::vector<config::Problem> Releases::check(const std::string& yaml, const std::string& file) {
    try {
        const auto read = this->read(yaml, file);
        auto problems = catalogue_.look_at(read, shelf_);
        if (std::ranges::all_of(problems, [](const auto& problem) { return problem.warning; }))
            for (const auto& lost : lost_routes(read)) problems.push_back(read.document.warning("/plugin", lost));
        return problems;
    } catch (const Refused& refused) {
        return refused.problems;
    }
}

std::vector<std::string> Releases::lost_routes(const config::CampaignFile& file, int days) {
    const auto next = campaign::unpublished(file, shelf_);
    std::vector<std::string> texts;
    for (const auto& lost : rollout::lost_routes(*rollouts_, file.id, next->rules->manifest(), days))
        texts.push_back(describe(lost, next->rules->manifest(), days));
    return texts;
}

// The revision that serves counts as well: who wants to get rid of the second person needs him once more.
bool Releases::needs_second(std::string_view campaign, std::string_view tenant, bool file_asks) {
    const auto& asked = options_.approval;
    const auto holds = [](const std::vector<std::string>& list, std::string_view one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    if (file_asks || asked.four_eyes || holds(asked.tenants, tenant) || holds(asked.campaigns, campaign)) return true;
    const auto running = catalogue_.find(campaign);
    return running && running->revision()->config.four_eyes;
}

Releases::Outcome Releases::publish(const ToPublish& asked, const By& by) {
    require_short("note", asked.note);
    const auto file = read(asked.yaml, asked.file);
    store::RevisionDraft draft;
    try {
        draft = catalogue_.draft(file, shelf_);
    } catch (const config::Error& error) {
        throw invalid(error);
    }
    if (const auto running = catalogue_.find(file.id); running && running->revision()->config.tenant != file.tenant)
        throw Refused(Kind::invalid, "other_tenant",
                      "the campaign " + file.id + " belongs to the tenant '" + running->revision()->config.tenant +
                          "', not to '" + file.tenant + "'; choose another id");
    draft.author = by.admin;
    draft.source = asked.source;
    draft.note = asked.note;
    draft.yaml = asked.yaml;
    draft.needs_approval = needs_second(file.id, file.tenant, file.four_eyes);
    const auto added = rollouts_->add(draft);
    auto revision = require_revision(file.id, added.number);
    const bool waits = revision.state == State::waiting || revision.state == State::rejected;
    const bool settled = revision.state == State::live && !standing(file.id).of_file;
    if (asked.target && (by.emergency || !waits) && !settled) roll_out(file.id, added.number, *asked.target, by);
    return {require_revision(file.id, added.number), added.is_new};
}

RevisionView Releases::decide(std::string_view campaign, std::int32_t number, bool approve, const std::string& note,
                              const By& by) {
    require_short("note", note);
    const auto revision = require_revision(campaign, number);
    const auto undecided = [&](const std::string& state) {
        return Refused(Kind::conflict, "not_waiting", named(number) + " does not wait for approval, it is " + state);
    };
    if (revision.state != State::waiting) throw undecided(std::string(to_text(revision.state)));
    if (approve && revision.row.author == by.admin)
        throw Refused(Kind::forbidden, "four_eyes",
                      named(number) + " is of " + by.admin + " as well; somebody else has to approve it");
    if (!rollouts_->decide(revision.row.campaign, number, {approve, by.admin, note, now_ms()}))
        throw undecided("decided already");
    return require_revision(campaign, number);
}

RevisionView Releases::revision(std::string_view campaign, std::int32_t number) {
    return require_revision(campaign, number);
}

std::vector<RevisionView> Releases::revisions(std::string_view campaign, std::int32_t before, std::uint32_t limit) {
    const auto standing = this->standing(campaign);
    std::vector<RevisionView> list;
    for (auto& row : rollouts_->revisions(campaign, before, limit)) {
        const State state = state_of(row, standing);
        list.push_back({standing.campaign, standing.tenant, std::move(row), state});
    }
    return list;
}

State Releases::state_of(const store::RevisionRow& row, const StandingView& standing) const {
    const auto& rollout = standing.rollout;
    if (row.number == standing.live) return State::live;
    if (rollout && rollout->revision == row.number && rollout->both_serve()) return State::rolling;
    if (row.approval && !row.approval->approved) return State::rejected;
    if (row.needs_approval && !row.approval) return State::waiting;
    const bool taken_back = rollout && rollout->revision == row.number && rollout->state == Rollout::State::rolled_back;
    return taken_back || row.number < standing.live ? State::retired : State::approved;
}

RevisionView Releases::require_revision(std::string_view campaign, std::int32_t number) {
    auto row = rollouts_->revision(campaign, number);
    if (!row) {
        standing(campaign);  // is there such a campaign?
        throw Refused(Kind::unknown, "no_such_revision",
                      "the campaign " + std::string(campaign) + " has no " + named(number) +
                          "; `fairground campaigns revisions " + std::string(campaign) + "` lists them");
    }
    const auto standing = this->standing(campaign);
    const State state = state_of(*row, standing);
    return {standing.campaign, standing.tenant, std::move(*row), state};
}

void Releases::require_approved(const RevisionView& revision, const By& by) {
    if (revision.state == State::rejected)
        throw Refused(
            Kind::conflict, "rejected",
            named(revision.row.number) + " was rejected by " + revision.row.approval->admin + "; publish another one");
    if (revision.state != State::waiting) return;
    if (!by.emergency)
        throw Refused(
            Kind::conflict, "not_approved",
            named(revision.row.number) + " waits for the approval of somebody else than " + revision.row.author);
    ++emergencies_;
    ops::log_error("EMERGENCY: a revision is served without a second person",
                   {{"campaign", revision.campaign}, {"revision", revision.row.number}, {"admin", by.admin}});
}

StandingView Releases::standing(std::string_view campaign) {
    StandingView view;
    view.campaign = campaign;
    const auto running = catalogue_.find(campaign);
    if (running) {
        view.live = running->revision()->number;
        view.tenant = running->revision()->config.tenant;
    }
    view.of_file = true;
    if (const auto stored = rollouts_->standing(campaign)) {
        view.tenant = stored->tenant;
        view.killed = stored->killed;
        view.change = stored->change;
        if (stored->live) {
            view.live = *stored->live;
            view.of_file = false;
        }
        if (!stored->rollout.empty()) view.rollout = campaign::read_stored(stored->rollout);
    } else if (!running) {
        // Published, and nobody has seen it yet.
        const auto newest = rollouts_->revisions(campaign, 0, 1);
        if (newest.empty()) no_such_campaign(campaign);
        const auto row = rollouts_->revision(campaign, newest.front().number);
        view.tenant = config::parse_campaign(row->config, named(row->number)).tenant;
    }
    return view;
}

std::vector<store::Standing> Releases::history(std::string_view campaign, std::uint32_t limit) {
    return rollouts_->history(campaign, limit);
}

std::int64_t Releases::id_of(std::string_view campaign) {
    if (const auto running = catalogue_.find(campaign)) return running->revision()->campaign;
    const auto newest = rollouts_->revisions(campaign, 0, 1);
    if (newest.empty()) no_such_campaign(campaign);
    return newest.front().campaign;
}

std::vector<store::StockCap> Releases::caps_of(std::string_view campaign, std::int32_t number) {
    if (const auto running = catalogue_.find(campaign)) {
        const auto serving = running->serving();
        for (const auto* one : {&serving->live, &serving->next, &serving->base}) {
            if (!*one || (*one)->number != number) continue;
            std::vector<store::StockCap> caps;
            for (const auto& item : (*one)->rules->stock()) caps.push_back({item.item, item.total});
            return caps;
        }
    }
    const auto row = rollouts_->revision(campaign, number);
    auto file = config::parse_campaign(row->config, named(number));
    try {
        return catalogue_.draft(file, shelf_).stock;
    } catch (const config::Error& error) {
        throw Refused(Kind::conflict, "not_served_here",
                      named(number) + " cannot be served by this host: " + error.what());
    }
}

Changed Releases::set(const StandingView& from, Next next) {
    require_short("reason", next.reason);
    store::Standing row;
    row.campaign = id_of(from.campaign);
    row.at = now_ms();
    row.admin = next.admin;
    row.action = next.action;
    row.reason = next.reason;
    if (!next.standing.of_file) row.live = next.standing.live;
    row.killed = next.standing.killed;
    if (next.standing.rollout) row.rollout = to_stored(*next.standing.rollout);
    const auto change = rollouts_->set(row, from.change, next.caps);
    if (!change)
        throw Refused(
            Kind::conflict, "changed_meanwhile",
            "somebody else changed what " + from.campaign + " serves at this moment; look at it, and ask again");
    next.standing.change = *change;
    changed_();
    return {from, std::move(next.standing)};
}

Changed Releases::roll_out(std::string_view campaign, std::int32_t number, const Target& target, const By& by) {
    const auto from = standing(campaign);
    const auto revision = require_revision(campaign, number);
    require_approved(revision, by);
    const bool rolling = from.rollout && from.rollout->both_serve();
    if (number == from.live) {
        // What its file says already: from now on the store says it.
        if (from.of_file && for_everybody(target.share) && target.plan.is_null()) {
            StandingView same = from;
            same.of_file = false;
            return set(from, {same, "publish", "", by.admin, caps_of(campaign, number)});
        }
        throw Refused(Kind::conflict, "is_live",
                      named(number) + (rolling ? " is what the others have; to end the rollout, roll it back"
                                               : " is live already"));
    }
    Rollout rollout;
    rollout.revision = number;
    rollout.base = from.live;
    rollout.share = target.share;
    rollout.since = now_ms();
    if (!target.plan.is_null()) {
        const Plan plan = read_plan(target.plan);
        rollout.plan = target.plan;
        rollout.share = plan.stages.front().share;
        rollout.state = Rollout::State::advancing;
    }
    StandingView to = from;
    to.of_file = false;
    std::vector<store::StockCap> caps = caps_of(campaign, number);
    if (for_everybody(rollout.share) && target.plan.is_null()) {
        rollout.state = Rollout::State::done;
        to.live = number;
    } else {
        if (from.live == 0)
            throw Refused(Kind::conflict, "nothing_live",
                          "the campaign " + std::string(campaign) +
                              " serves nothing yet: the first revision can only go to everybody");
        const auto base = require_revision(campaign, from.live);
        const auto zone = [](const store::RevisionRow& row) {
            return document_of(row).value.value("time_zone", "UTC");
        };
        if (zone(base.row) != zone(revision.row))
            throw Refused(
                Kind::conflict, "time_zone_differs",
                named(number) + " has another time zone than " + named(from.live) +
                    ", so the two have other days and cannot serve side by side; it can only go to everybody");
        caps = both(caps_of(campaign, from.live), caps);
    }
    to.rollout = rollout;
    return set(from, {to, "rollout", by.emergency ? "emergency" : "", by.admin, std::move(caps)});
}

Changed Releases::roll_back(std::string_view campaign, std::optional<std::int32_t> number, const std::string& reason,
                            const By& by) {
    const auto from = standing(campaign);
    if (!number && !from.rollout)
        throw Refused(Kind::conflict, "no_rollout",
                      "the campaign " + std::string(campaign) + " was not rolled out; say to which revision");
    const std::int32_t to_number = number ? *number : from.rollout->base;
    if (to_number == 0)
        throw Refused(Kind::conflict, "no_base",
                      "there was nothing before this revision; the kill switch takes the campaign away");
    if (number) {
        const auto revision = require_revision(campaign, to_number);
        if (revision.state == State::waiting || revision.state == State::rejected)
            throw Refused(Kind::conflict, "not_approved", named(to_number) + " was never approved");
    }
    if (to_number == from.live && !(from.rollout && from.rollout->both_serve()))
        throw Refused(Kind::conflict, "is_live", named(to_number) + " is live already");
    StandingView to = from;
    to.of_file = false;
    to.live = to_number;
    Rollout rollout = from.rollout.value_or(Rollout{});
    if (!from.rollout || rollout.state == Rollout::State::rolled_back) rollout.revision = from.live;
    rollout.base = to_number;
    rollout.state = Rollout::State::rolled_back;
    rollout.since = now_ms();
    to.rollout = rollout;
    return set(from, {to, "rollback", reason, by.admin, caps_of(campaign, to_number)});
}

Changed Releases::kill(std::string_view campaign, bool killed, const std::string& reason, const By& by) {
    const auto from = standing(campaign);
    if (from.killed == killed)
        throw Refused(Kind::conflict, killed ? "is_killed" : "not_killed",
                      "the kill switch of " + std::string(campaign) + " is " + (killed ? "on" : "off") + " already");
    StandingView to = from;
    to.killed = killed;
    return set(from, {to, killed ? "kill" : "unkill", reason, by.admin, std::nullopt});
}

bool Releases::advance(const StandingView& from, const Rollout& next, std::int32_t live, const std::string& action,
                       const std::string& reason) {
    StandingView to = from;
    to.live = live;
    to.rollout = next;
    std::optional<std::vector<store::StockCap>> caps;
    if (!next.both_serve()) caps = caps_of(from.campaign, live);
    try {
        set(from, {to, action, reason.substr(0, longest_text), "the plan", std::move(caps)});
        return true;
    } catch (const Refused& refused) {
        if (refused.code != "changed_meanwhile") throw;
        return false;
    }
}

}  // namespace fairground::rollout
