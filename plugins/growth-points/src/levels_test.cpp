#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Json big_wins(const Json& more = Json::object()) {
    return settings(with(
        {{"earn", {rule("win", "prize.won", 150)}}, {"downgrade", {{"grace_days", 7}, {"notice_days", 3}}}}, more));
}

TEST(Periods, give_notice_and_then_take_the_level) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    std::vector<std::string> told;
    for (const int day : {20260331, 20260401, 20260430, 20260504}) programme.at(day).run_job("periods");
    EXPECT_THAT(programme.topics(), ElementsAre("level.up"));
    programme.at(20260505).run_job("periods");
    ASSERT_THAT(programme.topics(), ElementsAre("level.up", "level.down_notice"));
    EXPECT_EQ(programme.events()[1].payload,
              Json::parse(R"({"level": "silver", "to": "bronze", "on": "2026-05-08", "missing": 100})"));
    programme.at(20260508).run_job("periods");
    ASSERT_THAT(programme.topics(), ElementsAre("level.up", "level.down_notice", "level.down"));
    EXPECT_EQ(programme.events()[2].payload,
              Json::parse(R"({"from": "silver", "to": "bronze", "on": "2026-05-08", "points": 0})"));
    EXPECT_EQ(programme.level(), "bronze");
}

TEST(Periods, may_be_run_again_and_tell_nothing_twice) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    for (const int day : {20260505, 20260505, 20260506, 20260508, 20260508, 20260509})
        programme.at(day).run_job("periods");
    EXPECT_THAT(programme.topics(), ElementsAre("level.up", "level.down_notice", "level.down"));
}

TEST(Periods, give_notice_before_the_end_where_there_is_no_grace) {
    Programme programme(big_wins({{"downgrade", {{"notice_days", 3}}}}));
    programme.at(20260310).win();
    programme.at(20260427).run_job("periods");
    EXPECT_THAT(programme.topics(), ElementsAre("level.up"));
    programme.at(20260428).run_job("periods");
    EXPECT_THAT(programme.topics(), ElementsAre("level.up", "level.down_notice"));
    programme.at(20260501).run_job("periods");
    EXPECT_EQ(programme.level(), "bronze");
}

TEST(Periods, write_nothing_where_nothing_is_new) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    const Json before = programme.value("standing");
    programme.at(20260311).run_job("periods");
    EXPECT_EQ(programme.value("standing"), before);
}

TEST(Periods, that_come_after_an_event_of_the_new_day_find_it_done) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    programme.at(20260508, std::chrono::minutes(5)).win();
    EXPECT_THAT(programme.topics(), ElementsAre("level.up", "level.down", "level.up"))
        << "lost at midnight, reached again five minutes later";
    programme.pass(std::chrono::minutes(15)).run_job("periods");
    EXPECT_EQ(programme.topics().size(), 3u);
}

TEST(Levels, are_kept_and_nobody_is_told_when_the_points_come_in_grace) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    programme.at(20260502).win();
    programme.at(20260505).run_job("periods");
    programme.at(20260509).run_job("periods");
    EXPECT_EQ(programme.level(), "silver");
    EXPECT_THAT(programme.topics(), ElementsAre("level.up"));
}

TEST(Levels, are_shown_as_they_are_now_though_no_job_has_run) {
    Programme programme(big_wins());
    programme.at(20260310).win();
    programme.at(20260601);
    EXPECT_EQ(programme.level(), "bronze");
    EXPECT_EQ(programme.value("standing")["level"], "silver") << "a view stores nothing";
}

Json short_lived(int days) {
    return settings(
        {{"earn", {rule("signin", "signin.completed", 10, {{"valid", {{"days", days}}}})}}, {"expiring_soon_days", 3}});
}

TEST(Expire, reminds_of_what_expires_soon_once) {
    Programme programme(short_lived(10));
    programme.at(20260301).sign_in();
    programme.at(20260307).run_job("expire");
    EXPECT_THAT(programme.events(), IsEmpty());
    for (int i = 0; i < 3; ++i) programme.at(20260308).run_job("expire");
    ASSERT_THAT(programme.topics(), ElementsAre("points.expiring"));
    EXPECT_EQ(programme.events()[0].payload, Json::parse(R"({"currency": "growth", "amount": 10, "within_days": 3,
                              "lots": [{"amount": 10, "last_day": "2026-03-11"}]})"));
}

TEST(Expire, reminds_again_when_more_comes_into_reach) {
    Programme programme(short_lived(10));
    programme.at(20260301).sign_in();
    programme.at(20260302).sign_in();
    programme.at(20260308).run_job("expire");
    programme.at(20260309).run_job("expire");
    ASSERT_THAT(programme.topics(), ElementsAre("points.expiring", "points.expiring"));
    EXPECT_EQ(programme.events()[1].payload["amount"], 20) << "all that expires soon, not only what is new";
}

TEST(Expire, says_nothing_of_what_is_spent) {
    Programme programme(short_lived(10));
    programme.at(20260301).sign_in();
    programme.act("adjust", {{"amount", -10}, {"reason", "test"}});
    programme.at(20260309).run_job("expire");
    EXPECT_THAT(programme.events(), IsEmpty());
}

}  // namespace
}  // namespace growth_points
