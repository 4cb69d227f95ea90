#include <gmock/gmock.h>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::string refusal(const json& body) {
    try {
        dev_login(body);
    } catch (const LoginRefused& refused) {
        return refused.what();
    }
    return "accepted";
}

TEST(DevLogin, BelievesWhatItIsTold) {
    const Player player = dev_login({{"provider", "dev"},
                                     {"player", "ann@example"},
                                     {"name", "安"},
                                     {"tenant", "shop-1"},
                                     {"attributes", {{"follower", "yes"}}}});
    EXPECT_EQ(player.id, "ann@example");
    EXPECT_EQ(player.name, "安");
    EXPECT_EQ(player.tenant, "shop-1");
    EXPECT_EQ(player.attributes.at("follower"), "yes");
}

TEST(DevLogin, ThePlayersIdIsHisNameAndTheTenantIsTheDefaultUnlessGiven) {
    const Player player = dev_login({{"provider", "dev"}, {"player", "ann"}});
    EXPECT_EQ(player.name, "ann");
    EXPECT_EQ(player.tenant, "default");
}

TEST(DevLogin, EachBadFieldIsNamed) {
    EXPECT_THAT(refusal({{"provider", "dev"}}), HasSubstr("player is missing"));
    EXPECT_THAT(refusal({{"player", 7}}), HasSubstr("player: expected a text, found number"));
    EXPECT_THAT(refusal({{"player", ""}}), HasSubstr("[A-Za-z0-9._@-]{1,64}"));
    EXPECT_THAT(refusal({{"player", "a b"}}), HasSubstr("[A-Za-z0-9._@-]{1,64}"));
    EXPECT_THAT(refusal({{"player", std::string(65, 'a')}}), HasSubstr("[A-Za-z0-9._@-]{1,64}"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"plaier", "x"}}), HasSubstr("unknown field \"plaier\""));
    EXPECT_THAT(refusal({{"player", "ann"}, {"tenant", "Shop"}}), HasSubstr("tenant: must match"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"name", std::string(65, 'a')}}), HasSubstr("name: at most 64"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"name", "a\nb"}}), HasSubstr("name: at most 64"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"attributes", {{"Follower", "yes"}}}}), HasSubstr("attributes: a name"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"attributes", {{"follower", true}}}}),
                HasSubstr("attributes.follower: expected a text"));
    EXPECT_THAT(refusal({{"player", "ann"}, {"attributes", json::array()}}),
                HasSubstr("attributes: expected an object"));
    EXPECT_THAT(refusal(json::array()), HasSubstr("expected an object"));
}

TEST(DevLogin, CountsCharactersNotBytes) {
    std::string name;
    for (int i = 0; i < 64; ++i) name += "安";
    EXPECT_EQ(refusal({{"player", "ann"}, {"name", name}}), "accepted");
    EXPECT_THAT(refusal({{"player", "ann"}, {"name", name + "安"}}), HasSubstr("name: at most 64"));
}

}  // namespace
}  // namespace fairground::auth
