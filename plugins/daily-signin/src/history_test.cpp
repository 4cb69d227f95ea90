#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using testing::ElementsAre;

std::vector<std::string> days_of(const Json& page) {
    std::vector<std::string> found;
    for (const Json& line : page.at("lines")) found.push_back(line["day"]);
    return found;
}

TEST(History, shows_a_sign_in_as_its_answer_did) {
    Desk desk(settings(tiers("endless")));
    desk.utc_offset(std::chrono::hours(8)).at(20260301, std::chrono::hours(9)).come_daily(2);
    const Json answered = desk.sign_in().body;
    Json shown = desk.view("history").body["lines"][0];
    EXPECT_EQ(shown["at"], "2026-03-03T09:00:00+08:00");
    shown.erase("at");
    EXPECT_EQ(shown, answered);
}

TEST(History, pages_from_the_newest_and_does_not_shift_when_days_are_added) {
    Desk desk(settings());
    desk.come_daily(5);
    const Json first = desk.view("history", {{"limit", "2"}}).body;
    EXPECT_THAT(days_of(first), ElementsAre("2026-03-05", "2026-03-04"));
    desk.sign_in();
    const Json second = desk.view("history", {{"limit", "2"}, {"cursor", first["next"]}}).body;
    EXPECT_THAT(days_of(second), ElementsAre("2026-03-03", "2026-03-02"));
    const Json last = desk.view("history", {{"limit", "2"}, {"cursor", second["next"]}}).body;
    EXPECT_THAT(days_of(last), ElementsAre("2026-03-01"));
    EXPECT_FALSE(last.contains("next"));
}

TEST(History, refuses_a_cursor_that_it_never_gave) {
    Testkit desk(settings());
    EXPECT_TRUE(desk.view("history", {{"cursor", "nonsense"}}).invalid("invalid_cursor"));
}

}  // namespace
}  // namespace daily_signin
