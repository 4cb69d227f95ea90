#include "redis/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/errors.hpp"
#include "redis/testing/crooked_server.hpp"

namespace fairground::redis {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::ThrowsMessage;
using Clock = std::chrono::steady_clock;

Options small_options() {
    Options options;
    options.connect_timeout = 1s;
    options.io_timeout = 200ms;
    options.reply_bytes = 1000;
    return options;
}

std::vector<Reply> read_from(CrookedServer::Part part, std::size_t count) {
    const CrookedServer server(std::move(part));
    Wire wire(server.server(), small_options());
    return wire.read(count);
}

auto broken_with(const std::string& why) {
    return ThrowsMessage<Broken>(testing::AllOf(HasSubstr("redis 127.0.0.1:"), HasSubstr(why)));
}

TEST(AReply, MayBeAWordOrANumber) {
    const auto replies = read_from(saying("+OK\r\n:-7\r\n"), 2);
    EXPECT_EQ(*replies[0].text(), "OK");
    EXPECT_EQ(*replies[1].integer(), -7);
}

TEST(AReply, MayHoldAnyBytes) {
    const std::string bytes("a\r\nb\0", 5);
    const auto replies = read_from(saying("$5\r\n" + bytes + "\r\n$0\r\n\r\n$-1\r\n*-1\r\n"), 4);
    EXPECT_EQ(*replies[0].text(), bytes);
    EXPECT_EQ(*replies[1].text(), "");
    EXPECT_TRUE(replies[2].nil());
    EXPECT_TRUE(replies[3].nil());
}

TEST(AReply, MayBeAnArrayOfArrays) {
    const auto replies = read_from(saying("*2\r\n:1\r\n*1\r\n$1\r\nx\r\n-WRONGTYPE of key\r\n"), 2);
    ASSERT_TRUE(replies[0].array());
    EXPECT_EQ(*(*replies[0].array())[0].integer(), 1);
    EXPECT_EQ(*(*(*replies[0].array())[1].array())[0].text(), "x");
    ASSERT_TRUE(replies[1].error());
    EXPECT_EQ(replies[1].error()->kind, Error::Kind::type);
    EXPECT_EQ(replies[1].error()->text, "WRONGTYPE of key");
}

TEST(AReply, CutOffIsBrokenAndNeverFilledUp) {
    EXPECT_THAT([] { read_from(saying_and_leaving("$10\r\nabc"), 1); }, broken_with("closed by the server"));
    EXPECT_THAT([] { read_from(saying_and_leaving("$10\r\nabcdefghij"), 1); }, broken_with("closed by the server"));
    EXPECT_THAT([] { read_from(saying_and_leaving("$1"), 1); }, broken_with("closed by the server"));
    EXPECT_THAT([] { read_from(saying_and_leaving("+OK"), 1); }, broken_with("closed by the server"));
    EXPECT_THAT([] { read_from(saying_and_leaving("*2\r\n:1\r\n"), 1); }, broken_with("closed by the server"));
    EXPECT_THAT([] { read_from(saying_and_leaving(":1\r\n"), 2); }, broken_with("closed by the server"));
}

TEST(AReply, ThatIsNoneIsBroken) {
    EXPECT_THAT([] { read_from(saying("HTTP/1.1 400\r\n"), 1); }, broken_with("expected the beginning of a reply"));
    EXPECT_THAT([] { read_from(saying("$x\r\n"), 1); }, broken_with("expected a length in a reply, found \"x\""));
    EXPECT_THAT([] { read_from(saying("$-2\r\n"), 1); }, broken_with("found -2"));
    EXPECT_THAT([] { read_from(saying(":seven\r\n"), 1); }, broken_with("seven"));
    EXPECT_THAT([] { read_from(saying("$1\r\nabcd\r\n"), 1); }, broken_with("does not end where it should"));
    EXPECT_THAT([] { read_from(saying("$" + std::string(70'000, '1')), 1); }, broken_with("more than 64 KiB"));
}

TEST(AReply, ThatIsTooLargeIsSkippedAndTheNextOneIsWhole) {
    const auto replies = read_from(
        saying("$1001\r\n" + std::string(1001, 'x') + "\r\n$1000\r\n" + std::string(1000, 'y') + "\r\n:3\r\n"), 3);
    ASSERT_TRUE(replies[0].error());
    EXPECT_EQ(replies[0].error()->kind, Error::Kind::too_large);
    EXPECT_EQ(replies[1].text()->size(), 1000U);
    EXPECT_EQ(*replies[2].integer(), 3);
}

TEST(AReply, OfAnyAnnouncedSizeTakesNoMemory) {
    EXPECT_THAT([] { read_from(saying("$2000000000000\r\nabc"), 1); }, broken_with("no answer within 200 ms"));
    std::string many = "*1000000000\r\n";
    for (int i = 0; i < 1000; ++i) many += ":1\r\n";
    EXPECT_THAT([&] { read_from(saying(many), 1); }, broken_with("larger than"));
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "*1\r\n";
    EXPECT_THAT([&] { read_from(saying(deep), 1); }, broken_with("arrays in one another"));
}

TEST(AReply, ThatComesByteByByteIsLateAllTheSame) {
    const auto begin = Clock::now();
    EXPECT_THAT(
        [] {
            read_from(
                [](Poco::Net::StreamSocket& client) {
                    for (int i = 0; i < 100; ++i) {
                        client.sendBytes("+", 1);
                        std::this_thread::sleep_for(20ms);
                    }
                },
                1);
        },
        broken_with("no whole answer within 200 ms"));
    EXPECT_LT(Clock::now() - begin, 5s);
}

TEST(AWire, ThatSaysWhatNobodyAskedForIsNotQuiet) {
    const CrookedServer server([](Poco::Net::StreamSocket& client) {
        client.sendBytes(":1\r\n", 4);
        char go;
        client.receiveBytes(&go, 1);
        client.sendBytes(":2\r\n", 4);
        client.receiveBytes(&go, 1);
    });
    Wire wire(server.server(), small_options());
    wire.read(1);
    EXPECT_TRUE(wire.quiet());
    wire.write("x");
    EXPECT_TRUE(wire.wait(2s, -1));
    EXPECT_FALSE(wire.quiet());
}

TEST(AWire, ToNowhereIsBrokenNamingThePlace) {
    EXPECT_THAT([] { Wire({"127.0.0.1", 1}, small_options()); }, broken_with("refused"));
    EXPECT_THAT(
        [] {
            Wire({"no such host", 1}, small_options());
        },
        ThrowsMessage<Broken>(HasSubstr("redis no such host:1")));
}

TEST(AnError, TellsWhatItIsAbout) {
    EXPECT_EQ(to_error("OOM command not allowed when used memory > 'maxmemory'.").kind, Error::Kind::memory);
    EXPECT_EQ(to_error("NOPERM this user has no permissions").kind, Error::Kind::denied);
    EXPECT_EQ(to_error("ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed").kind,
              Error::Kind::memory);
    for (const char* text : {"LOADING Redis is loading the dataset in memory", "READONLY You can't write",
                             "MASTERDOWN Link with MASTER is down", "NOAUTH Authentication required.",
                             "ERR Error running script (call to f_1): @user_script:1: -READONLY You can't write"}) {
        EXPECT_TRUE(about_the_server(to_error(text))) << text;
    }
    EXPECT_FALSE(about_the_server(to_error("ERR value is not an integer or out of range")));
}

}  // namespace
}  // namespace fairground::redis
