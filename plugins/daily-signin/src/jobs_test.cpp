#include <algorithm>

#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

constexpr std::chrono::hours evening{20};

Json reminder(int min_streak) {
    return {{"reminder", {{"min_streak", min_streak}}}};
}
Json full_month(const Json& award) {
    return {{"full_month", {{"awards", {award}}}}};
}

std::size_t reminders(const Desk& desk) {
    const auto topics = desk.topics();
    return static_cast<std::size_t>(std::count(topics.begin(), topics.end(), "streak.at_risk"));
}

TEST(Reminder, goes_to_a_player_whose_streak_breaks_tonight) {
    Desk desk(settings(with(reminder(1), tiers("endless"))));
    desk.come_daily(2).at(20260303, evening).run_job("remind");
    ASSERT_EQ(reminders(desk), 1u);
    EXPECT_EQ(desk.events().back().payload, Json::parse(R"({"day": "2026-03-03", "streak": 2, "next_tier_in": 1})"));
}

TEST(Reminder, does_not_go_to_who_has_come_who_has_no_streak_and_who_has_a_card) {
    Desk desk(settings(with(reminder(2), freeze("auto"))));
    desk.come_daily(1).at(20260302, evening).run_job("remind");
    EXPECT_EQ(reminders(desk), 0u) << "one day is too short to remind of";
    desk.sign_in();
    desk.run_job("remind");
    EXPECT_EQ(reminders(desk), 0u) << "has come";
    desk.give("freeze-cards", 1).at(20260303, evening).run_job("remind");
    EXPECT_EQ(reminders(desk), 0u) << "a card keeps the streak";
    desk.at(20260304, evening).run_job("remind");
    EXPECT_EQ(reminders(desk), 1u) << "but not over two days";
    desk.at(20260305, evening).run_job("remind");
    EXPECT_EQ(reminders(desk), 1u) << "it is over";
}

TEST(Reminder, exists_only_where_the_settings_want_it) {
    Desk desk(settings());
    desk.come_daily(5).at(20260306, evening).run_job("remind");
    EXPECT_EQ(reminders(desk), 0u);
}

TEST(Settlement, rewards_a_month_without_a_missed_day) {
    Desk desk(settings(full_month(points(500))));
    desk.at(20260201).come_daily(28).at(20260301, std::chrono::minutes(5)).run_job("settle");
    EXPECT_EQ(desk.balance("points"), 28 * 5 + 500);
    EXPECT_EQ(desk.events().back().topic, "signin.month_settled");
    EXPECT_EQ(desk.events().back().payload, Json::parse(R"({"month": "2026-02", "signed": 28, "made_up": 0,
        "frozen": 0, "missed": 0, "full": true})"));
    ASSERT_EQ(desk.records("month").size(), 1u);
    EXPECT_EQ(desk.records("month")[0].payload["awards"][0]["amount"], 500);
}

TEST(Settlement, of_a_month_with_a_missed_day_is_a_summary_only) {
    Desk desk(settings(with(full_month(points(500)), makeup())));
    desk.give("points", 20).at(20260201).come_daily(20).next_day(2);
    desk.sign_in();
    desk.make_up("2026-02-21");
    desk.at(20260301, std::chrono::minutes(5)).run_job("settle");
    EXPECT_EQ(desk.balance("points"), 22 * 5);
    EXPECT_EQ(desk.events().back().payload, Json::parse(R"({"month": "2026-02", "signed": 21, "made_up": 1,
        "frozen": 0, "missed": 6, "full": false})"));
}

TEST(Settlement, counts_a_first_month_from_the_first_day_of_the_campaign) {
    Desk desk(settings(with(full_month(points(500)), {{"first_day", "2026-02-27"}})));
    desk.at(20260227).come_daily(2).at(20260301, std::chrono::minutes(5)).run_job("settle");
    EXPECT_EQ(desk.balance("points"), 2 * 5 + 500);
}

TEST(Settlement, happens_once_and_not_for_who_was_never_there) {
    Desk desk(settings(full_month(points(500))));
    desk.at(20260201).come_daily(28).at(20260301, std::chrono::minutes(5));
    desk.run_job("settle").run_job("settle");
    EXPECT_EQ(desk.balance("points"), 28 * 5 + 500);
    EXPECT_EQ(desk.records("month").size(), 1u);
    const auto events = desk.events().size();
    desk.at(20260401).run_job("settle");
    EXPECT_EQ(desk.events().size(), events);
}

}  // namespace
}  // namespace daily_signin
