// One call at a time: what a plugin may do, and that a call that does not succeed leaves no trace.
#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using Kind = Answer::Kind;
using namespace std::chrono_literals;

class UnitOfWorkTest : public Stage {};

TEST_F(UnitOfWorkTest, EarnedPointsStandInTheAccountAndItsLedger) {
    EXPECT_EQ(json::parse(act("ann", "earn", R"({"amount": 50})").body)["balance"], 50);
    EXPECT_EQ(json::parse(act("ann", "pay", R"({"amount": 20})").body)["balance"], 30);
    EXPECT_EQ(look("ann")["points"], 30);
    EXPECT_EQ(look("bob")["points"], 0);
    const auto reader = store_->reader();
    const auto entries = reader->entries(reader->player("default", "ann")->id, "points", 0, 10);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].amount, -20);
    EXPECT_EQ(entries[0].balance_after, 30);
    EXPECT_EQ(entries[0].reason, "paid");
    EXPECT_EQ(entries[1].action, "earn");
    expect_ledger_adds_up();
}

TEST_F(UnitOfWorkTest, ADebitBeyondTheBalanceIsRefused) {
    act("ann", "earn", R"({"amount": 5})");
    const auto answer = act("ann", "pay", R"({"amount": 6})");
    EXPECT_EQ(answer.kind, Kind::refused);
    EXPECT_EQ(answer.code, "balance_too_low");
    EXPECT_EQ(look("ann")["points"], 5);
}

TEST_F(UnitOfWorkTest, AnAmountThatIsNotPositiveIsAFaultOfThePlugin) {
    EXPECT_EQ(act("ann", "earn", R"({"amount": 0})").kind, Kind::fault);
    EXPECT_EQ(act("ann", "earn", R"({"amount": -5})").kind, Kind::fault);
}

TEST_F(UnitOfWorkTest, ARefusedOrFailedCallLeavesNoTrace) {
    act("ann", "earn", R"({"amount": 5})");
    const auto before = look("ann");
    for (const std::string then : {"refuse", "fail"}) {
        act("ann", "earn", R"({"amount": 7, "then": ")" + then + "\"}");
        act("ann", "take", R"({"then": ")" + then + "\"}");
        act("ann", "note", R"({"text": "x", "then": ")" + then + "\"}");
        act("ann", "put", R"({"text": "x", "then": ")" + then + "\"}");
        act("ann", "add", R"({"amount": 3, "then": ")" + then + "\"}");
    }
    EXPECT_EQ(look("ann"), before);
}

TEST_F(UnitOfWorkTest, StockEndsAtTheDailyCapAndComesBackTheNextDay) {
    EXPECT_EQ(json::parse(act("ann", "take", R"({"count": 3})").body)["left"], 1);
    EXPECT_EQ(act("bob", "take", R"({"count": 2})").code, "sold_out");
    EXPECT_EQ(act("bob", "take").kind, Kind::done);
    EXPECT_EQ(act("bob", "take").code, "sold_out");
    now_ += 24h;
    EXPECT_EQ(json::parse(act("bob", "take", R"({"count": 4})").body)["left"], 0);
    now_ += 24h;
    EXPECT_EQ(json::parse(act("bob", "take", R"({"count": 2})").body)["left"], 0) << "ten in total";
}

TEST_F(UnitOfWorkTest, ReturnedStockCanBeTakenAgain) {
    act("ann", "take", R"({"count": 4})");
    EXPECT_EQ(json::parse(act("ann", "return", R"({"count": 1})").body)["left"], 1);
    EXPECT_EQ(act("bob", "take").kind, Kind::done);
    EXPECT_EQ(act("bob", "return", R"({"count": 99})").kind, Kind::fault);
}

TEST_F(UnitOfWorkTest, ARevisionWithLessStockThanIsGoneHasNoneLeft) {
    act("ann", "take", R"({"count": 4})");
    revise(R"({"stock": 2, "per_day": 4})");
    EXPECT_EQ(act("ann", "take").code, "sold_out");
    EXPECT_EQ(look("ann")["left"], 0);
}

TEST_F(UnitOfWorkTest, RecordsAreCountedByLocalDayAndPagedNewestFirst) {
    act("ann", "note", R"({"text": "a"})");
    act("ann", "note", R"({"text": "b"})");
    EXPECT_EQ(json::parse(act("ann", "note", R"({"text": "c"})").body)["today"], 3);
    now_ += 14h;  // past midnight in Shanghai
    EXPECT_EQ(json::parse(act("ann", "note", R"({"text": "d"})").body)["today"], 1);

    const auto first = look("ann");
    EXPECT_EQ(first["notes"], json({"d", "c"}));
    act("ann", "note", R"({"text": "e"})");
    const auto second = look("ann", json{{"cursor", first["next"]}}.dump());
    EXPECT_EQ(second["notes"], json({"b", "a"})) << "new lines do not shift a page";
    EXPECT_EQ(second["next"], "");
}

TEST_F(UnitOfWorkTest, AForeignCursorIsTheCallersMistake) {
    EXPECT_EQ(view("ann", "look", R"({"cursor": "nonsense"})").code, "invalid_cursor");
}

TEST_F(UnitOfWorkTest, StatesMoveOnlyAsDeclared) {
    EXPECT_EQ(act("ann", "move", R"({"to": "shipped"})").code, "not_possible_now");
    EXPECT_EQ(json::parse(act("ann", "move", R"({"to": "paid"})").body)["state"], "paid");
    EXPECT_EQ(act("ann", "move", R"({"to": "paid"})").kind, Kind::refused);
    EXPECT_EQ(json::parse(act("ann", "move", R"({"to": "shipped"})").body)["state"], "shipped");
    EXPECT_EQ(look("ann")["state"], "shipped");
    EXPECT_EQ(look("bob")["state"], "new");
}

TEST_F(UnitOfWorkTest, ValuesAndTalliesAreKept) {
    act("ann", "put", R"({"text": "one"})");
    EXPECT_EQ(json::parse(act("ann", "put", R"({"text": "it's \"two\" \\ 二"})").body)["version"], 2);
    EXPECT_EQ(look("ann")["doc"]["text"], "it's \"two\" \\ 二");
    act("ann", "add", R"({"amount": 3})");
    EXPECT_EQ(json::parse(act("bob", "add", R"({"amount": -1})").body)["sum"], 2);
}

TEST_F(UnitOfWorkTest, EachCouponIsGivenOnce) {
    EXPECT_EQ(act("ann", "coupon").code, "no_coupons");
    store_->import_coupons("probe", "tea", std::vector<std::string>{"T1", "T2"});
    EXPECT_EQ(look("ann")["coupons"], 2);
    EXPECT_EQ(act("ann", "coupon", R"({"then": "refuse"})").code, "asked_to");
    const auto first = json::parse(act("ann", "coupon").body)["code"];
    const auto second = json::parse(act("bob", "coupon").body)["code"];
    EXPECT_NE(first, second);
    EXPECT_EQ(act("ann", "coupon").code, "no_coupons");
}

TEST_F(UnitOfWorkTest, OnlyDeclaredEventsAreTold) {
    EXPECT_EQ(act("ann", "emit", R"({"topic": "probe.done"})").kind, Kind::done);
    EXPECT_EQ(act("ann", "emit", R"({"topic": "prize.won"})").kind, Kind::fault);
}

TEST_F(UnitOfWorkTest, ChanceComesFromTheHostAndIsRecorded) {
    script_ = {4};
    EXPECT_EQ(json::parse(act("ann", "draw", R"({"bound": 6})").body)["number"], 4);
    const auto reader = store_->reader();
    const auto records = reader->records(reader->player("default", "ann")->id, revision_->campaign, "draw", 0, 0, 1);
    ASSERT_EQ(records.size(), 1u);
    EXPECT_EQ(records[0].draws, "6:4");
}

TEST_F(UnitOfWorkTest, APluginCreditsWhatExpiresAndReadsTheLedger) {
    const auto until = (now_ + 1h).time_since_epoch().count();
    const auto gift = R"({"amount": 5, "until": )" + std::to_string(until) + "}";
    act("ann", "earn", R"({"amount": 10})");
    EXPECT_EQ(json::parse(act("ann", "gift", gift).body), json({{"balance", 15}, {"lots", 1}}));
    act("ann", "pay", R"({"amount": 2})");
    const auto before = json::parse(view("ann", "mine").body);
    EXPECT_EQ(before["lots"], json::array({{until, 3}}));
    EXPECT_EQ(before["entries"], json::array({{-2, "paid", "probe"}, {5, "gift", "probe"}}));
    now_ += 1h;
    EXPECT_EQ(json::parse(view("ann", "mine").body)["balance"], 10);
    EXPECT_EQ(json::parse(act("ann", "pay", R"({"amount": 10})").body)["balance"], 0);
    const auto after = json::parse(view("ann", "mine").body);
    EXPECT_EQ(after["entries"], json::array({{-10, "paid", "probe"}, {-3, "expired", "probe"}}));
    const auto older = json::parse(view("ann", "mine", json{{"cursor", after["next"]}}.dump()).body);
    EXPECT_EQ(older["entries"], before["entries"]);
    EXPECT_EQ(view("ann", "mine", R"({"cursor": "x"})").code, "invalid_cursor");
    EXPECT_EQ(act("ann", "gift", gift).kind, Kind::fault) << "it would have expired already";
    expect_ledger_adds_up();
}

TEST_F(UnitOfWorkTest, APluginKeepsABoard) {
    act("ann", "place", R"({"score": 5})");
    EXPECT_EQ(json::parse(act("ann", "place", R"({"score": 7})").body)["before"], 5);
    act("bob", "place", R"({"score": 9})");
    const auto seen = json::parse(view("ann", "mine").body);
    EXPECT_EQ(seen["top"], json::array({{"bob", 9}, {"ann", 7}}));
    EXPECT_EQ(seen["rank"], 2);
    EXPECT_EQ(act("ann", "place", R"({"score": 0})").kind, Kind::fault);
}

TEST_F(UnitOfWorkTest, AViewMustNotChangeAnything) {
    EXPECT_EQ(view("ann", "meddle").kind, Kind::fault);
    EXPECT_EQ(look("ann")["points"], 0);
}

TEST_F(UnitOfWorkTest, AVisitorWithoutASessionSeesTheCampaign) {
    act("ann", "add", R"({"amount": 3})");
    const auto seen = look("");
    EXPECT_EQ(seen["player"], "");
    EXPECT_EQ(seen["points"], 0);
    EXPECT_EQ(seen["sum"], 3);
}

TEST_F(UnitOfWorkTest, TheVersionGrowsWithEachChangeOnly) {
    const auto first = act("ann", "earn", R"({"amount": 1})").player_version;
    EXPECT_GT(first, 0);
    EXPECT_EQ(act("ann", "pay", R"({"amount": 9})").player_version, first);
    EXPECT_EQ(view("ann", "look").player_version, first);
    EXPECT_GT(act("ann", "put", R"({"text": "x"})").player_version, first);
}

}  // namespace
}  // namespace fairground::engine
