#include "growth_points.hpp"

#include <algorithm>

#include "earning.hpp"

namespace growth_points {

using namespace fairground;

void GrowthPoints::declare(Manifest& manifest) {
    manifest.title({{"en", "Growth points"}, {"zh", "成长值"}})
        .settings_schema(settings_schema())
        .emits("level.up")
        .emits("level.down")
        .emits("level.down_notice")
        .emits("points.expiring")
        .emits("item.redeemed")
        .page("pages");
    manifest.listener(&GrowthPoints::hear, OnFault::undo)
        .needs(value(Standing::key))
        .plans(&GrowthPoints::plan_account);
    manifest.job("expire", "daily 00:10", &GrowthPoints::expire)
        .needs(value(Standing::key))
        .plans(&GrowthPoints::plan_account);
    manifest.job("periods", "daily 00:20", &GrowthPoints::periods).needs(value(Standing::key));
    manifest.action("redeem", &GrowthPoints::redeem)
        .takes({text("item").between(1, 40)})
        .needs(value(Standing::key))
        .plans(&GrowthPoints::plan_redeem);
    manifest.action("adjust", &GrowthPoints::adjust)
        .role(Role::admin)
        .takes({integer("amount").between(-1'000'000'000, 1'000'000'000), text("reason").between(1, 40),
                text("note").between(0, 500).otherwise(""), integer("valid_days").between(0, 3650).otherwise(0),
                boolean("period_points").otherwise(false)})
        .needs(value(Standing::key))
        .plans(&GrowthPoints::plan_account);
    manifest.view("level", &GrowthPoints::level).needs(value(Standing::key)).plans(&GrowthPoints::plan_account);
    manifest.view("statement", &GrowthPoints::statement)
        .role(Role::player)
        .takes({text("cursor").between(0, 200).otherwise(""), integer("limit").between(1, 100).otherwise(20)});
    manifest.view("expiring", &GrowthPoints::expiring).role(Role::player).plans(&GrowthPoints::plan_account);
    manifest.view("board", &GrowthPoints::board)
        .takes({boolean("last").otherwise(false)})
        .needs(value(Standing::key))
        .max_age(std::chrono::seconds(2), std::chrono::seconds(5));
    manifest.view("rules", &GrowthPoints::rules).needs(value(Standing::key));
    manifest.view("items", &GrowthPoints::items)
        .needs(value(Standing::key))
        .plans(&GrowthPoints::plan_items)
        .max_age(std::chrono::seconds(1), std::chrono::seconds(2));
    manifest.view("redemptions", &GrowthPoints::redemptions)
        .role(Role::player)
        .takes({text("cursor").between(0, 200).otherwise(""), integer("limit").between(1, 100).otherwise(20)})
        .plans(&GrowthPoints::plan_redemptions);
}

void GrowthPoints::plan_account(Plan& plan, const Input&) const {
    plan.account(settings().currency);
}

std::int64_t GrowthPoints::soon(const Call& call) const {
    return call.day_start(add_days(call.day(), settings().soon_days + 1));
}

// An event that brings nothing leaves no trace. The level that counts is the one held before the event.
void GrowthPoints::hear(Call& call, const Event& event) const {
    Visit visit(settings(), call);
    const Level& level = visit.level();
    std::int64_t earned = 0;
    for (const Rule& rule : settings().rules) {
        std::int64_t amount = worth(rule, level, {event.topic, event.campaign, event.payload});
        if (const auto left = visit.standing.left_today(rule, visit.today())) amount = std::min(amount, *left);
        if (amount == 0) continue;
        visit.credit(amount, "earn." + rule.id, rule.valid);
        visit.standing.note(rule, visit.today(), amount);
        earned += amount;
    }
    if (earned == 0) return;
    visit.count(earned);
    visit.save();
}

// Each lot is told once, however often the job runs. The platform itself takes off what has expired.
void GrowthPoints::expire(Call& call, const Run&) const {
    Visit visit(settings(), call);
    const std::int64_t until = soon(call);
    std::int64_t amount = 0;
    std::int64_t last = 0;
    Json lots = Json::array();
    for (const Lot& lot : call.account(settings().currency).lots()) {
        if (lot.expires_at > until) break;
        amount += lot.left;
        last = lot.expires_at;
        lots.push_back({{"amount", lot.left}, {"last_day", last_day(call, lot.expires_at)}});
    }
    if (last <= visit.standing.reminded) return;
    visit.standing.reminded = last;
    call.emit("points.expiring", {{"currency", settings().currency},
                                  {"amount", amount},
                                  {"within_days", settings().soon_days},
                                  {"lots", std::move(lots)}});
    visit.save();
}

void GrowthPoints::periods(Call& call, const Run&) const {
    Visit visit(settings(), call);
    const auto risk = visit.standing.risk(settings(), visit.today());
    if (risk && risk->on != visit.standing.warned && settings().notice_days > 0 &&
        add_days(risk->on, -settings().notice_days) <= visit.today()) {
        visit.standing.warned = risk->on;
        call.emit("level.down_notice", {{"level", visit.level().id},
                                        {"to", settings().levels[risk->to].id},
                                        {"on", date_text(risk->on)},
                                        {"missing", risk->missing}});
    }
    visit.save();
}

Json GrowthPoints::adjust(Call& call) const {
    const std::int64_t amount = call.input().integer("amount");
    const std::string& reason = call.input().text("reason");
    if (amount == 0) throw Invalid("invalid_body", "field 'amount': found 0, expected what is to be added or taken");
    if (reason.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") != std::string::npos)
        throw Invalid("invalid_body", "field 'reason': found '" + reason +
                                          "', expected a word of a-z, 0-9, '_', '.' and '-': it becomes the ledger's "
                                          "reason; sentences belong into 'note'");
    Visit visit(settings(), call);
    const auto days = static_cast<int>(call.input().integer("valid_days"));
    if (amount > 0)
        visit.credit(amount, "adjust." + reason, days ? Validity{Validity::Kind::days, days} : Validity{});
    else
        call.account(settings().currency).debit(-amount, "adjust." + reason);
    const bool counts = call.input().boolean("period_points");
    if (counts) visit.count(amount);
    call.record(
        "adjustment",
        {{"amount", amount}, {"reason", reason}, {"note", call.input().text("note")}, {"period_points", counts}});
    visit.save();
    return {{"balance", call.account(settings().currency).balance()},
            {"points", visit.standing.points},
            {"level", visit.level().id}};
}

}  // namespace growth_points

FAIRGROUND_PLUGIN(growth_points::GrowthPoints, "growth-points", "1.0.0");
