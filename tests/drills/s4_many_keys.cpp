// S4: ending what is cached of a player, a campaign or a tenant costs Redis the same, however many keys there are.
// DRILL_KEYS=10000000 for the bar.
#include <cstdlib>
#include <limits>
#include <thread>

#include <gmock/gmock.h>

#include "drills/bounds.hpp"
#include "redis/testing/operator.hpp"
#include "support/player_client.hpp"
#include "support/private_redis.hpp"

namespace fairground::drills {
namespace {

constexpr auto endless = R"(
id: endless
plugin: lucky-wheel
title: {en: Endless}
settings: {prizes: [{id: points-10, title: {en: 10 points}, weight: 1, award: {currency: points, amount: 10}}]}
)";

// Half of them versions of players, half of them replies.
void fill(unsigned short redis, long keys) {
    constexpr long at_once = 20'000;
    for (long from = 0; from < keys; from += at_once)
        redis::order(
            redis,
            {"EVAL",
             "for i = ARGV[1], ARGV[2] do "
             "if i % 2 == 0 then redis.call('SET', 'fg:dev:version:default:player-' .. i, '1772330400000000 ' .. i) "
             "else redis.call('SET', 'fg:dev:view:' .. redis.sha1hex(i):sub(1, 32), 'some reply') end end return 1",
             "0", std::to_string(from), std::to_string(std::min(keys, from + at_once) - 1)});
}

// The slowest of the commands that were sent since the last time, in µs; of scripts all that they do.
long slowest(unsigned short redis) {
    const auto log = redis::order(redis, {"SLOWLOG", "GET", "1000"});
    long longest = 0;
    for (const auto& entry : *log.array()) longest = std::max<long>(longest, *(*entry.array())[2].integer());
    redis::order(redis, {"SLOWLOG", "RESET"});
    return longest;
}

// What a host tells Redis of a player goes on its way when the admin already has his answer.
long slowest_in_a_second(unsigned short redis) {
    long longest = 0;
    for (int looks = 100; looks > 0 && longest == 0; --looks) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        longest = slowest(redis);
    }
    return longest;
}

TEST(ManyKeys, EndingAPlayerACampaignOrATenantTakesRedisLessThanAMillisecond) {
    const char* asked = std::getenv("DRILL_KEYS");
    const long keys = asked ? std::atol(asked) : 200'000;
    const test::PrivateRedis server;
    test::HostProcess host({.campaigns = {{"endless.yaml", endless}},
                            .config = {{"redis", {{"url", "redis://127.0.0.1:" + std::to_string(server.port())}}}}});
    host.start();
    ASSERT_EQ(test::PlayerClient(host.port(), "ann").act("endless", "spin").status, 200);
    fill(server.port(), keys);
    redis::order(server.port(), {"CONFIG", "SET", "slowlog-log-slower-than", "0"});
    redis::order(server.port(), {"CONFIG", "SET", "slowlog-max-len", "1000"});
    const std::pair<const char*, const char*> all[] = {
        {"--player", "default/ann"}, {"--campaign", "endless"}, {"--tenant", "default"}};
    for (const auto& [what, which] : all) {
        long longest = std::numeric_limits<long>::max();
        for (int again = 0; again < 3; ++again) {  // Redis measures also what else the processor did meanwhile
            slowest(server.port());
            const auto ended = host.run({"cache", "invalidate", what, which});
            EXPECT_EQ(ended.code, 0) << ended.output;
            longest = std::min(longest, slowest_in_a_second(server.port()));
        }
        std::printf("%s with %ld keys: no command took longer than %ld us\n", what, keys, longest);
        EXPECT_GT(longest, 0);
        EXPECT_LT(longest, 1000);
    }
    EXPECT_GE(*redis::order(server.port(), {"DBSIZE"}).integer(), keys) << "nothing was looked through or removed";
}

TEST(ManyKeys, AnAdminWaitsForARedisThatIsBusy) {
    const test::PrivateRedis server;
    test::HostProcess host({.campaigns = {{"endless.yaml", endless}},
                            .config = {{"redis", {{"url", "redis://127.0.0.1:" + std::to_string(server.port())}}}}});
    host.start();
    redis::order(server.port(), {"CLIENT", "PAUSE", "350", "ALL"});  // more than one round trip may take
    const auto ended = host.run({"cache", "invalidate", "--campaign", "endless"});
    EXPECT_EQ(ended.code, 0) << ended.output;
}

}  // namespace
}  // namespace fairground::drills
