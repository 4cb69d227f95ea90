#include "config/scalar.hpp"

#include <gtest/gtest.h>

namespace fairground::config {
namespace {

nlohmann::json meaning(std::string_view word) {
    const Scalar scalar = plain_scalar(word);
    EXPECT_EQ(scalar.problem, "") << word;
    return scalar.value;
}

TEST(Scalar, NumbersAreNumbers) {
    EXPECT_EQ(meaning("12"), 12);
    EXPECT_EQ(meaning("-3"), -3);
    EXPECT_EQ(meaning("+3"), 3);
    EXPECT_EQ(meaning("0"), 0);
    EXPECT_EQ(meaning("0x1F"), 31);
    EXPECT_EQ(meaning("0o17"), 15);
    EXPECT_EQ(meaning("9223372036854775807"), INT64_MAX);
    EXPECT_EQ(meaning("-9223372036854775808"), INT64_MIN);
    EXPECT_DOUBLE_EQ(meaning("1.5").get<double>(), 1.5);
    EXPECT_DOUBLE_EQ(meaning("+1.5e-3").get<double>(), 0.0015);
    EXPECT_DOUBLE_EQ(meaning("1e3").get<double>(), 1000);
}

TEST(Scalar, OnlyTrueAndFalseAreTruthValues) {
    EXPECT_EQ(meaning("true"), true);
    EXPECT_EQ(meaning("false"), false);
    for (const char* norway : {"no", "NO", "yes", "on", "off", "y", "n", "True", "FALSE"}) {
        EXPECT_EQ(meaning(norway), norway);
    }
}

TEST(Scalar, NothingIsNull) {
    for (const char* nothing : {"", "~", "null", "Null", "NULL"}) EXPECT_TRUE(meaning(nothing).is_null()) << nothing;
}

TEST(Scalar, EverythingElseIsText) {
    for (const char* text : {"12x", "1_000", "12:30", "1.", ".5", "1e", "-", "+", "0x", "0xG", "0o8", "0x-1", "--1",
                             "1.2.3", "2026-03-01T10:00:00+08:00", "nil", "春"}) {
        EXPECT_EQ(meaning(text), text);
    }
}

TEST(Scalar, FiguresWithALeadingZeroAreACode) {
    EXPECT_EQ(meaning("0012"), "0012");
}

TEST(Scalar, NumbersThatDoNotFitAreAProblem) {
    EXPECT_EQ(
        plain_scalar("9223372036854775808").problem,
        "the number 9223372036854775808 is out of range: expected at most 9223372036854775807; put it in quotes if "
        "it is text");
    EXPECT_EQ(plain_scalar("1e999").problem, "the number 1e999 is out of range");
    EXPECT_EQ(plain_scalar("-.inf").problem, "expected a finite number, found -.inf; put it in quotes if it is text");
    EXPECT_EQ(plain_scalar(".nan").problem, "expected a finite number, found .nan; put it in quotes if it is text");
}

}  // namespace
}  // namespace fairground::config
