// W14: prizes are money. SIGKILL of the host and of the database at random moments under load; afterwards every
// acknowledged spin is there exactly once, and everything adds up.
#include <cstdio>

#include <gmock/gmock.h>

#include "drills/storm.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

constexpr auto round_time = 1200ms;

void expect_all_adds_up(Storm& storm) {
    const auto figures = storm.recount(*storm.sql());
    const auto& sums = storm.sums();
    std::printf("seed %llu: %llu intents, %llu found done when asked again, %llu connections lost, %llu busy answers\n",
                static_cast<unsigned long long>(storm.seed()), static_cast<unsigned long long>(sums.intents),
                static_cast<unsigned long long>(sums.replayed), static_cast<unsigned long long>(sums.connections_lost),
                static_cast<unsigned long long>(sums.busy));
    for (const auto& [status, count] : sums.statuses)
        std::printf("  answered %d: %llu\n", status, static_cast<unsigned long long>(count));
    std::printf("  recounted: %zu turns, %zu keys, %zu entries, %zu codes given\n", figures.spins, figures.requests,
                figures.entries, figures.coupons);
    EXPECT_THAT(figures.findings, IsEmpty());
    EXPECT_GT(figures.spins, 0u);
    EXPECT_GT(sums.connections_lost, 0u) << "no strike hit a running request: the drill proved nothing";

    const auto audit = storm.audit();
    EXPECT_EQ(audit.code, 0) << audit.output;
}

TEST(W14, AHostKilledOnSqliteLosesAndDoublesNothing) {
    Storm storm(nullptr);
    for (int i = 0; i < rounds(20) / 2; ++i)
        storm.round(round_time, [&] {
            storm.host().kill();
            storm.host().start();
        });
    expect_all_adds_up(storm);
}

TEST(W14, HostAndMariaDbKilledInTurnLoseAndDoubleNothing) {
    test::PrivateMariaDb server({.flush_per_commit = true, .binlog = false, .options = {}});
    Storm storm(&server);
    const auto kill_host = [&] {
        storm.host().kill();
        storm.host().start();
    };
    const auto kill_server = [&] {
        server.kill();
        server.start();
        storm.host().wait_until_ready();
    };
    for (int i = 0; i < rounds(20); ++i) {
        if (i % 2 == 0)
            storm.round(round_time, kill_host);
        else
            storm.round(round_time, kill_server);
        ASSERT_TRUE(storm.host().process().running()) << storm.host().log();
    }
    expect_all_adds_up(storm);
}

}  // namespace
}  // namespace fairground::drills
