#include "cache/message.hpp"

#include <gmock/gmock.h>

namespace fairground::cache {
namespace {

using ::testing::ElementsAre;

TEST(Message, IsReadAsItWasWritten) {
    const auto text =
        write_message({"0a1b", 7, Message::Kind::versions, {"default", "ann: 1 b", "12", "", "bob", "3"}});
    const auto read = read_message(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->sender, "0a1b");
    EXPECT_EQ(read->number, 7u);
    EXPECT_EQ(read->kind, Message::Kind::versions);
    EXPECT_THAT(read->fields, ElementsAre("default", "ann: 1 b", "12", "", "bob", "3"));
}

TEST(Message, OfAHeartbeatHasNoFields) {
    const auto read = read_message(write_message({"0a1b", 1, Message::Kind::beat, {}}));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->fields.empty());
}

TEST(Message, WhatIsNoneOfOursIsNotRead) {
    for (const char* text :
         {"", "1", "2 0a1b 1 h ", "1  1 h ", "1 0a1b 0 h ", "1 0a1b x h ", "1 0a1b 1 ", "1 0a1b 1 z ", "1 0a1b 1 hh ",
          "1 0a1b 1 v 1:a1:b", "1 0a1b 1 v 5:abc", "1 0a1b 1 v -1:", "1 0a1b 1 v abc", "1 0a1b 1 g 1:a",
          "1 0a1b 1 h 1:a", "1 0a1b 1 v 99999999999999999999:a", "hello"})
        EXPECT_FALSE(read_message(text)) << text;
}

}  // namespace
}  // namespace fairground::cache
