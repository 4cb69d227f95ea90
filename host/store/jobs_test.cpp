// Runs of jobs and the lease that decides who does them.
#include "store/jobs.hpp"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class JobsTest : public StoreTest {
protected:
    std::unique_ptr<Jobs> jobs_ = store_->jobs();
    const JobRun run_{7, "remind", 20260331, 5000, 0, 0, 0, 0, 6000, {}};
};
FAIRGROUND_ON_BOTH_DATABASES(JobsTest);

TEST_P(JobsTest, ARunBeginsOnce) {
    EXPECT_THAT(jobs_->runs(7, "remind", 9), IsEmpty());
    jobs_->begin(run_);
    JobRun late = run_;
    late.started = 9000;
    jobs_->begin(late);
    EXPECT_THAT(jobs_->runs(7, "remind", 9), ElementsAre(run_));
    EXPECT_THAT(jobs_->runs(8, "remind", 9), IsEmpty());
    late.day = 20260401;
    jobs_->begin(late);
    EXPECT_THAT(jobs_->runs(7, "remind", 9), ElementsAre(late, run_));
    EXPECT_THAT(jobs_->runs(7, "remind", 1), ElementsAre(late));
}

TEST_P(JobsTest, ARunIsMovedByOneHostAtATime) {
    jobs_->begin(run_);
    JobRun next = run_;
    next.cursor = 12;
    next.done = 3;
    next.refused = 2;
    next.failed = 1;
    EXPECT_TRUE(jobs_->advance(run_, next));
    EXPECT_FALSE(jobs_->advance(run_, next)) << "it is not there any more";
    JobRun end = next;
    end.finished = 7000;
    EXPECT_TRUE(jobs_->advance(next, end));
    EXPECT_FALSE(jobs_->advance(next, end)) << "finished";
    EXPECT_THAT(jobs_->runs(7, "remind", 9), ElementsAre(end));
}

TEST_P(JobsTest, GoesThroughThePlayersOfWhomTheCampaignKeepsAValue) {
    std::vector<std::int64_t> ids;
    for (const std::string name : {"ann", "bob", "cho", "dan"})
        ids.push_back(change(name, [&](const PlayerRow& player, Effects& effects) {
                          effects.campaign = name == "bob" ? 8 : 7;
                          effects.values.push_back({player.id, "a", "{}", 1});
                          effects.values.push_back({player.id, "b", "{}", 1});
                      }).id);
    const auto names = [&](std::int64_t behind, std::uint32_t limit) {
        std::vector<std::string> found;
        for (const auto& player : jobs_->players(7, behind, limit)) found.push_back(player.external_id);
        return found;
    };
    EXPECT_THAT(names(0, 9), ElementsAre("ann", "cho", "dan"));
    EXPECT_THAT(names(0, 2), ElementsAre("ann", "cho"));
    EXPECT_THAT(names(ids[2], 2), ElementsAre("dan"));
}

TEST_P(JobsTest, KnowsWhenACampaignWasFirstPublished) {
    const auto published = store_->publish(draft());
    const auto first = jobs_->first_published(published.campaign);
    ASSERT_TRUE(first);
    std::this_thread::sleep_for(5ms);
    store_->publish(draft(R"({"more": 1})"));
    EXPECT_EQ(jobs_->first_published(published.campaign), first);
    EXPECT_EQ(jobs_->first_published(published.campaign + 1), std::nullopt);
}

TEST_P(JobsTest, ALeaseHasOneHolderUntilItEnds) {
    EXPECT_TRUE(jobs_->take_lease("job", "one", 10s));
    EXPECT_TRUE(jobs_->take_lease("job", "one", 300ms)) << "renewed";
    EXPECT_FALSE(jobs_->take_lease("job", "two", 10s));
    EXPECT_EQ(jobs_->lease_holder("job"), "one");
    std::this_thread::sleep_for(400ms);
    EXPECT_EQ(jobs_->lease_holder("job"), "");
    EXPECT_TRUE(jobs_->take_lease("job", "two", 10s));
    EXPECT_FALSE(jobs_->take_lease("job", "one", 10s));
    jobs_->release_lease("job", "one");
    EXPECT_EQ(jobs_->lease_holder("job"), "two") << "not one's to give back";
    jobs_->release_lease("job", "two");
    EXPECT_TRUE(jobs_->take_lease("job", "one", 10s));
}

TEST_P(JobsTest, ManyWhoWantALeaseAtOnceAreOneHolder) {
    for (int round = 0; round < 10; ++round) {
        std::atomic<int> holders{0};
        on_threads(6, [&](int i) {
            if (store_->jobs()->take_lease("r" + std::to_string(round), "host" + std::to_string(i), 10s)) ++holders;
        });
        EXPECT_EQ(holders, 1);
    }
}

}  // namespace
}  // namespace fairground::store
