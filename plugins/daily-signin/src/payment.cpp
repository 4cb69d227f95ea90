#include "payment.hpp"

#include <algorithm>

#include "streak.hpp"

namespace daily_signin {

using fairground::refuse;
using fairground::Refuse;

bool has_freeze_card(const Settings& settings, const fairground::Call& call) {
    return settings.freeze && call.account(settings.freeze->card).balance() > 0;
}

std::optional<Day> freeze(const Settings& settings, fairground::Call& call, Attendance& attendance, Day today,
                          bool asked) {
    if (asked && !settings.freeze) refuse("no_freeze", "this campaign has no freezes");
    if (!settings.freeze) return std::nullopt;
    if (!asked && !settings.freeze->by_itself) return std::nullopt;
    const std::optional<Day> gap = streak_on(attendance, today, true).gap;
    const bool has_card = has_freeze_card(settings, call);
    if (asked && !gap) refuse("nothing_to_freeze", "no streak lies one missed day back");
    if (asked && !has_card) refuse("no_freeze_card", "there is no card in " + settings.freeze->card);
    if (!gap || !has_card) return std::nullopt;
    call.account(settings.freeze->card).debit(1, "freeze");
    attendance.set(*gap, Attendance::Mark::frozen);
    return gap;
}

void check_makeup(const Settings& settings, const Attendance& attendance, Day today, Day day) {
    if (!settings.makeup) refuse("no_makeup", "this campaign has no make-up");
    if (day >= today) refuse("day_not_over", iso(day) + " is not over yet: only missed days can be made up");
    if (day < settings.first_day)
        refuse("before_campaign", iso(day) + " lies before the campaign, which began on " + iso(settings.first_day));
    if (day < today - days(settings.makeup->days_back))
        refuse("too_long_ago", iso(day) + " is more than " + std::to_string(settings.makeup->days_back) + " days ago");
    const Attendance::Mark mark = attendance.on(day);
    if (mark == Attendance::Mark::signed_in || mark == Attendance::Mark::made_up)
        refuse("not_missed", iso(day) + " was not missed");
    const int used = attendance.makeups_in(month_of(today));
    if (used >= settings.makeup->per_month)
        refuse("makeup_limit_reached", "all " + std::to_string(used) + " make-ups of this month are used up");
}

bool may_make_up(const Settings& settings, const Attendance& attendance, Day today, Day day) {
    try {
        check_makeup(settings, attendance, today, day);
        return true;
    } catch (const Refuse&) {
        return false;
    }
}

Day makeup_from(const Settings& settings, Day today) {
    return std::max(settings.first_day, today - days(settings.makeup->days_back));
}

Json pay_makeup(const Settings& settings, fairground::Call& call) {
    const Makeup& makeup = *settings.makeup;
    const bool by_card = !makeup.card.empty() && (!makeup.price || call.account(makeup.card).balance() > 0);
    const Money money = by_card ? Money{makeup.card, 1} : *makeup.price;
    call.account(money.currency).debit(money.amount, "makeup");
    return {{"currency", money.currency}, {"amount", money.amount}};
}

}  // namespace daily_signin
