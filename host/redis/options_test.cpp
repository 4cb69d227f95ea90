#include "redis/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::redis {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

auto refused_with(const std::string& why) {
    return ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr(why), HasSubstr("expected redis://")));
}

TEST(AUrl, OfOneRedis) {
    EXPECT_THAT(parse_url("redis://127.0.0.1").servers, ElementsAre(Server{"127.0.0.1", 6379}));
    const Address whole = parse_url("redis://fair@[::1]:7000/3");
    EXPECT_THAT(whole.servers, ElementsAre(Server{"::1", 7000}));
    EXPECT_EQ(to_text(whole.servers[0]), "[::1]:7000");
    EXPECT_EQ(whole.user, "fair");
    EXPECT_EQ(whole.database, 3);
    EXPECT_TRUE(whole.master.empty());
}

TEST(AUrl, OfSentinels) {
    const Address whole = parse_url("sentinel://fair@a:1,b,[::1]:3/main/2");
    EXPECT_THAT(whole.servers, ElementsAre(Server{"a", 1}, Server{"b", 26379}, Server{"::1", 3}));
    EXPECT_EQ(whole.master, "main");
    EXPECT_EQ(whole.database, 2);
    EXPECT_EQ(parse_url("sentinel://a/main").database, 0);
    EXPECT_EQ(parse_url("sentinel://a/main/").database, 0);
}

TEST(AUrl, ThatIsWrongIsToldWithWhatWasFoundAndExpected) {
    EXPECT_THAT([] { parse_url("http://a"); }, refused_with("'http://a': it cannot be read"));
    EXPECT_THAT([] { parse_url("redis://a:x"); }, refused_with("'x' is not a port"));
    EXPECT_THAT([] { parse_url("redis://a:0"); }, refused_with("'0' is not a port"));
    EXPECT_THAT([] { parse_url("redis://a/b"); }, refused_with("'b' is not the number of a database"));
    EXPECT_THAT([] { parse_url("redis://a/-1"); }, refused_with("'-1' is not the number of a database"));
    EXPECT_THAT([] { parse_url("redis://a/1/2"); }, refused_with("something stands behind the database"));
    EXPECT_THAT([] { parse_url("redis://a,b"); }, refused_with("more than one server"));
    EXPECT_THAT([] { parse_url("redis://@a"); }, refused_with("the user before the @ is missing"));
    EXPECT_THAT([] { parse_url("redis://"); }, refused_with("it cannot be read"));
    EXPECT_THAT([] { parse_url("sentinel://a,/main"); }, refused_with("'' is not a host with its port"));
    EXPECT_THAT([] { parse_url("sentinel://a:1"); }, refused_with("the master's name is missing"));
}

TEST(AUrl, WithAPasswordIsRefusedWithoutRepeatingIt) {
    EXPECT_THAT(
        [] { parse_url("redis://fair:s3cret@a"); },
        ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("redis.password_file"), Not(HasSubstr("s3cret")))));
}

}  // namespace
}  // namespace fairground::redis
