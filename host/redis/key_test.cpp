#include "redis/key.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "redis/commands.hpp"

namespace fairground::redis {
namespace {

template <class Name>
concept commands_take_it = requires(Commands commands, Name name) {
    commands.get(name);
};
static_assert(commands_take_it<Key>);
static_assert(!commands_take_it<std::string> && !commands_take_it<const char*> && !commands_take_it<std::string_view>);
static_assert(!commands_take_it<Channel>, "a channel is no key");

static_assert(!std::is_constructible_v<Key, std::string> && !std::is_constructible_v<Channel, std::string>);
static_assert(!std::is_default_constructible_v<Key> && !std::is_assignable_v<Key&, std::string>);

TEST(AKey, HasItsEnvironmentItsKindAndItsParts) {
    const Environment dev("dev");
    EXPECT_EQ(dev.key("view", "default", 17).text(), "fg:dev:view:default:17");
    EXPECT_EQ(dev.channel("changes").text(), "fg:dev:changes");
    EXPECT_NE(dev.key("view"), Environment("prod").key("view"));
}

TEST(AKey, IsAnotherOneForEveryOtherListOfParts) {
    const Environment dev("dev");
    const std::vector<Key> keys{
        dev.key("a"),           dev.key("a", ""),          dev.key("a", "", ""),
        dev.key("a", "b", "c"), dev.key("a", "b:c"),       dev.key("a:b", "c"),
        dev.key("a", "b%3Ac"),  dev.key("a", "b%", "3Ac"), dev.key("a", std::string_view("b\0c", 3)),
        dev.key("a", "b c"),    dev.key("a", "{b}c")};
    std::set<std::string> texts;
    for (const Key& key : keys) texts.insert(key.text());
    EXPECT_EQ(texts.size(), keys.size());
    EXPECT_TRUE(texts.contains("fg:dev:a:b%3Ac"));
    EXPECT_TRUE(texts.contains("fg:dev:a:b%00c"));
}

TEST(AKey, KeepsLettersOfAllLanguages) {
    EXPECT_EQ(Environment("dev").key("view", "幸运").text(), "fg:dev:view:幸运");
}

TEST(AKey, OfAVeryLongPartIsRefused) {
    EXPECT_NO_THROW(Environment("dev").key("a", std::string(1024, 'x')));
    EXPECT_THROW(Environment("dev").key("a", std::string(1025, 'x')), std::invalid_argument);
}

TEST(AnEnvironment, OfAnotherFormIsRefusedWithWhatWasFound) {
    for (const char* wrong : {"", "Dev", "a:b", "a b", "ä", "123456789012345678901234567890123"}) {
        EXPECT_THROW(Environment{wrong}, std::invalid_argument) << wrong;
    }
    EXPECT_THAT([] { Environment("a:b"); },
                testing::ThrowsMessage<std::invalid_argument>(testing::HasSubstr("found \"a:b\"")));
}

}  // namespace
}  // namespace fairground::redis
