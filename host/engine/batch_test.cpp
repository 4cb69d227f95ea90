// Many calls at a time: batches, idempotency keys, and neighbours that do not disturb each other.
#include "engine/batch.hpp"

#include <atomic>
#include <latch>

#include "engine/testing/stage.hpp"
#include "support/sql.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using Kind = Answer::Kind;

class BatchTest : public Stage {
protected:
    // Sends all at once and waits for all.
    std::vector<Answer> act_together(std::vector<ActionCall> calls) {
        std::vector<Answer> answers(calls.size());
        std::latch open(static_cast<std::ptrdiff_t>(calls.size()));
        for (std::size_t i = 0; i < calls.size(); ++i)
            engine_->act(std::move(calls[i]), [&, i](Answer&& answer) {
                answers[i] = std::move(answer);
                open.count_down();
            });
        open.wait();
        return answers;
    }
};

TEST_F(BatchTest, TheSameKeyIsCarriedOutOnceAndAnsweredTwice) {
    const auto first = act("ann", "earn", R"({"amount": 5})", "k1");
    const auto again = act("ann", "earn", R"({"amount": 5})", "k1");
    EXPECT_FALSE(first.replayed);
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.player_version, first.player_version);
    EXPECT_EQ(look("ann")["points"], 5);
}

TEST_F(BatchTest, AKeyBelongsToOnePlayer) {
    act("ann", "earn", R"({"amount": 5})", "k1");
    EXPECT_FALSE(act("bob", "earn", R"({"amount": 5})", "k1").replayed);
}

TEST_F(BatchTest, TheSameKeyWithAnotherBodyOrActionIsAConflict) {
    act("ann", "earn", R"({"amount": 5})", "k1");
    EXPECT_EQ(act("ann", "earn", R"({"amount": 6})", "k1").kind, Kind::key_conflict);
    EXPECT_EQ(act("ann", "pay", R"({"amount": 5})", "k1").kind, Kind::key_conflict);
    EXPECT_EQ(look("ann")["points"], 5);
}

TEST_F(BatchTest, ARefusedCallMayBeAskedAgainWithItsKey) {
    EXPECT_EQ(act("ann", "pay", R"({"amount": 5})", "k1").kind, Kind::refused);
    act("ann", "earn", R"({"amount": 5})");
    const auto answer = act("ann", "pay", R"({"amount": 5})", "k1");
    EXPECT_EQ(answer.kind, Kind::done);
    EXPECT_FALSE(answer.replayed);
}

TEST_F(BatchTest, AClosedCampaignStillGivesTheStoredAnswer) {
    const auto first = act("ann", "earn", R"({"amount": 5})", "k1");
    const auto closed = [&](const std::string& key) {
        auto late = call("ann", "earn", R"({"amount": 5})", key);
        late.closed = {"ended", "the campaign ended"};
        return wait([&](Done done) { engine_->act(std::move(late), std::move(done)); });
    };
    EXPECT_EQ(closed("k1").body, first.body);
    EXPECT_EQ(closed("k2").code, "ended");
    EXPECT_EQ(look("ann")["points"], 5);
}

TEST_F(BatchTest, AKeyedCallThatChangesNothingIsRememberedToo) {
    act("ann", "nothing", "{}", "k1");
    EXPECT_TRUE(act("ann", "nothing", "{}", "k1").replayed);
}

TEST_F(BatchTest, AUsedKeyThatNobodyLookedUpIsNoticedWhenItIsStoredAgain) {
    const auto first = act("ann", "earn", R"({"amount": 5})", "k1");
    for (int i = 0; i < 3; ++i) {
        const auto again = act("ann", "earn", R"({"amount": 5})", "k1");
        EXPECT_TRUE(again.replayed);
        EXPECT_EQ(again.body, first.body);
    }
    EXPECT_EQ(engine_->counters().retried_batches, 1u) << "who asks again is expected to do so once more";
    expect_ledger_adds_up();
}

TEST_F(BatchTest, WhatWouldNowBeRefusedUnderAUsedKeyIsAnsweredAsItWasThen) {
    act("ann", "earn", R"({"amount": 5})");
    const auto first = act("ann", "pay", R"({"amount": 5})", "k1");
    ASSERT_EQ(first.kind, Kind::done);
    const auto again = act("ann", "pay", R"({"amount": 5})", "k1");
    EXPECT_TRUE(again.replayed);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(engine_->counters().retried_batches, 0u) << "it changes nothing, so nothing is in its way";
}

TEST_F(BatchTest, AUsedKeyAmongNewOnesChangesNothingForThem) {
    act("p0", "earn", R"({"amount": 1})", "k");
    std::vector<ActionCall> calls;
    for (int i = 0; i < 60; ++i) calls.push_back(call("p" + std::to_string(i), "earn", R"({"amount": 1})", "k"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 60; ++i) {
        EXPECT_EQ(answers[i].replayed, i == 0);
        EXPECT_EQ(look("p" + std::to_string(i))["points"], 1);
    }
    expect_ledger_adds_up();
}

TEST_F(BatchTest, TheSameKeyTwiceInOneBatchIsCarriedOutOnce) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 32; ++i) calls.push_back(call("ann", "earn", R"({"amount": 5})", "k1"));
    int replayed = 0;
    for (const auto& answer : act_together(std::move(calls))) {
        EXPECT_EQ(answer.kind, Kind::done);
        replayed += answer.replayed ? 1 : 0;
    }
    EXPECT_EQ(replayed, 31);
    EXPECT_EQ(look("ann")["points"], 5);
}

TEST_F(BatchTest, ManyPlayersShareBatchesAndEachGetsHisOwnAnswer) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 300; ++i)
        calls.push_back(call("p" + std::to_string(i), "earn", R"({"amount": )" + std::to_string(i + 1) + "}"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 300; ++i) EXPECT_EQ(json::parse(answers[i].body)["balance"], i + 1);
    EXPECT_LT(engine_->counters().batches, 100u) << "calls that wait together share a transaction";
    expect_ledger_adds_up();
}

TEST_F(BatchTest, CallsOfOnePlayerFollowEachOther) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 50; ++i) calls.push_back(call("ann", "earn", R"({"amount": 1})"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 50; ++i) EXPECT_EQ(json::parse(answers[i].body)["balance"], i + 1);
}

TEST_F(BatchTest, OneBadCallDoesNotDisturbItsNeighbours) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 60; ++i)
        calls.push_back(call("p" + std::to_string(i), "earn",
                             i % 3 == 0   ? R"({"amount": 1, "then": "fail"})"
                             : i % 3 == 1 ? R"({"amount": 1, "then": "refuse"})"
                                          : R"({"amount": 1})"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 60; ++i)
        EXPECT_EQ(answers[i].kind, i % 3 == 0 ? Kind::fault : i % 3 == 1 ? Kind::refused : Kind::done);
    EXPECT_EQ(engine_->counters().faults, 20u);
    EXPECT_EQ(look("p2")["points"], 1);
    EXPECT_EQ(look("p0")["points"], 0);
}

TEST_F(BatchTest, StockIsNotOversoldByABatch) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 40; ++i) calls.push_back(call("p" + std::to_string(i), "take", "{}"));
    int taken = 0;
    for (const auto& answer : act_together(std::move(calls))) taken += answer.kind == Kind::done ? 1 : 0;
    EXPECT_EQ(taken, 4);
    expect_ledger_adds_up();
}

TEST_F(BatchTest, LaterCallsOfABatchSeeEarlierOnes) {
    std::vector<ActionCall> calls;
    for (int i = 0; i < 20; ++i) calls.push_back(call("ann", "note", R"({"text": "n"})"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(json::parse(answers[i].body)["today"], i + 1);
}

TEST_F(BatchTest, WhatNoPlanNamedIsLoadedAndCounted) {
    act("ann", "earn", R"({"amount": 1})");
    EXPECT_EQ(engine_->counters().undeclared_loads, 0u);
    act("ann", "unplanned");
    EXPECT_EQ(json::parse(act("ann", "unplanned").body)["gems"], 2);
    EXPECT_EQ(engine_->counters().undeclared_loads, 2u);
}

TEST_F(BatchTest, ABadBodyIsAnsweredBeforeAnyTransaction) {
    const auto answer = act("ann", "earn", R"({"amount": "many"})");
    EXPECT_EQ(answer.kind, Kind::invalid);
    EXPECT_EQ(answer.code, "invalid_body");
    EXPECT_FALSE(store_->reader()->player("default", "ann").has_value());
}

TEST_F(BatchTest, AnOverdueCallIsUnavailable) {
    auto late = call("ann", "earn", R"({"amount": 5})");
    late.deadline = Clock::now() - std::chrono::seconds(1);
    const auto answer = wait([&](Done done) { engine_->act(std::move(late), std::move(done)); });
    EXPECT_EQ(answer.kind, Kind::unavailable);
    EXPECT_EQ(look("ann")["points"], 0);
}

TEST_F(BatchTest, ACallThatTheDatabaseRefusesIsFoundWithFewTransactionsAndHarmsNoOther) {
    test::Sql::sqlite(folder_ / "test.db")
        ->execute(
            "CREATE TRIGGER poison BEFORE INSERT ON entry WHEN NEW.amount = 13 BEGIN SELECT RAISE(ABORT, 'no'); END");
    std::vector<ActionCall> calls;
    for (int i = 0; i < 64; ++i)
        calls.push_back(call("p" + std::to_string(i), "earn", i == 40 ? R"({"amount": 13})" : R"({"amount": 5})"));
    const auto answers = act_together(std::move(calls));
    for (int i = 0; i < 64; ++i) EXPECT_EQ(answers[i].kind, i == 40 ? Kind::fault : Kind::done) << i;
    EXPECT_EQ(look("p40")["points"], 0);
    EXPECT_EQ(look("p41")["points"], 5);
    EXPECT_LT(engine_->counters().batches, 20u);
}

TEST_F(BatchTest, WhatIsQueuedWhenTheEngineEndsIsStillCarriedOut) {
    std::atomic<int> done{0};
    for (int i = 0; i < 500; ++i)
        engine_->act(call("p" + std::to_string(i), "earn", R"({"amount": 1})"),
                     [&](Answer&& answer) { done += answer.kind == Kind::done ? 1 : 0; });
    engine_.reset();
    EXPECT_EQ(done, 500);
}

TEST_F(BatchTest, AFullQueueAnswersAtOnce) {
    options_.queue = 0;
    start();
    EXPECT_EQ(act("ann", "nothing").kind, Kind::unavailable);
}

TEST(Fingerprint, TellsActionAndBodyApart) {
    EXPECT_EQ(fingerprint("spin", "{}"), fingerprint("spin", "{}"));
    EXPECT_NE(fingerprint("spin", "{}"), fingerprint("spi", "n{}"));
    EXPECT_NE(fingerprint("spin", "{}"), fingerprint("spin", "{ }"));
    EXPECT_EQ(fingerprint("spin", "{}").size(), 32u);
}

}  // namespace
}  // namespace fairground::engine
