// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

using namespace fairground;

struct LimitSettings {
    std::int64_t per_day = 3;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(LimitSettings, per_day)

class DailyLimit final : public Campaign<LimitSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("answer", &DailyLimit::answer).needs(record_count("answer", today()));
    }
    Json answer(Call& call) const {
        const std::int64_t done = call.records("answer").count(today());
        if (done >= settings().per_day) refuse("daily_limit", "come back tomorrow");
        call.record("answer", Json::object());
        return {{"left", settings().per_day - done - 1}};
    }
};
