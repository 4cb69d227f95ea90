#include "rollout/releases.hpp"

#include <algorithm>

#include "ops/log.hpp"
#include "rollout/traffic.hpp"
#include "rollout/words.hpp"

namespace fairground::rollout {
namespace {

using campaign::Rollout;
using Kind = Refused::Kind;

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
    // It waits for nobody any more, and says why.
    rollouts_->decide(revision.row.campaign, revision.row.number,
                      {true, by.admin, "in an emergency, without a second person", now_ms()});
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

}  // namespace fairground::rollout
