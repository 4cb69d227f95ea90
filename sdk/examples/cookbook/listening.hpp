// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

using namespace fairground;

struct ThanksSettings {
    std::vector<std::string> topics;
    std::int64_t points = 5;
    std::int64_t per_day = 20;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(ThanksSettings, topics, points, per_day)

class Thanks final : public Campaign<ThanksSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.listener(&Thanks::hear, OnFault::skip).needs(account("points"), value("today"));
    }
    std::vector<std::string> listens() const { return settings().topics; }  // "signin.completed", "prize.won"

    void hear(Call& call, const Event& event) const {
        const Json known = call.value("today").get().value_or(Json{{"day", 0}, {"points", 0}});
        const std::int64_t given = known["day"] == call.day() ? known["points"].get<std::int64_t>() : 0;
        if (given + settings().points > settings().per_day) refuse("enough_for_today");
        call.value("today").put({{"day", call.day()}, {"points", given + settings().points}});
        call.account("points").credit(settings().points, event.topic);
    }
};
