// What a player sees of views that are kept: nothing of his own is ever old, what others did is a little, and who has
// nothing costs the database nothing either.
#include "integration/house.hpp"

namespace fairground::integration {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto last_mug = R"(
id: mugs
plugin: lucky-wheel
title: {en: Mugs}
settings: {prizes: [{id: mug, title: {en: Mug}, weight: 1, stock: 1, award: {goods: mug}},
                    {id: thanks, title: {en: Thanks}, weight: 0}]}
)";

class CachedViews : public testing::Test {
protected:
    CachedViews() : host({.campaigns = {{"mugs.yaml", last_mug}}, .config = {}}) { host.start(); }

    double figure(const std::string& name) {
        const auto text = test::HttpClient(host.admin_port()).get("/metrics").body;
        return std::stod(text.substr(text.find("\n" + name + " ") + name.size() + 2));
    }
    double computed() { return figure(R"(fairground_cache_views_total{from="computed"})"); }
    static bool sold_out(const HttpAnswer& prizes) { return prizes.json()["prizes"][0]["sold_out"]; }

    test::HostProcess host;
};

TEST_F(CachedViews, PrizesAreComputedOnceASecondAndOnesOwnTurnShowsAtOnce) {
    Player ann(host.port(), "ann"), bob(host.port(), "bob");
    auto visitor = host.client();
    const std::string prizes = "/api/v1/campaigns/mugs/views/prizes";
    EXPECT_FALSE(sold_out(ann.view("mugs", "prizes")));
    const auto before = computed();
    const auto began = Clock::now();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(visitor.get(prizes).status, 200);
    const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
    EXPECT_LE(computed() - before, 2 + seconds) << "a hundred visitors cost one look a second";

    EXPECT_EQ(bob.spin("", "{}", "mugs").json()["spins"][0]["prize"], "mug");
    EXPECT_TRUE(sold_out(bob.view("mugs", "prizes"))) << "who took it knows";
    const auto taken = Clock::now();
    while (!sold_out(ann.view("mugs", "prizes")) && Clock::now() - taken < 10s) std::this_thread::sleep_for(20ms);
    EXPECT_LT(Clock::now() - taken, 5s) << "the others hear of it";
}

// S5: empty results hammered the database.
TEST_F(CachedViews, WhoHasNothingIsLookedUpOnceAndSeesHisFirstTurnAtOnce) {
    Player eve(host.port(), "eve");
    const auto spins = [&] { return eve.view("mugs", "history").json()["spins"].size(); };
    EXPECT_EQ(spins(), 0u);
    const auto before = figure("fairground_engine_reads_total");
    for (int i = 0; i < 100; ++i) EXPECT_EQ(spins(), 0u);
    EXPECT_EQ(figure("fairground_engine_reads_total"), before) << "that there is nothing was remembered";
    ASSERT_EQ(eve.spin("", "{}", "mugs").status, 200);
    EXPECT_EQ(spins(), 1u) << "and forgotten with his first turn";
}

}  // namespace
}  // namespace fairground::integration
