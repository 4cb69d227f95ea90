#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/pointer.hpp"
#include "config/problem_texts.hpp"

namespace fairground::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> yaml_problems(std::string_view yaml) {
    return problem_texts([&] { parse_yaml(yaml, "f"); });
}

std::string place(const std::map<std::string, Document::Place>& places, const std::string& pointer) {
    const auto found = places.find(pointer);
    if (found == places.end()) return "nowhere";
    return std::to_string(found->second.line) + ":" + std::to_string(found->second.column);
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

TEST(Yaml, BecomesJson) {
    const Document document = parse_yaml("a: 1\nb: [x, 2.5, true, ~]\nc: {\"d\": 'no'}\ne: |\n  two\n  lines\n", "f");
    EXPECT_EQ(document.value,
              nlohmann::json::parse(R"({"a":1,"b":["x",2.5,true,null],"c":{"d":"no"},"e":"two\nlines\n"})"));
}

TEST(Yaml, QuotedNumbersAreText) {
    EXPECT_EQ(parse_yaml("[\"12\", 'true', \"\", '~']", "f").value, nlohmann::json({"12", "true", "", "~"}));
}

TEST(Yaml, KnowsThePlaceOfEachValueAndKey) {
    const Document document = parse_yaml("a: 1\nb:\n  - x\n  - {c/d: 2, ~e: 3}\n", "f");
    EXPECT_EQ(place(document.places, ""), "1:1");
    EXPECT_EQ(place(document.places, "/a"), "1:4");
    EXPECT_EQ(place(document.keys, "/b"), "2:1");
    EXPECT_EQ(place(document.places, "/b/0"), "3:5");
    EXPECT_EQ(place(document.places, "/b/1/c~1d"), "4:11");
    EXPECT_EQ(place(document.keys, "/b/1/~0e"), "4:14");
}

TEST(Yaml, ColumnsCountCharactersNotBytes) {
    EXPECT_EQ(place(parse_yaml("春日: {大转盘: x}", "f").places, "/春日/大转盘"), "1:11");
}

TEST(Yaml, PlacesSurviveWindowsLineEndsAndAByteOrderMark) {
    const Document document = parse_yaml(
        "\xEF\xBB\xBF"
        "a: 1\r\nb: 2\r\n",
        "f");
    EXPECT_EQ(document.value, nlohmann::json::parse(R"({"a":1,"b":2})"));
    EXPECT_EQ(place(document.places, "/b"), "2:4");
}

TEST(Yaml, AMissingValueIsNamedAtItsNearestParent) {
    const Document document = parse_yaml("settings:\n  prizes:\n    - {id: a}\n", "f");
    EXPECT_EQ(to_text(document.problem("/settings/prizes/0/weight", "is missing")),
              "f:3:7: settings.prizes[0].weight: is missing");
    EXPECT_EQ(to_text(document.problem("/settings/pity/after", "is missing")),
              "f:1:1: settings.pity.after: is missing");
    EXPECT_EQ(to_text(document.problem("/nothing", "is missing")), "f:1:1: nothing: is missing");
}

TEST(Yaml, OddKeysAreQuotedInMessages) {
    EXPECT_EQ(parse_yaml("a b: {c.d: 1}", "f").problem("/a b/c.d", "m").key, "[\"a b\"][\"c.d\"]");
}

TEST(Yaml, ReportsARepeatedKeyAndReadsOn) {
    EXPECT_THAT(yaml_problems("a: 1\nb: 1e999\na: {x: 1}\nc: {d: 1, d: 2}\n"),
                ElementsAre("f:2:4: b: the number 1e999 is out of range",
                            "f:3:1: a: this key is there twice, first in line 1; remove one",
                            "f:4:11: c.d: this key is there twice, first in line 4; remove one"));
}

TEST(Yaml, ARepeatedKeyIsReportedOnceNotItsContent) {
    EXPECT_THAT(yaml_problems("a: {x: 1}\na: {x: 1}\n"),
                ElementsAre("f:2:1: a: this key is there twice, first in line 1; remove one"));
}

TEST(Yaml, NoAliasesSoNothingExpands) {
    EXPECT_THAT(yaml_problems("a: &a [x, x]\nb: &b [*a, *a]\n"),
                ElementsAre("f:1:4: a: anchors (&name) and aliases (*name) are not taken here; write the value out"));
    EXPECT_THAT(yaml_problems("<<: *a\n"), ElementsAre(HasSubstr("write the value out")));
}

TEST(Yaml, NestingIsBoundedInEveryStyle) {
    const auto too_deep = HasSubstr("nested too deeply: expected at most 32 levels");
    for (const char* opening : {"[", "{a: ", "- ", "? ", "[? ", "[a: ", "!t [", "- - - a:\n", "{{"}) {
        const auto found = yaml_problems(repeated(opening, 1'000'000 / static_cast<int>(std::string(opening).size())));
        ASSERT_EQ(found.size(), 1U) << opening;
        if (std::string_view(opening).find_first_of("?!\n{") == std::string_view::npos) {
            EXPECT_THAT(found.front(), too_deep) << opening;
        }
    }
    EXPECT_TRUE(yaml_problems(repeated("[", 32) + repeated("]", 32)).empty());
    EXPECT_THAT(yaml_problems(repeated("[", 33) + repeated("]", 33)), ElementsAre(too_deep));
}

TEST(Yaml, ValuesAndBytesAreBounded) {
    EXPECT_TRUE(yaml_problems("[" + repeated("1,", 19'000) + "]").empty());
    EXPECT_THAT(yaml_problems("[" + repeated("1,", 20'001) + "]"),
                ElementsAre(HasSubstr("too many values: expected at most 20000")));
    EXPECT_TRUE(yaml_problems("a: \"" + std::string(1024 * 1024 - 5, 'x') + "\"").empty());
    EXPECT_THAT(yaml_problems("a: \"" + std::string(1024 * 1024 - 4, 'x') + "\""),
                ElementsAre("f: the file is too big: expected at most 1048576 bytes"));
}

TEST(Yaml, OnlyUtf8) {
    EXPECT_THAT(yaml_problems("a: 1\nb: \xC4x\n"),
                ElementsAre("f:2:4: byte 0xC4 is not UTF-8; save the file as UTF-8"));
    for (const char* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "\xF0\x80\x80\x80",
                            "\xE0\x80\x80", "\xF4\x90\x80\x80"}) {
        EXPECT_EQ(yaml_problems(bad).size(), 1U);
        EXPECT_THAT(yaml_problems(bad), ElementsAre(HasSubstr("is not UTF-8")));
    }
    EXPECT_THAT(yaml_problems("\xFF\xFE"
                              "a"),
                ElementsAre(HasSubstr("UTF-16")));
    EXPECT_THAT(yaml_problems(std::string("a\0:\0", 4)),
                ElementsAre("f:1:2: the file is not UTF-8 (UTF-16 or binary?); save it as UTF-8"));
    EXPECT_THAT(yaml_problems("a: \x1b[1m"), ElementsAre("f:1:4: control character 0x1B; remove it"));
}

TEST(Yaml, NoTags) {
    for (const char* tagged : {"a: !!str 1", "a: !x {}", "!x a: 1", "a: ! \"x\"", "- !<tag:x> y"}) {
        EXPECT_THAT(yaml_problems(tagged), ElementsAre(HasSubstr("tags (!name) are not taken here"))) << tagged;
    }
}

TEST(Yaml, AMissingQuoteDoesNotSwallowTheRest) {
    const std::string missing = "a text in quotes that never ends; add the closing quote";
    EXPECT_THAT(yaml_problems("a: \"x\nb: 1\n"), ElementsAre("f:1:4: a: " + missing));
    EXPECT_THAT(yaml_problems("a: 'x\nb: 1\n"), ElementsAre("f:1:4: a: " + missing));
    EXPECT_THAT(yaml_problems("a: \"x\\\"\n"), ElementsAre("f:1:4: a: " + missing));
    EXPECT_TRUE(yaml_problems("a: \"x\\\"\"\nb: 'it''s'\n").empty());
}

TEST(Yaml, NothingHasThePlaceOfItsKey) {
    const Document document = parse_yaml("a:\nb: {c: ~}\n", "f");
    EXPECT_EQ(place(document.places, "/a"), "1:1");
    EXPECT_EQ(place(document.places, "/b/c"), "2:5");
}

TEST(Yaml, NoTabsAsIndentation) {
    EXPECT_THAT(yaml_problems("a:\n\tb: 1\n"), ElementsAre("f:2:1: a tab in the indentation; use spaces"));
    EXPECT_THAT(yaml_problems("a:\n  \tb: 1\n"), ElementsAre("f:2:3: a tab in the indentation; use spaces"));
    EXPECT_TRUE(yaml_problems("a:\t1\t# why\n").empty());
}

TEST(Yaml, OneDocumentPerFile) {
    EXPECT_TRUE(yaml_problems("---\na: 1\n...\n").empty());
    EXPECT_THAT(
        yaml_problems("a: 1\n---\nb: 1\n"),
        ElementsAre("f:2:1: a second document begins here; expected one per file: move it to a file of its own"));
    EXPECT_THAT(yaml_problems("- a\nb: 1\n"),
                ElementsAre("f:2:1: this does not belong to what stands above; check the indentation"));
    EXPECT_THAT(yaml_problems(""), ElementsAre("f:1:1: the file is empty"));
    EXPECT_THAT(yaml_problems("# nothing but words\n\n"), ElementsAre("f:1:1: the file is empty"));
}

TEST(Yaml, FilesThatAreNoneAreNamed) {
    EXPECT_THROW(
        {
            try {
                read_yaml("/nonexistent/x.yaml");
            } catch (const Error& error) {
                EXPECT_STREQ(error.what(), "/nonexistent/x.yaml: there is no such file");
                throw;
            }
        },
        Error);
    EXPECT_THROW(read_yaml("/tmp"), Error);
}

TEST(Pointer, EscapesAndUnescapes) {
    EXPECT_EQ(pointer_to("/a", "b/c~d"), "/a/b~1c~0d");
    EXPECT_THAT(pointer_tokens("/a/b~1c~0d/0"), ElementsAre("a", "b/c~d", "0"));
    EXPECT_EQ(parent("/a/b"), "/a");
    EXPECT_EQ(parent("/a"), "");
}

TEST(Nearest, FindsTyposAndNothingElse) {
    const std::vector<std::string> known{"followers_only", "regions", "allow", "deny", "request_time_ms"};
    EXPECT_EQ(nearest("follower_only", known), "followers_only");
    EXPECT_EQ(nearest("Regions", known), "regions");
    EXPECT_EQ(nearest("dney", known), "deny");
    EXPECT_EQ(nearest("request_time", known), "request_time_ms");
    EXPECT_EQ(nearest("colour", known), "");
    EXPECT_EQ(nearest("", known), "");
    EXPECT_EQ(nearest(std::string(100'000, 'x'), known), "");
}

}  // namespace
}  // namespace fairground::config
