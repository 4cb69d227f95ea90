// SPDX-License-Identifier: MIT
// What the SDK writes and reads itself must be what the library makes of it.
#include <gmock/gmock.h>

#include "fairground/detail/json_reader.hpp"
#include "fairground/detail/json_text.hpp"

namespace fairground::detail {
namespace {

const Json everything = Json::parse(R"({"": {}, "a": [], "b": [1, -1, 0, 18446744073709551615, -9223372036854775808],
    "c": [true, false, null], "d": 1.5, "e": 1e300, "f": "tab\tquote\"back\\slash\u0001", "g": "积分", "积分": {"x": [{}]}})");

TEST(JsonText, is_what_dump_makes) {
    EXPECT_EQ(JsonText::of(everything), everything.dump());
    for (const auto& [name, value] : everything.items()) EXPECT_EQ(JsonText::of(value), value.dump()) << name;
}

TEST(JsonText, grows_with_what_is_written) {
    Json long_one = Json::array();
    for (int i = 0; i < 3000; ++i) long_one.push_back(std::string(static_cast<std::size_t>(i % 700), 'x'));
    EXPECT_EQ(JsonText::of(long_one), long_one.dump());
}

TEST(JsonText, does_not_take_what_is_no_utf8) {
    EXPECT_THROW(JsonText::of(Json{{"title", "\xff"}}), Json::type_error);
    EXPECT_THROW(JsonText::of(Json{{"\xff", 1}}), Json::type_error);
}

TEST(TakeApart, leaves_nothing) {
    Json tree = everything;
    take_apart(tree);
    EXPECT_EQ(tree, Json::object());
}

TEST(JsonReader, reads_as_the_library_does) {
    for (const char* text : {"{}", "[]", "7", "-7", "0", "-0", "true", "false", "null", "\"\"", "\"text\"",
                             R"({"b":1,"a":2})", R"({"a":1,"a":2})", R"({"a":{"b":[1,"x",null,{}]},"c":false})",
                             "18446744073709551615", "-9223372036854775808"}) {
        const auto read = JsonReader::plain(text);
        ASSERT_TRUE(read) << text;
        const Json expected = Json::parse(text);
        EXPECT_EQ(*read, expected) << text;
        EXPECT_EQ(read->type(), expected.type()) << text;
        EXPECT_EQ(read->dump(), expected.dump()) << text;
    }
}

TEST(JsonReader, leaves_what_is_not_plain_to_the_library) {
    for (const char* text : {"{ }", "1.5", "1e3", "18446744073709551616", "-9223372036854775809", R"("\n")",
                             R"("积分")", "[[[[[[[[[[]]]]]]]]]]"}) {
        EXPECT_FALSE(JsonReader::plain(text)) << text;
        EXPECT_EQ(read_json(text), Json::parse(text)) << text;
    }
}

TEST(JsonReader, takes_nothing_that_the_library_does_not) {
    for (const char* text : {"",           "{",     "}",     "[",   "[1",  "[1,]",     "[,]",     "{\"a\"}", "{\"a\":}",
                             "{\"a\":1,}", "{a:1}", "\"",    "\"a", "01",  "-01",      "-",       "+1",      "--1",
                             "1 2",        "tru",   "truee", "nul", "{}x", "\"\x01\"", "\"\xff\""}) {
        EXPECT_FALSE(JsonReader::plain(text)) << text;
        EXPECT_THROW(read_json(text), Json::parse_error) << text;
    }
}

}  // namespace
}  // namespace fairground::detail
