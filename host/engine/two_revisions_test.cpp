// While a campaign is rolled out, calls of two of its revisions meet in one batch, and two of its revisions listen.
#include <latch>

#include <gmock/gmock.h>

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using Kind = Answer::Kind;
using nlohmann::json;

class TwoRevisionsTest : public Stage {
protected:
    void open(const std::string& id, const std::string& plugin, const std::string& live, const std::string& next) {
        const auto file = [&](const std::string& settings) {
            return config::parse_campaign("id: " + id + "\nplugin: " + plugin +
                                              "\ntime_zone: Asia/Shanghai\ncosts: {unit: CNY, prizes: {cup: 2}}\n"
                                              "settings: " +
                                              settings,
                                          id + ".yaml");
        };
        std::vector<config::CampaignFile> files{file(live)};
        if (id != "probe")
            files.push_back(config::parse_campaign(
                "id: probe\nplugin: probe\ntime_zone: Asia/Shanghai\nsettings: {stock: 10}", "probe.yaml"));
        engine_.reset();
        catalogue_.emplace(campaign::Catalogue::load(files, *shelf_, *store_));
        const auto rollouts = store_->rollouts();
        const auto added = rollouts->add(catalogue_->draft(file(next), *shelf_));
        campaign_ = catalogue_->find(id);
        campaign::Rollout rollout;
        rollout.revision = added.number;
        rollout.base = campaign_->revision()->number;
        rollout.share.allow = {"eve"};
        store::Standing standing;
        standing.campaign = added.campaign;
        standing.name = id;
        standing.live = rollout.base;
        standing.rollout = campaign::to_stored(rollout);
        ASSERT_TRUE(rollouts->set(standing, 0, std::nullopt));
        catalogue_->follow(*shelf_, *store_);
        ASSERT_TRUE(campaign_->serving()->next);
        revision_ = catalogue_->find("probe")->revision();
        options_.catalogue = &*catalogue_;
        start();
    }
    void TearDown() override {
        engine_.reset();
        revision_.reset();
        campaign_.reset();
        catalogue_.reset();
        Stage::TearDown();
    }

    std::optional<campaign::Catalogue> catalogue_;
    std::shared_ptr<campaign::Campaign> campaign_;
};

TEST_F(TwoRevisionsTest, CallsOfBothInOneBatchAreEachDecidedByTheirOwnAndBoundByItsStock) {
    open("probe", "probe", "{stock: 10, per_day: 100}", "{stock: 6, per_day: 100}");
    const auto serving = campaign_->serving();
    constexpr int calls = 40;
    std::array<std::atomic<int>, 2> taken{};  // by the live one, by the next
    std::atomic<int> wrong{0};
    std::latch answered(calls);
    for (int i = 0; i < calls; ++i) {
        const auto revision = i % 2 == 0 ? serving->live : serving->next;
        auto one = call("p" + std::to_string(i), "take", "{}");
        one.revision = revision;
        one.route = revision->rules->manifest().action("take");
        engine_->act(std::move(one), [&, i, number = revision->number](Answer&& answer) {
            if (answer.kind == Kind::done) ++taken.at(static_cast<std::size_t>(i % 2));
            wrong += answer.revision != number;
            answered.count_down();
        });
    }
    answered.wait();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(taken[0] + taken[1], 10) << "what is taken is one number, bound by the larger cap";
    EXPECT_LE(taken[1], 6);
    EXPECT_EQ(serving->live->figures->counted().cost, 2.0 * taken[0]);
    EXPECT_EQ(serving->next->figures->counted().cost, 2.0 * taken[1]);
    expect_ledger_adds_up();
}

TEST_F(TwoRevisionsTest, OfTwoThatListenEachHearsWhomItServes) {
    open("echo", "echo", "{listens: [probe.done]}", "{listens: []}");
    for (const char* player : {"ann", "eve"})
        EXPECT_EQ(act(player, "tell", R"({"amount":5})").kind, Kind::done) << player;
    const auto heard = [&](const std::string& player) {
        const auto revision = campaign_->revision();
        ViewCall view{revision, revision->rules->manifest().view("look"), auth::Player{.id = player}, "{}", now_};
        return json::parse(wait([&](Done done) { engine_->view(view, std::move(done)); }).body)["records"].size();
    };
    EXPECT_EQ(heard("ann"), 1u);
    EXPECT_EQ(heard("eve"), 0u) << "her revision does not listen";
}

TEST_F(TwoRevisionsTest, WhereBothListenTheEventIsHeardOnce) {
    open("echo", "echo", "{listens: [probe.done]}", "{listens: [probe.done], how: [answer]}");
    EXPECT_EQ(act("eve", "tell", R"({"amount":5})").kind, Kind::done);
    const auto revision = campaign_->revision();
    ViewCall view{revision, revision->rules->manifest().view("look"), auth::Player{.id = "eve"}, "{}", now_};
    const auto seen = json::parse(wait([&](Done done) { engine_->view(view, std::move(done)); }).body);
    EXPECT_EQ(seen["records"].size(), 1u);
    expect_ledger_adds_up();
}

}  // namespace
}  // namespace fairground::engine
