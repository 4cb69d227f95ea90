// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

#include "stock.hpp"

using namespace fairground;

class Diary final : public Campaign<NoSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.emits("diary.missing");
        manifest.action("write", &Diary::write).needs(value("last"));
        manifest.job("remind", "daily 20:00", &Diary::remind).needs(value("last"));
    }
    Json write(Call& call) const {
        call.value("last").put({{"day", call.day()}});
        return Json::object();
    }
    void remind(Call& call, const Run& run) const {
        const auto last = call.value("last").get();
        if (last && (*last)["day"] != run.day) call.emit("diary.missing", {{"day", run.day}});
    }
};
