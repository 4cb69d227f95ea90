#include "cache/envelope.hpp"

#include <gmock/gmock.h>

namespace fairground::cache {
namespace {

const Envelope envelope{"p default\nann\n1.2.abc.3 ", 1'700'000, {5, 6}};

Reply some_reply() {
    Reply reply;
    reply.kind = 1;
    reply.body = std::string("{\"a\":\0}", 7);
    reply.code = "no_such_thing";
    reply.version = 42;
    reply.fresh_until = 1'000;
    reply.until = 2'000;
    return reply;
}

TEST(Envelope, GivesBackWhatWasPutIn) {
    const auto read = read_envelope(write_envelope(envelope, some_reply()), envelope);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, 1);
    EXPECT_EQ(read->body, some_reply().body);
    EXPECT_EQ(read->code, "no_such_thing");
    EXPECT_EQ(read->version, 42);
    EXPECT_EQ(read->fresh_until, 1'000);
    EXPECT_EQ(read->until, 2'000);
}

TEST(Envelope, OfAnotherNameOrGenerationItIsNothing) {
    const auto bytes = write_envelope(envelope, some_reply());
    for (const Envelope& other :
         {Envelope{"p default\nbob\n1.2.abc.3 ", 1'700'000, {5, 6}}, Envelope{envelope.name, 1'700'001, {5, 6}},
          Envelope{envelope.name, 1'700'000, {4, 6}}, Envelope{envelope.name, 1'700'000, {5, 7}}})
        EXPECT_FALSE(read_envelope(bytes, other));
}

TEST(Envelope, EveryTruncationIsNothing) {
    const auto bytes = write_envelope(envelope, some_reply());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(read_envelope(std::string_view(bytes).substr(0, size), envelope)) << size;
    EXPECT_FALSE(read_envelope(bytes + "x", envelope));
}

TEST(Envelope, EveryFlippedBitIsNothing) {
    const auto bytes = write_envelope(envelope, some_reply());
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        auto damaged = bytes;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
        EXPECT_FALSE(read_envelope(damaged, envelope)) << bit;
    }
}

TEST(Envelope, ForeignBytesAreNothing) {
    for (const std::string& foreign : {std::string(), std::string("{\"json\":true}"), std::string(1000, '\xFF')})
        EXPECT_FALSE(read_envelope(foreign, envelope));
}

}  // namespace
}  // namespace fairground::cache
