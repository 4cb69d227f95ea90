#include "http/target.hpp"

#include <gmock/gmock.h>

#include "http/problem.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

std::string complaint_of_target(std::string_view text) {
    try {
        parse_target(text);
    } catch (const Problem& problem) {
        return problem.code;
    }
    return "fine";
}

TEST(TargetText, APathIsTakenApartAndDecoded) {
    EXPECT_THAT(parse_target("/").segments, ElementsAre(""));
    EXPECT_THAT(parse_target("/play/wheel/").segments, ElementsAre("play", "wheel", ""));
    EXPECT_THAT(parse_target("/a%20b/%E5%AE%89/c+d").segments, ElementsAre("a b", "安", "c+d"));
    EXPECT_THAT(parse_target("http://fair:8080/a/b?x=1").segments, ElementsAre("a", "b"));
    EXPECT_THAT(parse_target("HTTP://fair?x=1").segments, ElementsAre(""));
}

TEST(TargetText, AQueryIsTakenApartAndDecoded) {
    const Target target = parse_target("/x?a=1&b=c%20d+e&&flag&f=g=h");
    EXPECT_THAT(target.query, ElementsAre(Pair("a", "1"), Pair("b", "c d e"), Pair("flag", ""), Pair("f", "g=h")));
    EXPECT_EQ(target.parameter("flag"), "");
    EXPECT_EQ(target.parameter("none"), std::nullopt);
}

TEST(TargetText, NothingThatCouldClimbOutOfAFolderIsLetThrough) {
    for (const char* text : {"/..", "/a/../b", "/%2e%2e", "/.%2E", "/a%2fb", "/a%5cb", "/%00"})
        EXPECT_EQ(complaint_of_target(text), "bad_path") << text;
    EXPECT_EQ(complaint_of_target("/..."), "fine");
    EXPECT_EQ(complaint_of_target("/.hidden"), "fine") << "harmless here; pages know no dotfiles";
}

TEST(Utf8, OverlongFormsSurrogatesAndTooLargeNumbersAreRefused) {
    for (const char* good :
         {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const char* bad : {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xC2\x41"})
        EXPECT_FALSE(is_utf8(bad)) << bad;
}

}  // namespace
}  // namespace fairground::http
