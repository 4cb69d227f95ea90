// Runs of jobs over a real SQLite store: each player once, whatever breaks off.
#include <filesystem>
#include <latch>

#include <gmock/gmock.h>
#include <unistd.h>

#include "schedule/schedule.hpp"

namespace fairground::schedule {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

using Work = schedule::Run;  // "Run" is a private word of a gtest fixture

class SchedulerTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("fairground-schedule-" + std::to_string(getpid()) + "-" +
                                                      testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        store_ = store::Store::open({.url = "sqlite:" + (folder_ / "test.db").string()});
        store_->migrate();
        shelf_ = std::make_unique<plugin::Shelf>(SCHEDULE_TEST_PLUGINS, folder_ / "images");
        catalogue_.emplace(campaign::Catalogue::load(
            {config::parse_campaign("id: visits\nplugin: visits\ntime_zone: Asia/Shanghai\nsettings: {}", "v.yaml")},
            *shelf_, *store_));
        engine_ = std::make_unique<engine::Engine>(*store_, engine::Options{.catalogue = &*catalogue_});
        jobs_ = store_->jobs();
        options_.chunk = 20;
        options_.beat = 5ms;
        options_.now = [this] { return now_.load(); };
        // Whatever the machine's clock says, the campaign is older than the evenings of the test.
        now_ = std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now()) + 48h;
    }
    void TearDown() override {
        jobs_.reset();
        engine_.reset();
        catalogue_.reset();
        shelf_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    campaign::Campaign& visits() { return *catalogue_->find("visits"); }
    const plugin::Job& job() { return visits().revision()->rules->manifest().jobs.front(); }
    Due due() { return last_due(job().when, visits().revision()->local_time, now_); }

    void visit(const std::string& prefix, int count) {
        std::latch done(count);
        const auto revision = visits().revision();
        for (int i = 0; i < count; ++i)
            engine_->act({.revision = revision,
                          .route = revision->rules->manifest().action("visit"),
                          .player = {.id = prefix + std::to_string(i)},
                          .body = "{}",
                          .now = now_,
                          .deadline = engine::Clock::now() + 10s},
                         [&](engine::Answer&& answer) {
                             EXPECT_EQ(answer.kind, engine::Answer::Kind::done) << answer.detail;
                             done.count_down();
                         });
        done.wait();
    }
    // The days of the runs that the player was called up for, as his records say.
    std::vector<std::int32_t> reminded(const std::string& player) {
        const auto reader = store_->reader();
        std::vector<std::int32_t> days;
        const auto row = reader->player("default", player);
        if (!row) return days;
        for (const auto& line : reader->records(row->id, visits().revision()->campaign, "reminded", 0, 0, 100))
            days.push_back(json::parse(line.payload)["day"]);
        return days;
    }
    void expect_each_once(const std::string& prefix, int count) {
        for (int i = 0; i < count; ++i)
            EXPECT_THAT(reminded(prefix + std::to_string(i)), ElementsAre(due().day)) << prefix << i;
        for (const auto& finding : store_->recount(10)) ADD_FAILURE() << finding.rule << ": " << finding.detail;
    }

    store::JobRun fresh() {
        return {.campaign = visits().revision()->campaign,
                .job = "remind",
                .day = due().day,
                .due = due().at.time_since_epoch().count(),
                .started = now_.load().time_since_epoch().count()};
    }
    std::vector<store::JobRun> runs() { return jobs_->runs(visits().revision()->campaign, "remind", 100); }
    bool finished() {
        const auto all = runs();
        return !all.empty() && all.front().day == due().day && all.front().finished;
    }
    template <typename Condition>
    static bool comes_true(Condition condition) {
        for (int i = 0; i < 2000; ++i) {
            if (condition()) return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    }

    std::filesystem::path folder_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<plugin::Shelf> shelf_;
    std::optional<campaign::Catalogue> catalogue_;
    std::unique_ptr<engine::Engine> engine_;
    std::unique_ptr<store::Jobs> jobs_;
    std::atomic<campaign::Time> now_{};
    Options options_;
    Counters counters_;
    const std::string holder_ = "test";
};

TEST_F(SchedulerTest, CallsEachPlayerOnceAndCountsHowItWent) {
    visit("p", 45);
    visit("shy", 3);
    visit("odd", 2);
    Scheduler scheduler(*engine_, *store_, *catalogue_, options_, counters_);
    ASSERT_TRUE(comes_true([&] { return finished(); }));
    const auto run = runs().front();
    EXPECT_EQ(run.done, 45);
    EXPECT_EQ(run.refused, 3);
    EXPECT_EQ(run.failed, 2);
    EXPECT_EQ(counters_.done, 45u);
    expect_each_once("p", 45);
    EXPECT_THAT(reminded("shy0"), IsEmpty());
}

TEST_F(SchedulerTest, OfMissedRunsOnlyTheLatestIsCaughtUp) {
    visit("p", 3);
    now_ = now_.load() + 24h * 5;
    {
        Scheduler scheduler(*engine_, *store_, *catalogue_, options_, counters_);
        ASSERT_TRUE(comes_true([&] { return finished(); }));
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_EQ(runs().size(), 1u);
    expect_each_once("p", 3);
}

TEST_F(SchedulerTest, TheNextEveningIsANewRun) {
    visit("p", 3);
    Scheduler scheduler(*engine_, *store_, *catalogue_, options_, counters_);
    ASSERT_TRUE(comes_true([&] { return finished(); }));
    const auto first = due().day;
    now_ = now_.load() + 24h;
    ASSERT_TRUE(comes_true([&] { return finished(); }));
    EXPECT_THAT(reminded("p0"), ElementsAre(due().day, first));
}

TEST_F(SchedulerTest, ARunThatBrokeOffInAChunkGoesOnAndCallsNobodyTwice) {
    visit("p", 50);
    jobs_->begin(fresh());
    Work run(*engine_, *jobs_, visits(), "remind", fresh(), holder_, options_);
    ASSERT_EQ(run.step(), Work::Step::going_on);
    ASSERT_EQ(run.step(), Work::Step::going_on);
    EXPECT_EQ(run.state().done, 40);
    // As if the host had been killed after the second chunk's calls, before their place was written down.
    auto lost = run.state();
    store::JobRun before = fresh();
    before.cursor = jobs_->players(before.campaign, 0, 20).back().id;
    before.done = 20;
    ASSERT_TRUE(jobs_->advance(lost, before));
    jobs_->release_lease(lease_name(before.campaign, "remind"), holder_);

    Scheduler scheduler(*engine_, *store_, *catalogue_, options_, counters_);
    ASSERT_TRUE(comes_true([&] { return finished(); }));
    EXPECT_EQ(runs().front().done, 50);
    expect_each_once("p", 50);
}

TEST_F(SchedulerTest, TwoHostsDoTheWorkOfOne) {
    visit("p", 200);
    {
        Counters others;
        Scheduler one(*engine_, *store_, *catalogue_, options_, counters_);
        Scheduler two(*engine_, *store_, *catalogue_, options_, others);
        ASSERT_TRUE(comes_true([&] { return finished(); }));
        EXPECT_EQ(counters_.done + others.done, 200u);
    }
    EXPECT_EQ(runs().front().done, 200);
    expect_each_once("p", 200);
}

TEST_F(SchedulerTest, AHostWithoutTheLeaseLetsTheOtherWork) {
    visit("p", 3);
    jobs_->begin(fresh());
    ASSERT_TRUE(jobs_->take_lease(lease_name(fresh().campaign, "remind"), "another", 10s));
    Work run(*engine_, *jobs_, visits(), "remind", fresh(), holder_, options_);
    EXPECT_EQ(run.step(), Work::Step::elsewhere);
    EXPECT_THAT(reminded("p0"), IsEmpty());
}

TEST_F(SchedulerTest, APausedCampaignsJobsWait) {
    visit("p", 3);
    visits().set_paused(true);
    Scheduler scheduler(*engine_, *store_, *catalogue_, options_, counters_);
    std::this_thread::sleep_for(100ms);
    EXPECT_THAT(runs(), IsEmpty());
    visits().set_paused(false);
    EXPECT_TRUE(comes_true([&] { return finished(); }));
}

TEST_F(SchedulerTest, TellsWhatIsAndWhatWillBe) {
    visit("p", 3);
    jobs_->begin(fresh());
    Work run(*engine_, *jobs_, visits(), "remind", fresh(), holder_, options_);
    ASSERT_EQ(run.step(), Work::Step::going_on);
    const auto status = job_status(*catalogue_, *store_, now_);
    ASSERT_EQ(status.size(), 1u);
    EXPECT_EQ(status[0].campaign, "visits");
    EXPECT_EQ(status[0].schedule, "daily 20:00");
    EXPECT_EQ(status[0].holder, "test");
    EXPECT_EQ(status[0].last->done, 3);
    EXPECT_FALSE(status[0].last->finished);
    EXPECT_GT(status[0].next.at, now_.load());
}

}  // namespace
}  // namespace fairground::schedule
