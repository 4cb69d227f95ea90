#include "daily_signin.hpp"

#include <algorithm>

#include "awards.hpp"
#include "payment.hpp"
#include "streak.hpp"

namespace daily_signin {

using namespace fairground;

void DailySignin::declare(Manifest& manifest) {
    manifest.title({{"en", "Daily sign-in"}, {"zh", "每日签到"}})
        .settings_schema(settings_schema())
        .emits("signin.completed")
        .emits("streak.tier_reached")
        .emits("streak.at_risk")
        .emits("signin.month_settled")
        .page("pages");
    manifest.action("sign-in", &DailySignin::sign_in)
        .takes({boolean("freeze").otherwise(false)})
        .plans(&DailySignin::plan_all);
    manifest.action("make-up", &DailySignin::make_up)
        .takes({text("day").between(10, 10)})
        .plans(&DailySignin::plan_all);
    manifest.view("calendar", &DailySignin::calendar)
        .takes({text("month").between(0, 7).otherwise("")})
        .plans(&DailySignin::plan_calendar);
    manifest.view("history", &DailySignin::history)
        .role(Role::player)
        .takes({text("cursor").between(0, 200).otherwise(""), integer("limit").between(1, 100).otherwise(20)})
        .plans(&DailySignin::plan_history);
    manifest.job("remind", "daily 20:00", &DailySignin::remind).plans(&DailySignin::plan_calendar);
    manifest.job("settle", "monthly 1 00:05", &DailySignin::settle).plans(&DailySignin::plan_all);
}

void DailySignin::plan_all(Plan& plan, const Input& input) const {
    plan_calendar(plan, input);
    if (!stock_items().empty()) plan.stock();
}

void DailySignin::plan_calendar(Plan& plan, const Input&) const {
    plan.value(Attendance::key);
    for (const std::string& currency : currencies()) plan.account(currency);
}

void DailySignin::plan_history(Plan& plan, const Input& input) const {
    plan.records("sign-in", static_cast<std::uint32_t>(input.integer("limit")));
}

std::vector<StockItem> DailySignin::stock_items() const {
    std::vector<StockItem> items;
    for (const Goods& goods : settings().goods)
        if (goods.stock || goods.per_day) items.push_back({goods.id, goods.stock, goods.per_day});
    return items;
}

Json DailySignin::sign_in(Call& call) const {
    const Day today = day_of(call.day());
    Attendance attendance = Attendance::load(call);
    if (attendance.covers(today)) refuse("already_signed_in", "today is signed: come back tomorrow");
    Json line = Json::object();
    if (const auto frozen = freeze(settings(), call, attendance, today, call.input().boolean("freeze")))
        line["froze"] = iso(*frozen);
    return complete(call, attendance, today, Attendance::Mark::signed_in, std::move(line));
}

Json DailySignin::make_up(Call& call) const {
    const std::string& wanted = call.input().text("day");
    const auto day = parse_day(wanted);
    if (!day) throw Invalid("invalid_body", "field 'day': found \"" + wanted + "\", expected a date like 2026-03-01");
    const Day today = day_of(call.day());
    Attendance attendance = Attendance::load(call);
    check_makeup(settings(), attendance, today, *day);
    attendance.add_makeup(month_of(today));
    return complete(call, attendance, *day, Attendance::Mark::made_up, {{"paid", pay_makeup(settings(), call)}});
}

Json DailySignin::complete(Call& call, Attendance& attendance, Day day, Attendance::Mark mark, Json line) const {
    // Two runs that now become one have paid their tiers: what is new begins behind the longer one.
    const std::int64_t paid = attendance.covers(day)
                                  ? attendance.until(day) + attendance.from(day + days(1))
                                  : std::max(attendance.until(day - days(1)), attendance.from(day + days(1)));
    attendance.set(day, mark);
    const std::int64_t nth = attendance.until(day);
    const bool freezable = has_freeze_card(settings(), call);
    const std::int64_t streak = streak_on(attendance, day_of(call.day()), freezable).length;

    line["day"] = iso(day);
    line["made_up"] = mark == Attendance::Mark::made_up;
    line["streak"] = streak;
    const Award* worth = reward(settings(), nth);
    line["awards"] = give(call, settings(), worth ? Awards{*worth} : Awards{}, "sign-in");
    call.emit("signin.completed", {{"day", line["day"]}, {"streak", streak}, {"makeup", line["made_up"]}});
    line["tiers"] = give_tiers(call, paid, nth + attendance.from(day + days(1)));
    call.record("sign-in", line);
    attendance.store(call);
    return shown(std::move(line));
}

Json DailySignin::give_tiers(Call& call, std::int64_t from, std::int64_t to) const {
    Json tiers = Json::array();
    for (const Reached& reached : reached(settings(), from, to)) {
        tiers.push_back(
            {{"days", reached.tier->days}, {"awards", give(call, settings(), reached.tier->awards, "streak")}});
        call.emit("streak.tier_reached", {{"days", reached.tier->days}, {"streak", reached.length}});
    }
    return tiers;
}

// A line of a player's history as the page sees it. Tiers and goods may be gone since, or have other names.
Json DailySignin::shown(Json line) const {
    line["awards"] = titled(std::move(line["awards"]), settings());
    for (Json& tier : line["tiers"]) {
        tier["awards"] = titled(std::move(tier["awards"]), settings());
        for (const Tier& known : settings().tiers)
            if (known.days == tier["days"] && !known.title.is_null()) tier["title"] = known.title;
    }
    return line;
}

Json DailySignin::history(Call& call) const {
    const auto limit = static_cast<std::uint32_t>(call.input().integer("limit"));
    RecordPage page = call.records("sign-in").last(limit, call.input().text("cursor"));
    Json lines = Json::array();
    for (Record& record : page.records) {
        Json line = shown(std::move(record.payload));
        line["at"] = call.time_text(record.at);
        lines.push_back(std::move(line));
    }
    Json answer = {{"lines", std::move(lines)}};
    if (page.next) answer["next"] = *page.next;
    return answer;
}

}  // namespace daily_signin

FAIRGROUND_PLUGIN(daily_signin::DailySignin, "daily-signin", "1.0.0");
