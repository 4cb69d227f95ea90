// More calls than can be carried out: who is refused, who is not, and whose turn comes when.
#include <condition_variable>
#include <future>

#include "engine/testing/stage.hpp"

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;
using Revision = std::shared_ptr<const campaign::Revision>;

// The writer is stuck in a handler until let_go.
class OverloadTest : public Stage {
protected:
    void SetUp() override {
        Stage::SetUp();
        options_.chance = [this](std::uint32_t) {
            std::unique_lock lock(mutex_);
            stuck_ = true;
            changed_.notify_all();
            changed_.wait(lock, [this] { return free_; });
            return 0u;
        };
        options_.batch = 1;
        start();
    }
    void TearDown() override {
        let_go();
        Stage::TearDown();
    }
    void get_stuck() {
        ask(revision_, "draw", R"({"bound": 2})");
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stuck_; });
    }
    void let_go() {
        const std::lock_guard lock(mutex_);
        free_ = true;
        changed_.notify_all();
    }

    std::map<std::string, Revision> campaigns(const std::vector<std::string>& yamls) {
        std::vector<config::CampaignFile> files;
        for (const auto& yaml : yamls) files.push_back(config::parse_campaign(yaml, "test.yaml"));
        const auto catalogue = campaign::Catalogue::load(files, *shelf_, *store_);
        std::map<std::string, Revision> by_id;
        for (const auto& campaign : catalogue.all()) by_id[campaign->revision()->id()] = campaign->revision();
        return by_id;
    }

    // The answers are kept in the order in which they came.
    void ask(const Revision& revision, const std::string& action = "nothing", const std::string& body = "{}",
             Clock::duration patience = 10s) {
        ActionCall call{revision,
                        revision->rules->manifest().action(action),
                        {.tenant = revision->config.tenant, .id = "ann"},
                        body,
                        {},
                        now_,
                        Clock::now() + patience};
        engine_->act(std::move(call), [this, id = revision->id()](Answer&& answer) {
            const std::lock_guard lock(mutex_);
            order_.push_back(id);
            answers_.push_back(std::move(answer));
            changed_.notify_all();
        });
    }
    bool answered(std::size_t so_many) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, 10s, [&] { return answers_.size() >= so_many; });
    }
    std::size_t done() {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(
            std::ranges::count(answers_, Answer::Kind::done, [](const Answer& answer) { return answer.kind; }));
    }
    std::size_t refused() {
        const std::lock_guard lock(mutex_);
        return static_cast<std::size_t>(std::ranges::count_if(answers_, [](const Answer& answer) {
            return answer.kind == Answer::Kind::unavailable && answer.code == overloaded;
        }));
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stuck_ = false;
    bool free_ = false;
    std::vector<Answer> answers_;
    std::vector<std::string> order_;
};

TEST_F(OverloadTest, WhatIsTooMuchIsRefusedAtOnceAndTheRestIsDone) {
    get_stuck();
    EXPECT_FALSE(engine_->refusal(*revision_, Clock::now() + 10s).has_value());
    for (int i = 0; i < 1000; ++i) ask(revision_);
    const auto too_much = refused();
    EXPECT_GT(too_much, 500u);
    const auto refusal = engine_->refusal(*revision_, Clock::now() + 10s);
    ASSERT_TRUE(refusal.has_value());
    EXPECT_EQ(refusal->kind, Answer::Kind::unavailable);
    EXPECT_EQ(refusal->code, overloaded);
    EXPECT_EQ(engine_->counters().refused.overload, too_much + 1);
    EXPECT_EQ(engine_->counters().waiting, 1000 - too_much);
    let_go();
    ASSERT_TRUE(answered(1001));
    EXPECT_EQ(done(), 1001 - too_much);
    EXPECT_EQ(engine_->counters().waiting, 0u);
}

TEST_F(OverloadTest, WithoutAQueueTimeOnlyTheQueuesBoundHolds) {
    options_.queue_time = 0ms;
    options_.queue = 5000;
    start();
    get_stuck();
    for (int i = 0; i < 2000; ++i) ask(revision_);
    EXPECT_EQ(refused(), 0u);
}

TEST_F(OverloadTest, AnOverdueCallIsAnsweredWhileTheWriterHangs) {
    get_stuck();
    ask(revision_, "nothing", "{}", 100ms);
    ask(revision_, "nothing", "{}", 10s);
    ASSERT_TRUE(answered(1));
    EXPECT_EQ(refused(), 1u);
    EXPECT_EQ(engine_->counters().refused.late, 1u);
    EXPECT_EQ(engine_->counters().waiting, 1u);
}

TEST_F(OverloadTest, AFloodedCampaignIsRefusedAndItsNeighbourIsNot) {
    const auto all = campaigns({"id: loud\nplugin: probe\n", "id: quiet\nplugin: probe\n"});
    get_stuck();
    for (int i = 0; i < 1000; ++i) ask(all.at("loud"));
    const auto before = refused();
    for (int i = 0; i < 3; ++i) ask(all.at("quiet"));
    EXPECT_EQ(refused(), before);
    ask(all.at("loud"));
    EXPECT_EQ(refused(), before + 1);
    EXPECT_EQ(engine_->counters().refused.campaign, 1u);
}

TEST_F(OverloadTest, AQuietCampaignDoesNotWaitBehindAFloodedOne) {
    options_.queue_time = 0ms;  // nobody is refused
    start();
    const auto all = campaigns({"id: loud\nplugin: probe\n", "id: quiet\nplugin: probe\n"});
    get_stuck();
    for (int i = 0; i < 50; ++i) ask(all.at("loud"));
    ask(all.at("quiet"));
    let_go();
    ASSERT_TRUE(answered(52));
    const auto place = std::ranges::find(order_, "quiet") - order_.begin();
    EXPECT_LE(place, 3);
}

TEST_F(OverloadTest, TenantsComeInTurnHoweverManyCampaignsTheyHave) {
    options_.queue_time = 0ms;  // nobody is refused
    start();
    const auto all = campaigns({"id: a1\nplugin: probe\ntenant: shop\n", "id: a2\nplugin: probe\ntenant: shop\n",
                                "id: a3\nplugin: probe\ntenant: shop\n", "id: b1\nplugin: probe\ntenant: bank\n"});
    get_stuck();
    for (int i = 0; i < 10; ++i)
        for (const auto& [id, revision] : all) ask(revision);
    let_go();
    ASSERT_TRUE(answered(41));
    // The first one is the stuck call; the newcomers' turns come before the first round.
    EXPECT_GE(std::count(order_.begin() + 1, order_.begin() + 17, "b1"), 6);
}

TEST_F(OverloadTest, ViewsThatAreTooManyAreRefusedToo) {
    options_.readers = 1;
    start();
    std::promise<void> go_on;
    const auto wait = go_on.get_future().share();
    engine_->read(
        {.id = "ann"}, {}, [wait](store::Reader&, const std::optional<store::PlayerRow>&) { wait.wait(); },
        [](std::exception_ptr) {});
    std::atomic<int> refused{0};
    std::atomic<int> answers{0};
    for (int i = 0; i < 5000; ++i)
        engine_->view({revision_, revision_->rules->manifest().view("look"), std::nullopt, "{}", now_},
                      [&](Answer&& answer) {
                          refused += answer.code == overloaded ? 1 : 0;
                          ++answers;
                      });
    EXPECT_GT(refused, 1000);
    EXPECT_LT(refused, 5000);
    bool busy = false;
    engine_->read(
        {.id = "ann"}, {}, [](store::Reader&, const std::optional<store::PlayerRow>&) {},
        [&](std::exception_ptr failure) {
            try {
                std::rethrow_exception(std::move(failure));
            } catch (const Busy&) {
                busy = true;
            }
        });
    EXPECT_FALSE(busy) << "who asks for his own balance is not the one who floods";
    go_on.set_value();
    for (int i = 0; i < 1000 && answers < 5000; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(answers, 5000);
}

}  // namespace
}  // namespace fairground::engine
