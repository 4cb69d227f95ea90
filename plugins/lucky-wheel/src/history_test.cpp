#include "wheel_fixture.hpp"

namespace lucky_wheel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> numbers(const Json& page) {
    std::vector<int> found;
    for (const Json& spin : page.at("spins")) found.push_back(spin["number"]);
    return found;
}

TEST(History, shows_a_turn_as_its_answer_did) {
    Wheel wheel(settings({prize("tea", 10, coupon("tea-pool")), thanks()}));
    wheel.coupons("tea-pool", {"CODE-1"}).utc_offset(std::chrono::hours(8)).at(20260301, std::chrono::hours(9));
    Json answered = wheel.draw(0).spin().body["spins"][0];
    Json shown = wheel.view("history").body["spins"][0];
    EXPECT_EQ(shown["at"], "2026-03-01T09:00:00+08:00");
    shown.erase("at");
    EXPECT_EQ(shown, answered);
}

TEST(History, is_empty_at_first) {
    Wheel wheel(settings({thanks()}));
    EXPECT_EQ(wheel.view("history").body, Json::parse(R"({"spins": []})"));
}

TEST(History, pages_from_the_newest_and_does_not_shift_when_turns_are_added) {
    Wheel wheel(settings({thanks()}));
    for (int i = 0; i < 5; ++i) wheel.spin();
    const Json first = wheel.view("history", {{"limit", "2"}}).body;
    EXPECT_THAT(numbers(first), ElementsAre(5, 4));
    wheel.spin(3);
    const Json second = wheel.view("history", {{"limit", "2"}, {"cursor", first["next"]}}).body;
    EXPECT_THAT(numbers(second), ElementsAre(3, 2));
    const Json last = wheel.view("history", {{"limit", "2"}, {"cursor", second["next"]}}).body;
    EXPECT_THAT(numbers(last), ElementsAre(1));
    EXPECT_FALSE(last.contains("next"));
}

TEST(History, belongs_to_one_player) {
    Wheel wheel(settings({thanks()}));
    wheel.spin();
    EXPECT_THAT(numbers(wheel.as("player-2").view("history").body), IsEmpty());
}

TEST(History, refuses_queries_that_it_does_not_understand) {
    Wheel wheel(settings({thanks()}));
    for (const char* query : {R"({"limit": "0"})", R"({"limit": "101"})", R"({"limit": "ten"})", R"({"limit": "2x"})",
                              R"({"limit": ""})", R"({"page": "2"})"})
        EXPECT_TRUE(wheel.view("history", Json::parse(query)).invalid("invalid_query")) << query;
}

TEST(History, refuses_a_cursor_that_it_never_gave) {
    Testkit wheel(settings({thanks()}));
    EXPECT_TRUE(wheel.view("history", {{"cursor", "nonsense"}}).invalid("invalid_cursor"));
}

}  // namespace
}  // namespace lucky_wheel
