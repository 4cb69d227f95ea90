#include <future>

#include <gmock/gmock.h>

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using Kind = Answer::Kind;

class BulkTest : public Stage {
protected:
    BulkView bulk_view(const std::string& name, const std::string& query = "{}") {
        return {.revision = revision_, .route = revision_->rules->manifest().view(name), .query = query};
    }
    BulkCall bulk(std::vector<std::string> players, std::vector<BulkView> views) {
        return {.tenant = "default",
                .players = std::move(players),
                .views = std::make_shared<const std::vector<BulkView>>(std::move(views)),
                .now = now_,
                .deadline = Clock::now() + std::chrono::seconds(10)};
    }
    std::vector<Answer> ask(const BulkCall& call) {
        std::vector<Answer> answers;
        wait([&](Done done) {
            engine_->views(call, [&, done](std::vector<Answer>&& all) {
                answers = std::move(all);
                done({});
            });
        });
        return answers;
    }
    static std::vector<Kind> kinds(const std::vector<Answer>& answers) {
        std::vector<Kind> all;
        for (const auto& answer : answers) all.push_back(answer.kind);
        return all;
    }
};

TEST_F(BulkTest, EachAnswerIsThatOfAViewAlone) {
    for (const char* player : {"ann", "bob", "cid"}) {
        act(player, "earn", R"({"amount": 5})");
        act(player, "note", R"({"text": "hello"})");
    }
    act("bob", "earn", R"({"amount": 7})");
    act("bob", "put", R"({"text": "kept"})");
    act("cid", "move", R"({"to": "packed"})");
    act("cid", "take");
    const std::vector<std::string> players{"cid", "ann", "nobody", "bob"};
    const auto answers = ask(bulk(players, {bulk_view("mine"), bulk_view("look"), bulk_view("fragile")}));
    ASSERT_EQ(answers.size(), 12u);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const char* name = i % 3 == 0 ? "mine" : i % 3 == 1 ? "look" : "fragile";
        const auto alone = view(players[i / 3], name);
        EXPECT_EQ(answers[i].kind, Kind::done);
        EXPECT_EQ(answers[i].body, alone.body) << players[i / 3] << " " << name;
        EXPECT_EQ(answers[i].player_version, alone.player_version);
    }
}

TEST_F(BulkTest, OneThatFailsSpoilsNoOther) {
    act("ann", "earn", R"({"amount": 5})");
    const auto answers = ask(bulk({"cracked", "ann", "shy"}, {bulk_view("fragile"), bulk_view("look")}));
    EXPECT_THAT(kinds(answers),
                testing::ElementsAre(Kind::fault, Kind::done, Kind::done, Kind::done, Kind::refused, Kind::done));
    EXPECT_EQ(answers[2].body, R"({"points":5})");
    EXPECT_EQ(answers[4].code, "not_shown");
}

TEST_F(BulkTest, AQueryThatAViewDoesNotTakeIsItsAlone) {
    const auto answers = ask(bulk({"ann", "bob"}, {bulk_view("look", R"({"cursor": "nonsense"})"), bulk_view("mine")}));
    EXPECT_THAT(kinds(answers), testing::ElementsAre(Kind::invalid, Kind::done, Kind::invalid, Kind::done));
}

TEST_F(BulkTest, AccountsAreTheHostsOwnView) {
    act("ann", "earn", R"({"amount": 5})");
    act("bob", "unplanned");
    act("bob", "earn", R"({"amount": 2})");
    const auto answers = ask(bulk({"bob", "nobody", "ann"}, {BulkView{}}));
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[0].body, R"({"accounts":[{"currency":"gems","balance":1},{"currency":"points","balance":2}]})");
    EXPECT_EQ(answers[1].body, R"({"accounts":[]})");
    EXPECT_EQ(answers[2].body, R"({"accounts":[{"currency":"points","balance":5}]})");
}

TEST_F(BulkTest, NobodyIsCalledWhereACampaignIsClosed) {
    auto closed = bulk_view("look");
    closed.closed = Closed{"quarantined", "out of order", Kind::unavailable};
    const auto answers = ask(bulk({"ann"}, {closed, BulkView{}}));
    EXPECT_EQ(answers[0].code, "quarantined");
    EXPECT_EQ(answers[1].kind, Kind::done);
}

// Knows everything of ann, and of cid one view; notes what was computed.
class OneWhoKnows final : public BulkMemory {
public:
    std::optional<Answer> known(const std::string& player, std::size_t view) override {
        if (player == "bob" || (player == "cid" && view == 1)) return std::nullopt;
        return Answer{.kind = Kind::done, .body = "{\"known\":true}"};
    }
    void computed(const std::string& player, std::size_t view, Answer& answer) override {
        told.push_back(player + " " + std::to_string(view) + (answer.lasting ? " lasts" : ""));
    }
    std::vector<std::string> told;
};

TEST_F(BulkTest, WhatIsKnownIsNotComputed) {
    for (const char* player : {"ann", "bob", "cid"}) act(player, "earn", R"({"amount": 5})");
    auto call = bulk({"bob", "ann", "cid"}, {bulk_view("fragile"), bulk_view("mine")});
    const auto memory = std::make_shared<OneWhoKnows>();
    call.memory = memory;
    const auto answers = ask(call);
    EXPECT_EQ(answers[0].body, R"({"points":5})");
    EXPECT_EQ(answers[1].body, view("bob", "mine").body);
    for (const std::size_t known : {2, 3, 4}) EXPECT_EQ(answers[known].body, R"({"known":true})");
    EXPECT_EQ(answers[5].body, view("cid", "mine").body);
    EXPECT_THAT(memory->told, testing::ElementsAre("bob 0 lasts", "bob 1", "cid 1"));
}

TEST_F(BulkTest, WhatIsNotBegunInTimeIsUnavailable) {
    auto call = bulk({"ann"}, {bulk_view("look"), BulkView{}});
    call.deadline = Clock::now() - std::chrono::seconds(1);
    EXPECT_THAT(kinds(ask(call)), testing::ElementsAre(Kind::unavailable, Kind::unavailable));
}

TEST_F(BulkTest, ADatabaseThatIsAwayIsUnavailableAndNeverEmpty) {
    auto away = store::Store::open({.url = "mariadb://nobody@127.0.0.1:1/none"});
    Engine engine(*away, options_);
    std::promise<std::vector<Answer>> answered;
    engine.views(bulk({"ann", "bob"}, {bulk_view("look"), BulkView{}}),
                 [&](std::vector<Answer>&& all) { answered.set_value(std::move(all)); });
    EXPECT_THAT(kinds(answered.get_future().get()),
                testing::ElementsAre(Kind::unavailable, Kind::unavailable, Kind::unavailable, Kind::unavailable));
}

}  // namespace
}  // namespace fairground::engine
