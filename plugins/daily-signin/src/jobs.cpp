// What happens without the player: the reminder in the evening, the settlement of the month before.
#include <algorithm>

#include "awards.hpp"
#include "daily_signin.hpp"
#include "payment.hpp"
#include "streak.hpp"

namespace daily_signin {

using namespace fairground;

void DailySignin::remind(Call& call, const Run& run) const {
    // A run that is caught up on another day would remind of a night that is over.
    if (!settings().remind_from || run.day != call.day()) return;
    const Attendance attendance = Attendance::load(call);
    const Day today = day_of(call.day());
    const bool has_card = has_freeze_card(settings(), call);
    const std::int64_t streak = streak_on(attendance, today, has_card).length;
    if (streak < *settings().remind_from || !breaks_tonight(settings(), attendance, today, has_card)) return;
    Json event = {{"day", iso(today)}, {"streak", streak}};
    if (const auto next = ahead(settings(), streak)) event["next_tier_in"] = next->length - streak;
    call.emit("streak.at_risk", event);
}

void DailySignin::settle(Call& call, const Run& run) const {
    const Month month = month_of(day_of(run.day)) - std::chrono::months(1);
    Attendance attendance = Attendance::load(call);
    if (attendance.settled >= number(month)) return;
    const int signed_in = attendance.count(month, Attendance::Mark::signed_in);
    const int made_up = attendance.count(month, Attendance::Mark::made_up);
    const int frozen = attendance.count(month, Attendance::Mark::frozen);
    const auto first = std::max(first_of(month), settings().first_day);
    const auto all = static_cast<int>((last_of(month) - first).count() + 1);
    if (signed_in + made_up == 0 || all <= 0) return;

    const bool full = signed_in + made_up >= all;
    const int missed = std::max(all - signed_in - made_up - frozen, 0);
    Json summary = {{"month", iso(month)}, {"signed", signed_in}, {"made_up", made_up},
                    {"frozen", frozen},    {"missed", missed},    {"full", full}};
    call.emit("signin.month_settled", summary);
    summary["awards"] = full ? give(call, settings(), settings().full_month, "full-month") : Json::array();
    call.record("month", summary);
    attendance.settled = number(month);
    attendance.store(call);
}

}  // namespace daily_signin
