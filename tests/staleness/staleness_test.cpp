// The staleness checker: three hosts behind nginx, a replica up to five seconds behind, Redis killed and emptied now
// and then, and players who compare what they see with what they did. 12 seconds, 60 where CI is set, or
// STALENESS_SECONDS.
#include <cstdlib>
#include <thread>

#include <gmock/gmock.h>

#include "staleness/looks.hpp"

namespace fairground::staleness {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::chrono::seconds duration() {
    if (const char* seconds = std::getenv("STALENESS_SECONDS")) return std::chrono::seconds(std::atoi(seconds));
    return std::getenv("CI") ? 60s : 12s;
}

class Staleness : public testing::Test {
protected:
    static void SetUpTestSuite() { town_ = std::make_unique<Town>(); }
    static void TearDownTestSuite() { town_.reset(); }

    template <typename Kind>
    static std::vector<std::unique_ptr<Kind>> players(const std::string& name, int count) {
        std::vector<std::unique_ptr<Kind>> players;
        for (int i = 0; i < count; ++i) players.push_back(std::make_unique<Kind>(*town_, name + std::to_string(i)));
        return players;
    }
    template <typename Kind>
    static void run(const std::vector<std::unique_ptr<Kind>>& players, Clock::time_point until,
                    unsigned looks_per_change, Verdict& verdict, std::vector<std::jthread>& threads) {
        for (const auto& player : players)
            threads.emplace_back([&player = *player, until, looks_per_change, &verdict] {
                check(player, until, looks_per_change, verdict);
            });
    }
    static void print(const char* who, const Verdict& verdict) {
        std::printf("%s: %ld reads, %ld changes, %ld older than acknowledged, %ld went back, %ld unanswered\n", who,
                    verdict.reads.load(), verdict.changes.load(), verdict.older_than_acknowledged.load(),
                    verdict.went_back.load(), verdict.unanswered.load());
    }
    static inline std::unique_ptr<Town> town_;
};

// The counter-proof: the same checker sees incident M4.
TEST_F(Staleness, ACacheThatIsFilledFromTheReplicaWithoutFencesShowsOldThingsByTheThousand) {
    test::hold_back(town_->replica(), 3s);
    const auto naive = players<NaiveLooks>("naive", 8);
    Verdict verdict;
    {
        std::vector<std::jthread> threads;
        run(naive, Clock::now() + 5s, 20, verdict, threads);
    }
    print("delete, then refill from the replica", verdict);
    EXPECT_GT(verdict.violations(), 1000);
}

TEST_F(Staleness, NobodySeesLessThanHeDidOrSawWhateverHappensToRedisAndTheReplica) {
    const auto pages = players<PageLooks>("page", 12);
    const auto plain = players<PlainLooks>("plain", 4);
    Verdict of_pages, of_plain;
    {
        const auto trouble = town_->trouble(700ms);
        const auto until = Clock::now() + duration();
        std::vector<std::jthread> threads;
        run(pages, until, 20, of_pages, threads);
        run(plain, until, 20, of_plain, threads);
    }
    print("pages", of_pages);
    print("plain clients", of_plain);
    std::chrono::milliseconds latest{0};
    for (const auto& player : plain) latest = std::max(latest, player->latest());
    std::printf("plain clients saw a change %ld ms after it was acknowledged, at the latest\n", latest.count());
    const auto& [flushes, kills, holds] = town_->troubles();
    std::printf("Redis emptied %d times and killed %d times, replica held back %d times\n", flushes.load(),
                kills.load(), holds.load());
    for (const char* figure :
         {"fairground_cache_views_total{from=\"local\"}", "fairground_cache_views_total{from=\"redis\"}",
          "fairground_cache_views_total{from=\"checked\"}", "fairground_cache_views_total{from=\"computed\"}",
          "fairground_cache_fenced_total", "fairground_cache_fills_total{outcome=\"refused\"}",
          "fairground_cache_joined_total", "fairground_cache_announcements_total{outcome=\"owed\"}"})
        std::printf("%s %.0f\n", figure, town_->figure(figure));
    EXPECT_EQ(of_pages.violations(), 0);
    for (const auto& player : plain) EXPECT_FALSE(player->violated());
    EXPECT_GT(of_pages.reads, 500);
    EXPECT_EQ(of_pages.unanswered, 0);
    EXPECT_GT(flushes + kills, 0);
    EXPECT_GT(town_->figure("fairground_cache_views_total{from=\"local\"}"), 0);
    EXPECT_GT(town_->figure("fairground_cache_views_total{from=\"redis\"}"), 0);
}

}  // namespace
}  // namespace fairground::staleness
