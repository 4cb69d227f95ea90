// The view `calendar`: a month as the player sees it, and how things stand.
#include <algorithm>

#include "awards.hpp"
#include "daily_signin.hpp"
#include "payment.hpp"
#include "streak.hpp"

namespace daily_signin {
namespace {

using namespace fairground;

Json money(const std::optional<Money>& money) {
    return money ? Json{{"currency", money->currency}, {"amount", money->amount}} : Json();
}

Json tier(const Settings& settings, const Tier& tier) {
    Json json = {{"days", tier.days}, {"awards", titled(promise(tier.awards), settings)}};
    if (!tier.title.is_null()) json["title"] = tier.title;
    return json;
}

// What holds for everybody.
Json rules(const Settings& settings) {
    Json tiers = Json::array();
    for (const Tier& one : settings.tiers) tiers.push_back(tier(settings, one));
    Json rules = {{"first_day", iso(settings.first_day)},
                  {"mode", settings.cycle ? "cycle" : "endless"},
                  {"tiers", std::move(tiers)},
                  {"rewards", titled(promise(settings.rewards), settings)},
                  {"full_month", titled(promise(settings.full_month), settings)},
                  {"makeup", nullptr},
                  {"freeze", nullptr}};
    if (const auto& makeup = settings.makeup)
        rules["makeup"] = {{"price", money(makeup->price)},
                           {"card", makeup->card.empty() ? Json() : Json(makeup->card)},
                           {"per_month", makeup->per_month},
                           {"days_back", makeup->days_back}};
    if (const auto& freeze = settings.freeze)
        rules["freeze"] = {{"card", freeze->card}, {"mode", freeze->by_itself ? "auto" : "ask"}};
    return rules;
}

Json makeup_standing(const Settings& settings, const Call& call, const Attendance& attendance, Day today) {
    const Makeup& makeup = *settings.makeup;
    const std::int64_t left = std::max<std::int64_t>(makeup.per_month - attendance.makeups_in(month_of(today)), 0);
    const bool card = !makeup.card.empty() && call.account(makeup.card).balance() > 0;
    const bool price = makeup.price && call.account(makeup.price->currency).balance() >= makeup.price->amount;
    const Json costs = card || !makeup.price ? Json{{"currency", makeup.card}, {"amount", 1}} : money(makeup.price);
    return {
        {"left", left}, {"from", iso(makeup_from(settings, today))}, {"costs", costs}, {"affordable", card || price}};
}

Json standing(const Settings& settings, const Call& call, const Attendance& attendance, Day today) {
    const bool has_card = has_freeze_card(settings, call);
    const Streak streak = streak_on(attendance, today, has_card);
    Json json = {{"signed_today", streak.here_today},
                 {"streak", streak.length},
                 {"cycle_day", cycle_day(settings, streak.length)},
                 {"freeze_needed", streak.gap ? Json(iso(*streak.gap)) : Json()},
                 {"breaks_tonight", breaks_tonight(settings, attendance, today, has_card)},
                 {"next_tier", nullptr},
                 {"makeup", nullptr},
                 {"balance", Json::object()}};
    if (const auto next = ahead(settings, streak.length)) {
        json["next_tier"] = tier(settings, *next->tier);
        json["next_tier"]["in"] = next->length - streak.length;
    }
    if (settings.makeup) json["makeup"] = makeup_standing(settings, call, attendance, today);
    for (const std::string& currency : settings.currencies())
        json["balance"][currency] = call.account(currency).balance();
    return json;
}

const char* state(const Settings& settings, const Attendance& attendance, Day today, Day day) {
    switch (attendance.on(day)) {
        case Attendance::Mark::signed_in:
            return "signed";
        case Attendance::Mark::made_up:
            return "made_up";
        case Attendance::Mark::frozen:
            return "frozen";
        case Attendance::Mark::none:
            break;
    }
    if (day == today) return "today";
    if (day > today) return "future";
    return day < settings.first_day ? "before" : "missed";
}

// What today and the days to come bring to a player who comes every day.
void add_prospect(Json& json, const Settings& settings, std::int64_t length) {
    if (const Award* worth = reward(settings, length)) json["awards"] = titled(promise({*worth}), settings);
    const auto tiers = reached(settings, length - 1, length);
    if (!tiers.empty()) json["tier"] = tiers.front().tier->days;
}

}  // namespace

Json DailySignin::calendar(Call& call) const {
    const Day today = day_of(call.day());
    const std::string& wanted = call.input().text("month");
    const auto month = wanted.empty() ? std::optional(month_of(today)) : parse_month(wanted);
    if (!month)
        throw Invalid("invalid_query", "field 'month': found \"" + wanted + "\", expected a month like 2026-03");
    const bool known = call.player().known();
    const Attendance attendance = known ? Attendance::load(call) : Attendance();
    if (attendance.forgot(*month))
        throw Invalid("invalid_query", "field 'month': " + wanted + " is too long ago, see the history instead");

    const Streak streak = streak_on(attendance, today, known && has_freeze_card(settings(), call));
    Json lines = Json::array();
    for (Day day = first_of(*month); day <= last_of(*month); day += days(1)) {
        Json line = {{"day", iso(day)}, {"state", state(settings(), attendance, today, day)}};
        if (known && may_make_up(settings(), attendance, today, day)) line["can_make_up"] = true;
        const std::int64_t ahead = (day - today).count() + (streak.here_today ? 0 : 1);
        if (day >= today && !attendance.covers(day)) add_prospect(line, settings(), streak.length + ahead);
        lines.push_back(std::move(line));
    }
    Json answer = rules(settings());
    answer["today"] = iso(today);
    answer["month"] = iso(*month);
    answer["days"] = std::move(lines);
    if (known) answer["player"] = standing(settings(), call, attendance, today);
    return answer;
}

}  // namespace daily_signin
