#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/redis.hpp"
#include "redis/testing/operator.hpp"
#include "redis/testing/outcomes.hpp"

namespace fairground::redis {
namespace {

using namespace std::chrono_literals;
using test::PrivateRedis;
using testing::AllOf;
using testing::HasSubstr;

// The reason is that of the first attempts to connect.
std::string problem_of(const Options& options) {
    const Redis redis(options);
    EXPECT_TRUE(soon([&] { return redis.figures().problem != "not connected yet"; }));
    return redis.figures().problem;
}

TEST(LoggingIn, TellsWhatIsWrong) {
    PrivateRedis server;
    order(server.port(), {"CONFIG", "SET", "requirepass", "s3cret"});
    Options options = options_for(server.port());
    EXPECT_THAT(problem_of(options),
                HasSubstr("it wants a password, and none is given; name its file in redis.password_file"));
    options.password = "wrong";
    EXPECT_THAT(problem_of(options),
                AllOf(HasSubstr("the user \"default\" or its password is wrong"), HasSubstr("redis.password_file")));
    options.password = "s3cret";
    EXPECT_EQ(problem_of(options), "");
    options.address.user = "nobody";
    EXPECT_THAT(problem_of(options),
                AllOf(HasSubstr("the user \"nobody\" or its password is wrong"), testing::Not(HasSubstr("s3cret"))));
}

TEST(LoggingIn, ADatabaseThatIsNotThereIsToldByItsNumber) {
    const PrivateRedis server;
    Options options = options_for(server.port());
    options.address.database = 99;
    EXPECT_THAT(problem_of(options), AllOf(HasSubstr("the database 99 of redis.url"), HasSubstr("out of range")));
}

// The rights that docs/operations.md names are enough, and no more than that.
TEST(LoggingIn, AUserNeedsFewRights) {
    PrivateRedis server;
    order(server.port(),
          {"ACL",       "SETUSER",      "fair",     "on",         ">s3cret", "resetchannels", "~fg:dev:*",
           "&fg:dev:*", "+@connection", "+info",    "+get",       "+mget",   "+set",          "+incr",
           "+pexpire",  "+unlink",      "+publish", "+subscribe", "+eval",   "+evalsha"});
    Options options = options_for(server.port());
    options.address.user = "fair";
    options.password = "s3cret";
    Redis redis(options);
    ASSERT_TRUE(redis.up_within(10s)) << redis.figures().problem;
    const Key key = dev().key("a");
    const std::vector<Key> keys{key};
    const auto found = replies(redis.ask(std::move(Commands()
                                                       .set(key, "1", 1min)
                                                       .get(key)
                                                       .get_all(keys)
                                                       .increment(key)
                                                       .expire(key, 1min)
                                                       .remove(key)
                                                       .publish(dev().channel("a"), "x")
                                                       .run(Script("return redis.call('GET', KEYS[1])"), keys, {}))));
    for (const Reply& reply : found) EXPECT_FALSE(reply.error()) << reply.error()->text;
    const auto foreign = replies(redis.ask(std::move(Commands().get(Environment("prod").key("a")))));
    ASSERT_TRUE(foreign[0].error());
    EXPECT_EQ(foreign[0].error()->kind, Error::Kind::denied);

    order(server.port(), {"ACL", "SETUSER", "fair", "-info"});
    EXPECT_THAT(problem_of(options), HasSubstr("the user needs the right to +info"));
}

}  // namespace
}  // namespace fairground::redis
