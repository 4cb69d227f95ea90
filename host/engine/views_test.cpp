// Views out of the cache: true to the player's last change, to the day, to what expires, and to what others change.
#include "engine/views.hpp"

#include <future>
#include <thread>

#include <gmock/gmock.h>

#include "cache/fills.hpp"
#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

class CachedViews : public Stage {
protected:
    void SetUp() override {
        Stage::SetUp();
        options_.cache = &cache_;
        start();
        open_views();
    }
    void TearDown() override {
        views_.reset();
        Stage::TearDown();
    }
    void open_views() {
        views_ =
            std::make_unique<Views>(*engine_, cache_, [](cache::Reply& reply, const auto&) { reply.etag = "made"; });
    }

    Views::Ask ask(const std::string& player, const std::string& view) {
        Views::Ask ask{.revision = revision_, .route = revision_->rules->manifest().view(view), .now = now_};
        if (!player.empty()) ask.player = auth::Player{.id = player};
        ask.query = query_;
        return ask;
    }
    // The reply, and whether the plugin was asked for it.
    struct Seen {
        json body;
        bool out_of_cache = false;
        std::int64_t version = 0;
    };
    Seen see(const Views::Ask& ask) {
        const auto seen = [](const cache::ReplyPtr& reply, bool out_of_cache) {
            EXPECT_EQ(reply->etag, "made");
            const bool done = Views::kind_of(*reply) == Answer::Kind::done;
            return Seen{done ? json::parse(reply->body) : json(reply->code), out_of_cache, reply->version};
        };
        if (const auto reply = views_->look(ask)) return seen(reply, true);
        std::promise<cache::ReplyPtr> got;
        views_->view(ask, [&](const cache::ReplyPtr& reply) { got.set_value(reply); });
        return seen(got.get_future().get(), false);
    }
    Seen see(const std::string& player, const std::string& view) { return see(ask(player, view)); }
    cache::ReplyPtr see_raw(const std::string& player, const std::string& view) {
        std::promise<cache::ReplyPtr> got;
        views_->view(ask(player, view), [&](const cache::ReplyPtr& reply) { got.set_value(reply); });
        return got.get_future().get();
    }
    template <typename Condition>
    static void wait_for(Condition condition) {
        for (int i = 0; i < 2000 && !condition(); ++i) std::this_thread::sleep_for(1ms);
        EXPECT_TRUE(condition());
    }

    cache::Cache cache_{cache::Options{}};
    std::unique_ptr<Views> views_;
    std::vector<std::pair<std::string, std::string>> query_;
};

TEST_F(CachedViews, APlayersViewIsComputedOnceAndAgainAfterEachOfHisChanges) {
    EXPECT_EQ(see("ann", "purse").body["points"], 0) << "who was never here has nothing";
    EXPECT_TRUE(see("ann", "purse").out_of_cache) << "that he has nothing is remembered, too";
    act("ann", "earn", R"({"amount": 5})");
    const auto after = see("ann", "purse");
    EXPECT_FALSE(after.out_of_cache);
    EXPECT_EQ(after.body["points"], 5);
    EXPECT_GT(after.version, 0);
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
    act("bob", "earn", R"({"amount": 7})");
    EXPECT_TRUE(see("ann", "purse").out_of_cache) << "what others do changes nothing of it";
    EXPECT_EQ(see("bob", "purse").body["points"], 7);
}

TEST_F(CachedViews, WhatARefusedOrFailedActionTriedChangesNothing) {
    see("ann", "purse");
    act("ann", "earn", R"({"amount": 5, "then": "refuse"})");
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
    EXPECT_EQ(see("ann", "purse").body["points"], 0);
}

TEST_F(CachedViews, WhoHasSeenANewerVersionIsNotGivenAnOlderReply) {
    see("ann", "purse");
    auto asked = ask("ann", "purse");
    asked.fresh.version = 3;
    EXPECT_FALSE(see(asked).out_of_cache);
    asked.fresh.version = 0;
    EXPECT_TRUE(see(asked).out_of_cache);
    asked.fresh.strong = true;
    EXPECT_FALSE(see(asked).out_of_cache) << "strong passes the cache by";
}

TEST_F(CachedViews, TheDayEndsAReplyThatLookedAtIt) {
    now_ += 13h + 30min;  // it was 10:00 in Shanghai
    act("ann", "note", R"({"text": "a"})");
    EXPECT_EQ(see("ann", "diary").body["today"], 1);
    now_ += 29min + 59s;
    EXPECT_TRUE(see("ann", "diary").out_of_cache);
    now_ += 1s;
    const auto next_day = see("ann", "diary");
    EXPECT_FALSE(next_day.out_of_cache);
    EXPECT_EQ(next_day.body["today"], 0);
}

TEST_F(CachedViews, WhatExpiresEndsAReplyThatLookedAtTheBalance) {
    const auto until = (now_ + 10min).time_since_epoch().count();
    act("ann", "gift", json{{"amount", 4}, {"until", until}}.dump());
    EXPECT_EQ(see("ann", "purse").body["points"], 4);
    now_ += 10min - 1ms;
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
    now_ += 1ms;
    EXPECT_EQ(see("ann", "purse").body["points"], 0);
}

TEST_F(CachedViews, TheTimeOfDayEndsWithTheSecond) {
    now_ += 300ms;
    const auto first = see("ann", "clock").body["now"];
    now_ += 699ms;
    EXPECT_EQ(see("bob", "clock").body["now"], first) << "it is the same for everybody";
    now_ += 1ms;
    EXPECT_NE(see("ann", "clock").body["now"], first);
}

TEST_F(CachedViews, WhatOthersChangeIsComputedForEachUnlessTheViewSaysHowOldItMayBe) {
    see("ann", "look");
    EXPECT_FALSE(see("ann", "look").out_of_cache) << "it looks at the stock";
    EXPECT_EQ(see("ann", "shelf").body["left"], 4);
    act("bob", "take");
    EXPECT_EQ(see("cat", "shelf").body["left"], 4) << "two seconds old it may be, for all players alike";
    EXPECT_TRUE(see("", "shelf").out_of_cache) << "and for visitors";
    now_ += 2s;
    EXPECT_TRUE(see("ann", "shelf").out_of_cache) << "three more, while a new one is computed";
    wait_for([&] { return see("ann", "shelf").body["left"] == 3; });
    now_ += 5s;
    EXPECT_FALSE(see("ann", "shelf").out_of_cache) << "and not longer";
}

// A refresh for each of thousands would stand in the queue before those who wait.
TEST_F(CachedViews, WhatHasSomethingOfThePlayerInItIsNotGivenWhileANewOneIsComputed) {
    EXPECT_EQ(see("ann", "stall").body["left"], 4);
    act("bob", "take");
    EXPECT_TRUE(see("ann", "stall").out_of_cache) << "two seconds old may be what others did";
    now_ += 2s;
    const auto again = see("ann", "stall");
    EXPECT_FALSE(again.out_of_cache);
    EXPECT_EQ(again.body["left"], 3);
    act("ann", "earn", R"({"amount": 5})");
    EXPECT_EQ(see("ann", "stall").body["points"], 5) << "and nothing of what she did";
}

TEST_F(CachedViews, ChanceIsNoReplyToKeep) {
    see("ann", "die");
    EXPECT_FALSE(see("ann", "die").out_of_cache);
}

TEST_F(CachedViews, AViewThatLooksAtNobodyIsTheSameForEverybody) {
    see("ann", "rules");
    EXPECT_TRUE(see("bob", "rules").out_of_cache);
    EXPECT_TRUE(see("", "rules").out_of_cache);
    query_ = {{"page", "2"}};
    EXPECT_FALSE(see("bob", "rules").out_of_cache) << "another query is another view";
}

TEST_F(CachedViews, AVisitorsReplyIsNoPlayers) {
    EXPECT_EQ(see("", "purse").body["player"], "");
    EXPECT_EQ(see("ann", "purse").body["player"], "ann");
    EXPECT_TRUE(see("", "purse").out_of_cache);
}

TEST_F(CachedViews, WhatIsKnownOfAPlayerIsPartOfTheName) {
    auto asked = ask("ann", "region");
    asked.player->attributes["region"] = "north";
    EXPECT_EQ(see(asked).body["region"], "north");
    asked.player->attributes["region"] = "south";
    EXPECT_EQ(see(asked).body["region"], "south");
}

TEST_F(CachedViews, ARefusalIsRememberedAndAFaultIsNot) {
    query_ = {{"as", "refusal"}};
    EXPECT_EQ(see("ann", "fail").body, "asked_to");
    EXPECT_TRUE(see("ann", "fail").out_of_cache);
    query_ = {{"as", "fault"}};
    see("ann", "fail");
    EXPECT_FALSE(see("ann", "fail").out_of_cache);
}

TEST_F(CachedViews, ANewRevisionHasNoOldReplies) {
    see("ann", "rules");
    revise(R"({"stock": 20})");
    EXPECT_FALSE(see("ann", "rules").out_of_cache);
}

TEST_F(CachedViews, AnAdminEndsWhatIsCachedOfACampaignOrATenant) {
    see("ann", "purse");
    EXPECT_TRUE(cache_.invalidate_campaign("another"));
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
    EXPECT_TRUE(cache_.invalidate_campaign("probe"));
    EXPECT_FALSE(see("ann", "purse").out_of_cache);
    EXPECT_TRUE(cache_.invalidate_tenant("default"));
    EXPECT_FALSE(see("ann", "purse").out_of_cache);
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
}

TEST_F(CachedViews, WhereOthersCommitTooTheVersionIsLookedAtAndNoMore) {
    see("ann", "purse");
    cache_.no_longer_alone();
    const auto computed = cache_.figures().computed;
    EXPECT_FALSE(see("ann", "purse").out_of_cache) << "the database is asked";
    EXPECT_EQ(cache_.figures().computed, computed) << "but the plugin is not";
    EXPECT_EQ(cache_.figures().confirmed, 1);
    const auto other_process = std::make_unique<Engine>(*store_, Options{});
    wait([&](Done done) { other_process->act(call("ann", "earn", R"({"amount": 5})"), std::move(done)); });
    EXPECT_EQ(see("ann", "purse").body["points"], 5);
}

TEST_F(CachedViews, EverybodyAtOnceIsOneLookAtTheDatabase) {
    constexpr int players = 1000;
    std::atomic<int> seen{0};
    const auto before = engine_->counters().reads;
    for (int i = 0; i < players; ++i) {
        const auto asked = ask("p" + std::to_string(i), "shelf");
        if (views_->look(asked)) {
            ++seen;
            continue;
        }
        views_->view(asked, [&](const cache::ReplyPtr& reply) {
            EXPECT_EQ(json::parse(reply->body)["left"], 4);
            ++seen;
        });
    }
    wait_for([&] { return seen == players; });
    EXPECT_EQ(engine_->counters().reads - before, 1u);
}

// A partner's question leaves behind what players then find, and finds what they left.
class ViewsOfMany : public CachedViews {
protected:
    std::vector<Answer> many(std::vector<std::string> players, const std::vector<std::string>& names) {
        std::vector<BulkView> asked;
        for (const auto& name : names)
            asked.push_back({.revision = revision_, .route = revision_->rules->manifest().view(name), .query = "{}"});
        std::promise<std::vector<Answer>> got;
        views_->many({.tenant = "default",
                      .players = std::move(players),
                      .views = std::make_shared<const std::vector<BulkView>>(std::move(asked)),
                      .now = now_,
                      .deadline = Clock::now() + 10s},
                     [&](std::vector<Answer>&& all) { got.set_value(std::move(all)); });
        return got.get_future().get();
    }
};

TEST_F(ViewsOfMany, WhatAQuestionComputedPlayersAndTheNextQuestionFind) {
    act("ann", "earn", R"({"amount": 5})");
    const auto first = many({"ann", "bob"}, {"purse", "shelf"});
    EXPECT_EQ(json::parse(first[0].text())["points"], 5);
    EXPECT_TRUE(see("ann", "purse").out_of_cache);
    EXPECT_TRUE(see("bob", "purse").out_of_cache) << "that he has nothing is remembered, too";
    EXPECT_TRUE(see("cid", "shelf").out_of_cache) << "what is everybody's is";
    const auto hits = cache_.figures().local_hits;
    const auto second = many({"ann", "bob"}, {"purse", "shelf"});
    EXPECT_EQ(cache_.figures().local_hits, hits + 4);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(second[i].text(), first[i].text());
        EXPECT_EQ(second[i].kind, first[i].kind);
    }
    EXPECT_GT(second[0].player_version, 0);
    EXPECT_EQ(second[0].player_version, see("ann", "purse").version);
}

TEST_F(ViewsOfMany, WhatIsMissingOfAPlayerIsComputedAndTheRestIsNot) {
    see("ann", "purse");
    const auto hits = cache_.figures().local_hits;
    many({"ann"}, {"purse", "shelf"});
    EXPECT_EQ(cache_.figures().local_hits, hits + 1);
    EXPECT_TRUE(see("ann", "shelf").out_of_cache);
}

TEST_F(ViewsOfMany, AChangeEndsWhatAQuestionLeftAndOneThatCameMeanwhileKeepsItOut) {
    many({"ann"}, {"purse"});
    act("ann", "earn", R"({"amount": 5})");
    EXPECT_EQ(json::parse(many({"ann"}, {"purse"})[0].text())["points"], 5);

    cache::Fills fills(cache_);
    const std::string who = cache::who_is("default", "eve"), family = "f";
    fills.expect(who);
    const cache::Changed changed{"default", "eve", 8};
    cache_.committed(std::span(&changed, 1));
    const auto scope = cache_.scope("default", revision_->id());
    auto reply = std::make_shared<cache::Reply>();
    reply->version = 7;
    reply->fresh_until = reply->until = 9'000'000'000'000;
    fills.keep({who, "own", "common", family}, scope->now(), {.reply = reply, .keep = true, .of_player = true});
    EXPECT_EQ(cache_.look(who, "own", "common", *scope, 1, 0).reply, nullptr) << "it was read before the change";
    reply = std::make_shared<cache::Reply>(*reply);
    reply->version = 8;
    fills.keep({who, "own", "common", family}, scope->now(), {.reply = reply, .keep = true, .of_player = true});
    EXPECT_EQ(cache_.look(who, "own", "common", *scope, 1, 0).reply, reply);
}

TEST_F(ViewsOfMany, WhatAFaultMadeIsNotKept) {
    many({"cracked"}, {"fragile"});
    EXPECT_FALSE(see_raw("cracked", "fragile")->fresh_until > 0);
}

TEST_F(CachedViews, AFailureIsGivenToAllWhoWaitAndNotKept) {
    options_.queue = 1;
    views_.reset();
    start();
    open_views();
    std::promise<void> blocked, go;
    const auto busy = [&](ReadWork work) { engine_->read({.id = "x"}, {}, std::move(work), [](auto) {}); };
    busy([&](store::Reader&, const auto&) { blocked.set_value(), go.get_future().wait(); });
    blocked.get_future().wait();
    std::promise<void> blocked_too, go_too;
    busy([&](store::Reader&, const auto&) { blocked_too.set_value(), go_too.get_future().wait(); });
    blocked_too.get_future().wait();
    busy([](store::Reader&, const auto&) {});  // takes the only place
    const auto refused = see_raw("ann", "rules");
    EXPECT_EQ(Views::kind_of(*refused), Answer::Kind::unavailable);
    EXPECT_EQ(refused->code, overloaded);
    go.set_value();
    go_too.set_value();
    wait_for([&] { return engine_->counters().waiting_reads == 0; });
    EXPECT_EQ(Views::kind_of(*see_raw("ann", "rules")), Answer::Kind::done);
}

}  // namespace
}  // namespace fairground::engine
