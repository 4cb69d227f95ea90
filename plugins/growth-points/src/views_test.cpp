#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using std::chrono::hours;
using testing::ElementsAre;

TEST(LevelView, shows_everybody_the_levels_and_a_player_the_way_to_the_next) {
    Programme programme(settings());
    programme.at(20260310).sign_in();
    EXPECT_EQ(programme.view("level").body, Json::parse(R"({"currency": "growth",
        "period": {"name": "2026-03", "first": "2026-03-01", "last": "2026-03-31"},
        "levels": [
            {"id": "bronze", "title": {"en": "The bronze", "zh": "一 bronze"}, "from": 0, "privileges": [], "multiplier": 1.0},
            {"id": "silver", "title": {"en": "The silver", "zh": "一 silver"}, "from": 100, "privileges": [], "multiplier": 1.0},
            {"id": "gold", "title": {"en": "The gold", "zh": "一 gold"}, "from": 500, "privileges": [], "multiplier": 1.0}],
        "player": {"level": 0, "points": 10, "total": 10, "balance": 10, "next": {"level": 1, "missing": 90},
                   "risk": null, "expiring": null}})"));
    EXPECT_FALSE(programme.as("").view("level").body.contains("player"));
}

TEST(LevelView, warns_of_a_loss_when_it_is_near) {
    Programme programme(settings({{"earn", {rule("signin", "signin.completed", 100)}},
                                  {"downgrade", {{"grace_days", 7}, {"notice_days", 10}}}}));
    programme.at(20260310).sign_in();
    EXPECT_TRUE(programme.at(20260427).standing()["risk"].is_null());
    EXPECT_EQ(programme.at(20260428).standing()["risk"],
              Json::parse(R"({"to": 0, "on": "2026-05-08", "missing": 100})"));
}

TEST(LevelView, shows_what_expires_soon) {
    Programme programme(settings({{"earn", {rule("signin", "signin.completed", 10, {{"valid", "end_of_month"}})}}}));
    programme.at(20260310).sign_in();
    EXPECT_TRUE(programme.standing()["expiring"].is_null());
    EXPECT_EQ(programme.at(20260324).standing()["expiring"],
              Json::parse(R"({"amount": 10, "last_day": "2026-03-31", "within_days": 7})"));
}

TEST(LevelView, of_a_campaign_long_period_has_no_end) {
    Programme programme(settings({{"period", "campaign"}}));
    EXPECT_EQ(programme.view("level").body["period"],
              Json::parse(R"({"name": "campaign", "first": null, "last": null})"));
}

TEST(Statement, tells_what_each_entry_was_for) {
    Programme programme(settings({{"earn", {rule("signin", "signin.completed", 10, {{"valid", "end_of_month"}})}},
                                  {"redeem", {item("tea", 4)}}}));
    programme.utc_offset(hours(8)).at(20260310, hours(9)).sign_in();
    programme.act("redeem", {{"item", "tea"}});
    programme.act("adjust", {{"amount", 5}, {"reason", "apology"}});
    programme.at(20260401).act("adjust", {{"amount", 1}, {"reason", "apology"}});
    const Json entries = programme.view("statement").body["entries"];
    std::vector<std::string> kinds;
    for (const Json& entry : entries) kinds.push_back(entry["kind"]);
    EXPECT_THAT(kinds, ElementsAre("adjust", "expired", "adjust", "redeem", "earn"));
    EXPECT_EQ(entries[1]["amount"], -6);
    Json earned = entries[4];
    earned.erase("id");
    EXPECT_EQ(earned, Json::parse(R"({"at": "2026-03-10T09:00:00+08:00", "amount": 10, "balance": 10, "kind": "earn",
        "reason": "earn.signin", "campaign": "campaign-1", "title": {"en": "The signin", "zh": "一 signin"},
        "last_day": "2026-03-31"})"));
    EXPECT_EQ(entries[3]["title"]["en"], "The tea");
}

TEST(Statement, pages_do_not_shift_when_entries_are_added) {
    Programme programme(settings());
    for (int i = 0; i < 3; ++i) programme.sign_in();
    const Json first = programme.view("statement", {{"limit", "2"}}).body;
    EXPECT_EQ(first["entries"][0]["balance"], 30);
    programme.sign_in();
    const Json rest = programme.view("statement", {{"limit", "2"}, {"cursor", first["next"]}}).body;
    EXPECT_EQ(rest["entries"].size(), 1u);
    EXPECT_EQ(rest["entries"][0]["balance"], 10);
    EXPECT_FALSE(rest.contains("next"));
}

TEST(Statement, refuses_a_cursor_that_it_never_gave) {
    Testkit programme(settings());
    EXPECT_TRUE(programme.view("statement", {{"cursor", "nonsense"}}).invalid("invalid_cursor"));
}

TEST(Expiring, lists_what_expires_soonest_first_and_what_lasts) {
    Programme programme(settings({{"earn",
                                   {rule("signin", "signin.completed", 10, {{"valid", {{"days", 20}}}}),
                                    rule("win", "prize.won", 5, {{"valid", {{"days", 3}}}})}}}));
    programme.give("growth", 7).at(20260301);
    programme.sign_in();
    programme.win();
    EXPECT_EQ(programme.view("expiring").body, Json::parse(R"({"currency": "growth", "balance": 22, "soon_days": 7,
        "soon": 5, "lasting": 7, "lots": [
            {"amount": 5, "expires_at": "2026-03-05T00:00:00+00:00", "last_day": "2026-03-04", "soon": true},
            {"amount": 10, "expires_at": "2026-03-22T00:00:00+00:00", "last_day": "2026-03-21", "soon": false}]})"));
}

TEST(Expiring, names_the_last_day_on_either_side_of_a_change_of_clocks) {
    Programme programme(settings({{"earn", {rule("signin", "signin.completed", 10, {{"valid", "end_of_month"}})}}}));
    programme.utc_offset(hours(2)).change_offset(20261025, hours(3), hours(1));
    programme.at(20261010).sign_in();
    EXPECT_EQ(programme.view("expiring").body["lots"][0]["last_day"], "2026-10-31");
    programme.at(20261030);
    EXPECT_EQ(programme.view("expiring").body["lots"][0]["last_day"], "2026-10-31");
}

TEST(Board, ranks_players_by_the_points_of_the_period_and_masks_their_names) {
    Programme programme(settings({{"board_places", 2}}));
    programme.at(20260310);
    for (int i = 0; i < 3; ++i) programme.hear("mallory", "signin.completed");
    for (int i = 0; i < 2; ++i) programme.hear("梅梅", "signin.completed");
    programme.sign_in();
    EXPECT_EQ(programme.view("board").body,
              Json::parse(R"({"period": {"name": "2026-03", "first": "2026-03-01", "last": "2026-03-31"}, "places": [
                  {"place": 1, "name": "m***", "score": 30, "you": false},
                  {"place": 2, "name": "梅***", "score": 20, "you": false}], "you": {"place": 3, "score": 10}})"));
    EXPECT_TRUE(programme.as("mallory").view("board").body["places"][0]["you"]);
    EXPECT_FALSE(programme.as("").view("board").body.contains("you"));
}

TEST(Board, begins_anew_with_each_period_and_keeps_the_last_one) {
    Programme programme(settings());
    programme.at(20260310).sign_in();
    programme.at(20260401);
    EXPECT_EQ(programme.view("board").body["places"].size(), 0u);
    EXPECT_TRUE(programme.view("board").body["you"]["place"].is_null());
    EXPECT_EQ(programme.view("board", {{"last", "true"}}).body["places"][0]["score"], 10);
}

TEST(Board, has_no_last_period_where_there_is_only_one) {
    Programme programme(settings({{"period", "campaign"}}));
    EXPECT_TRUE(programme.view("board", {{"last", "true"}}).invalid("invalid_query"));
}

TEST(Rules, tell_what_is_earned_for_what_and_what_is_left_of_it_today) {
    Programme programme(
        settings({{"earn",
                   {rule("win", "prize.won", 20,
                         with(caps({{"per_day", 50}}),
                              {{"valid", {{"days", 30}}},
                               {"multipliers", {{{"field", "award.kind"}, {"equals", "goods"}, {"times", 2}}}}}))}},
                  {"levels", {level("only", 0, {{"multiplier", 1.5}})}}}));
    programme.win();
    EXPECT_EQ(programme.view("rules").body, Json::parse(R"({"currency": "growth", "rules": [{"id": "win",
        "title": {"en": "The win", "zh": "一 win"}, "on": "prize.won", "amount": 20, "by_level": true,
        "multipliers": [{"equals": "goods", "times": 2.0}], "caps": {"per_day": 50, "per_month": null},
        "valid": {"days": 30}, "worth": 30, "today": 30, "this_month": 30, "left_today": 20}]})"));
}

}  // namespace
}  // namespace growth_points
