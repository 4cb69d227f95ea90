// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>

#include <fairground/plugin.hpp>

#include "stock.hpp"

using namespace fairground;

// Days count as the campaign's time zone has them; only calendar arithmetic is right across months and leap years.
inline std::int32_t day_before(std::int32_t day) {
    using namespace std::chrono;
    const year_month_day date(year(day / 10000), month(day / 100 % 100), std::chrono::day(day % 100));
    const year_month_day before = sys_days(date) - days(1);
    return int(before.year()) * 10000 + int(unsigned(before.month())) * 100 + int(unsigned(before.day()));
}

class Streak final : public Campaign<NoSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("come", &Streak::come).needs(value("streak"), account("points"));
    }
    Json come(Call& call) const {
        const Json known = call.value("streak").get().value_or(Json{{"last", 0}, {"days", 0}});
        if (known["last"] == call.day()) refuse("already_here", "today counts already");
        const int days = known["last"] == day_before(call.day()) ? known["days"].get<int>() + 1 : 1;
        call.value("streak").put({{"last", call.day()}, {"days", days}});
        if (days % 7 == 0) call.account("points").credit(100, "streak");
        return {{"days", days}};
    }
};
