#include "standing.hpp"

#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

Settings programme(const Json& more = Json::object()) {
    return taken(settings(more));
}
constexpr std::size_t bronze = 0, silver = 1, gold = 2;

const Json week_of_grace = {{"downgrade", {{"grace_days", 7}, {"notice_days", 3}}}};

Standing with_points(const Settings& settings, Day day, std::int64_t points) {
    Standing standing;
    standing.settle(settings, day);
    standing.count(settings, day, points);
    return standing;
}

TEST(Level, rises_at_once_and_by_several_if_the_points_are_enough) {
    const Settings settings = programme();
    Standing standing;
    standing.settle(settings, 20260305);
    EXPECT_FALSE(standing.count(settings, 20260305, 99));
    const auto change = standing.count(settings, 20260306, 401);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->from, bronze);
    EXPECT_EQ(change->to, gold);
    EXPECT_EQ(change->points, 500);
}

TEST(Level, is_kept_for_the_whole_next_period) {
    const Settings settings = programme();
    Standing standing = with_points(settings, 20260305, 150);
    EXPECT_THAT(standing.settle(settings, 20260401), IsEmpty());
    EXPECT_EQ(standing.points, 0);
    EXPECT_THAT(standing.settle(settings, 20260430), IsEmpty());
    EXPECT_EQ(standing.level, silver);
}

TEST(Level, is_lost_at_the_end_of_a_period_that_did_not_reach_it) {
    const Settings settings = programme();
    Standing standing = with_points(settings, 20260305, 150);
    const auto lost = standing.settle(settings, 20260501);
    ASSERT_THAT(lost, SizeIs(1));
    EXPECT_EQ(lost[0].to, bronze);
    EXPECT_EQ(lost[0].on, 20260501);
}

TEST(Level, is_lost_only_after_grace) {
    const Settings settings = programme(week_of_grace);
    Standing standing = with_points(settings, 20260305, 150);
    EXPECT_THAT(standing.settle(settings, 20260507), IsEmpty());
    EXPECT_EQ(standing.level, silver);
    EXPECT_THAT(standing.settle(settings, 20260508), SizeIs(1));
    EXPECT_EQ(standing.level, bronze);
}

TEST(Level, is_kept_by_points_in_grace) {
    const Settings settings = programme(week_of_grace);
    Standing standing = with_points(settings, 20260305, 150);
    standing.settle(settings, 20260503);
    standing.count(settings, 20260503, 100);
    EXPECT_FALSE(standing.risk(settings, 20260503));
    EXPECT_THAT(standing.settle(settings, 20260531), IsEmpty());
    EXPECT_EQ(standing.level, silver);
}

TEST(Level, falls_only_as_far_as_the_points_of_grace_do_not_hold_it) {
    const Settings settings = programme(week_of_grace);
    Standing standing = with_points(settings, 20260305, 600);
    standing.settle(settings, 20260503);
    standing.count(settings, 20260503, 120);
    const auto lost = standing.settle(settings, 20260508);
    ASSERT_THAT(lost, SizeIs(1));
    EXPECT_EQ(lost[0].to, silver);
    EXPECT_EQ(lost[0].points, 120);
}

TEST(Level, falls_in_steps_over_periods_that_nobody_looked_at) {
    const Settings settings = programme(week_of_grace);
    Standing standing = with_points(settings, 20260305, 600);
    standing.settle(settings, 20260410);
    standing.count(settings, 20260410, 150);
    const auto lost = standing.settle(settings, 20270101);
    ASSERT_THAT(lost, SizeIs(2));
    EXPECT_EQ(lost[0].to, silver);
    EXPECT_EQ(lost[0].on, 20260508);
    EXPECT_EQ(lost[1].to, bronze);
    EXPECT_EQ(lost[1].on, 20260608);
}

TEST(Level, is_the_same_however_often_one_looks) {
    const Settings settings = programme(week_of_grace);
    Standing daily = with_points(settings, 20260305, 600);
    Standing once = daily;
    for (Day day = 20260305; day <= 20260901; day = add_days(day, 1)) daily.settle(settings, day);
    once.settle(settings, 20260901);
    EXPECT_EQ(daily, once);
}

TEST(Level, is_never_lost_where_a_period_never_ends) {
    const Settings settings = programme({{"period", "campaign"}});
    Standing standing = with_points(settings, 20260305, 600);
    EXPECT_THAT(standing.settle(settings, 20290101), IsEmpty());
    EXPECT_EQ(standing.points, 600);
    EXPECT_FALSE(standing.risk(settings, 20290101));
}

TEST(Risk, tells_when_and_what_would_prevent_it) {
    const Settings settings = programme(week_of_grace);
    Standing standing = with_points(settings, 20260305, 150);
    standing.settle(settings, 20260420);
    standing.count(settings, 20260420, 30);
    const auto before = standing.risk(settings, 20260420);
    ASSERT_TRUE(before);
    EXPECT_EQ(before->on, 20260508);
    EXPECT_EQ(before->to, bronze);
    EXPECT_EQ(before->missing, 70);
    standing.settle(settings, 20260501);
    EXPECT_EQ(standing.risk(settings, 20260501)->on, 20260508) << "the same loss, now in grace";
    EXPECT_EQ(standing.risk(settings, 20260501)->missing, 100);
}

TEST(Standing, is_what_it_was_after_a_round_trip) {
    const Settings settings = programme(with(week_of_grace, {{"earn", {rule("a", "t", 5, caps({{"per_day", 20}}))}}}));
    Standing standing = with_points(settings, 20260305, 600);
    standing.settle(settings, 20260502);
    standing.note(settings.rules[0], 20260502, 5);
    standing.redeemed["tea"] = 2;
    standing.redemptions = 2;
    standing.warned = 20260508;
    standing.reminded = 1'777'777'777'000;
    ASSERT_TRUE(standing.due);
    EXPECT_EQ(Standing::read(standing.document(settings), settings), standing);
}

TEST(Standing, survives_settings_that_know_its_level_no_more) {
    Standing standing = with_points(programme(), 20260305, 600);
    const Json document = standing.document(programme());
    const Settings other = programme({{"levels", {level("one", 0), level("two", 300), level("three", 900)}}});
    EXPECT_EQ(Standing::read(document, other).level, 1u);
}

TEST(Standing, fits_its_document_with_everything_that_settings_can_hold) {
    std::vector<Json> rules, items;
    const std::string name(37, 'x');
    for (int i = 0; i < 64; ++i) rules.push_back(rule(name + std::to_string(100 + i), "t", 1, caps({{"per_day", 1}})));
    for (int i = 0; i < 100; ++i)
        items.push_back(item(name + std::to_string(100 + i), 1, {{"max_per_player", 1000000}}));
    const Settings settings = programme({{"earn", rules}, {"redeem", items}});
    Standing standing = with_points(settings, 20260305, 1'000'000'000'000);
    for (const Rule& rule : settings.rules) standing.note(rule, 20260305, 1'000'000'000);
    for (const Item& item : settings.items) standing.redeemed[item.id] = 1'000'000;
    EXPECT_LT(standing.document(settings).dump().size(), 12u * 1024);
}

TEST(Caps, are_of_the_day_and_of_the_month) {
    const Settings settings = programme({{"earn", {rule("a", "t", 5, caps({{"per_day", 20}, {"per_month", 50}}))}}});
    const Rule& rule = settings.rules[0];
    Standing standing;
    standing.note(rule, 20260330, 15);
    EXPECT_EQ(standing.left_today(rule, 20260330), 5);
    standing.note(rule, 20260331, 20);
    EXPECT_EQ(standing.left_today(rule, 20260331), 0);
    EXPECT_EQ(standing.this_month(rule, 20260331), 35);
    EXPECT_EQ(standing.left_today(rule, 20260401), 20) << "a new month";
    standing.note(rule, 20260401, 20);
    standing.note(rule, 20260402, 20);
    EXPECT_EQ(standing.left_today(rule, 20260403), 10) << "the month's cap";
}

TEST(Caps, of_a_month_are_not_those_of_the_same_month_a_year_ago) {
    const Settings settings = programme({{"earn", {rule("a", "t", 5, caps({{"per_month", 50}}))}}});
    Standing standing;
    standing.note(settings.rules[0], 20260331, 50);
    EXPECT_EQ(standing.left_today(settings.rules[0], 20270331), 50);
}

}  // namespace
}  // namespace growth_points
