// Releases: which revision is served to whom.
#include <algorithm>

#include "rollout/plan.hpp"
#include "rollout/words.hpp"

namespace fairground::rollout {
namespace {

using campaign::Rollout;
using Kind = Refused::Kind;

bool for_everybody(const campaign::Share& share) {
    return share.share == campaign::everybody && share.tenants.empty() && share.regions.empty();
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
