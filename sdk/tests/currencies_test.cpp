// SPDX-License-Identifier: MIT
// What a campaign says of the currencies that it moves.
#include <gmock/gmock.h>

#include "fairground/plugin.hpp"
#include "fairground/testkit.hpp"

namespace {

using namespace fairground;

class Trader : public Campaign<Json> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("trade", &Trader::trade).takes({text("gives"), text("takes")});
    }
    Json trade(Call& call) const {
        call.account(call.input().text("gives")).credit(2, "trade");
        call.account(call.input().text("takes")).debit(1, "trade");
        return Json::object();
    }
};

class HonestTrader final : public Trader {
public:
    static void declare(Manifest& manifest) { Trader::declare(manifest); }
    std::vector<std::string> earns() const { return {"gold", "silver"}; }
    std::vector<std::string> spends() const { return {"silver"}; }
};

template <class Class>
const fg_plugin* table() {
    static const fg_plugin table = detail::Border<Class>::table();
    return &table;
}

std::vector<std::string> warnings_of(Testkit& kit, const char* gives, const char* takes) {
    EXPECT_TRUE(kit.give("gold", 5).give("silver", 5).act("trade", {{"gives", gives}, {"takes", takes}}).ok());
    std::vector<std::string> named;
    for (const std::string& warning : kit.warnings())
        if (warning.find("is not among") != std::string::npos) named.push_back(warning);
    return named;
}

TEST(Currencies, are_unknown_unless_the_campaign_tells) {
    Testkit kit(Json::object(), table<Trader>());
    EXPECT_TRUE(kit.earns().is_null());
    EXPECT_TRUE(kit.spends().is_null());
    EXPECT_THAT(warnings_of(kit, "gold", "gold"), testing::IsEmpty());
}

TEST(Currencies, that_are_told_reach_the_host) {
    Testkit kit(Json::object(), table<HonestTrader>());
    EXPECT_EQ(kit.earns(), Json({"gold", "silver"}));
    EXPECT_EQ(kit.spends(), Json({"silver"}));
    EXPECT_THAT(warnings_of(kit, "gold", "silver"), testing::IsEmpty());
}

TEST(Currencies, that_are_moved_and_not_told_are_warned_of) {
    Testkit kit(Json::object(), table<HonestTrader>());
    EXPECT_THAT(warnings_of(kit, "bronze", "gold"),
                testing::ElementsAre("trade: the currency bronze is not among those that earns() names",
                                     "trade: the currency gold is not among those that spends() names"));
}

}  // namespace
