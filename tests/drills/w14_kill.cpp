// W14: prizes are money. SIGKILL of the host and of the database at random moments under load; afterwards every
// acknowledged spin is there exactly once, and everything adds up.
#include <gtest/gtest.h>

#include "drills/storm.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;

constexpr auto round_time = 1200ms;

void expect_strikes_and_all_adds_up(Storm& storm) {
    expect_all_adds_up(storm);
    EXPECT_GT(storm.sums().connections_lost, 0u) << "no strike hit a running request: the drill proved nothing";
}

TEST(W14, AHostKilledOnSqliteLosesAndDoublesNothing) {
    Storm storm(nullptr);
    for (int i = 0; i < rounds(20) / 2; ++i)
        storm.round(round_time, [&] {
            storm.host().kill();
            storm.host().start();
        });
    expect_strikes_and_all_adds_up(storm);
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
    expect_strikes_and_all_adds_up(storm);
}

}  // namespace
}  // namespace fairground::drills
