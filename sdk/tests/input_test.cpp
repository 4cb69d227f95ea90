// SPDX-License-Identifier: MIT
#include "fairground/input.hpp"

#include <gmock/gmock.h>

namespace fairground {
namespace {

detail::Shape body() {
    detail::Shape shape(false);
    shape.fields = {integer("count").between(1, 10).otherwise(1), text("note").between(0, 5).otherwise(""),
                    boolean("gift").otherwise(false)};
    return shape;
}

// "code: detail" of the refusal.
std::string refusal(const detail::Shape& shape, std::string_view bytes) {
    try {
        shape.read(bytes);
    } catch (const Invalid& wrong) {
        return wrong.code + ": " + wrong.what();
    }
    return "accepted";
}

TEST(Input, has_the_values_of_all_fields) {
    const Input input = body().read(R"({"count": 3, "note": "hello", "gift": true})");
    EXPECT_EQ(input.integer("count"), 3);
    EXPECT_EQ(input.text("note"), "hello");
    EXPECT_TRUE(input.boolean("gift"));
}

TEST(Input, has_defaults_for_what_was_left_out) {
    EXPECT_EQ(body().read("{}").integer("count"), 1);
    EXPECT_EQ(body().read("").integer("count"), 1);
}

TEST(Input, names_the_field_what_was_found_and_what_was_expected) {
    EXPECT_EQ(refusal(body(), R"({"count": 11})"),
              "invalid_body: field 'count': found 11, expected an integer from 1 to 10");
    EXPECT_EQ(refusal(body(), R"({"count": 1.0})"),
              "invalid_body: field 'count': found 1.0, expected an integer from 1 to 10");
    EXPECT_EQ(refusal(body(), R"({"note": "longer"})"),
              "invalid_body: field 'note': found \"longer\", expected a text of 0 to 5 bytes");
    EXPECT_EQ(refusal(body(), R"({"gift": 1})"), "invalid_body: field 'gift': found 1, expected true or false");
    EXPECT_EQ(refusal(body(), R"({"count": {"a": 1}})"),
              "invalid_body: field 'count': found object, expected an integer from 1 to 10");
}

TEST(Input, refuses_unknown_fields) {
    EXPECT_EQ(refusal(body(), R"({"coutn": 1})"), "invalid_body: unknown field 'coutn', expected count, note, gift");
    EXPECT_EQ(refusal(detail::Shape(false), R"({"count": 1})"),
              "invalid_body: unknown field 'count', expected no fields");
}

TEST(Input, misses_fields_without_a_default) {
    detail::Shape shape(false);
    shape.fields = {integer("amount")};
    EXPECT_EQ(refusal(shape, "{}"), "invalid_body: the field 'amount' is missing, expected an integer");
}

TEST(Input, refuses_what_is_not_an_object) {
    EXPECT_EQ(refusal(body(), "[]"), "invalid_body: found array, expected an object with count, note, gift");
    EXPECT_EQ(refusal(body(), "{\"count\": "), "invalid_body: not JSON, expected an object with count, note, gift");
    EXPECT_EQ(refusal(body(), "\xff\xfe"), "invalid_body: not JSON, expected an object with count, note, gift");
}

TEST(Input, refuses_deep_nesting_before_it_is_built) {
    EXPECT_EQ(refusal(body(), std::string(100'000, '[')), "invalid_body: nested deeper than 64 levels");
    EXPECT_EQ(refusal(body(), R"({"note": "[[["})"), "accepted") << "brackets within texts do not count";
}

TEST(Input, takes_no_number_beyond_64_bits) {
    detail::Shape shape(false);
    shape.fields = {integer("amount")};
    EXPECT_EQ(shape.read(R"({"amount": 9223372036854775807})").integer("amount"), INT64_MAX);
    EXPECT_NE(refusal(shape, R"({"amount": 9223372036854775808})"), "accepted");
    EXPECT_NE(refusal(shape, R"({"amount": 1e99})"), "accepted");
}

TEST(Query, reads_numbers_and_truth_from_texts) {
    detail::Shape shape(true);
    shape.fields = {integer("limit").between(1, 100).otherwise(20), boolean("all").otherwise(false),
                    text("cursor").otherwise("")};
    const Input input = shape.read(R"({"limit": "7", "all": "true", "cursor": "12"})");
    EXPECT_EQ(input.integer("limit"), 7);
    EXPECT_TRUE(input.boolean("all"));
    EXPECT_EQ(input.text("cursor"), "12");
    EXPECT_EQ(refusal(shape, R"({"limit": "7x"})"),
              "invalid_query: field 'limit': found \"7x\", expected an integer from 1 to 100");
}

TEST(Input, that_was_not_declared_is_a_bug_of_the_plugin) {
    EXPECT_THROW(body().read("{}").integer("amount"), std::logic_error);
}

TEST(Schema, publishes_what_is_taken) {
    detail::Shape shape(false);
    shape.fields = {integer("count").between(1, 10).otherwise(1), text("code")};
    EXPECT_EQ(shape.schema(), Json::parse(R"({"type": "object", "additionalProperties": false, "required": ["code"],
        "properties": {"count": {"type": "integer", "minimum": 1, "maximum": 10, "default": 1},
                       "code": {"type": "string", "minLength": 0, "maxLength": 256}}})"));
}

}  // namespace
}  // namespace fairground
