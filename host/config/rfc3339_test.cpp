#include "config/rfc3339.hpp"

#include <gtest/gtest.h>

namespace fairground::config {
namespace {

std::int64_t ms(std::string_view text) {
    const Instant instant = parse_instant(text);
    EXPECT_TRUE(instant.time) << text << ": " << instant.problem;
    return instant.time ? instant.time->time_since_epoch().count() : -1;
}

std::string why_not(std::string_view text) {
    const Instant instant = parse_instant(text);
    EXPECT_FALSE(instant.time) << text;
    const std::string start = "expected a time such as 2026-03-01T10:00:00+08:00, found \"" + std::string(text) + "\"";
    EXPECT_EQ(instant.problem.substr(0, start.size()), start);
    return instant.problem.substr(std::min(start.size(), instant.problem.size()));
}

TEST(Instant, CountsFromTheOffset) {
    EXPECT_EQ(ms("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(ms("1970-01-01T08:00:00+08:00"), 0);
    EXPECT_EQ(ms("1970-01-01T00:00:00-01:30"), 90 * 60 * 1000);
    EXPECT_EQ(ms("2026-03-01T10:00:00+08:00"), 1772330400000);
    EXPECT_EQ(ms("2024-02-29T00:00:00.125Z"), 1709164800125);
    EXPECT_EQ(ms("1970-01-01T00:00:00.5Z"), 500);
}

TEST(Instant, SaysWhatIsMissing) {
    EXPECT_EQ(why_not("2026-03-01"), "; add the time of day and the offset");
    EXPECT_EQ(why_not("2026-03-01T10:00:00"), "; add the offset, such as +08:00 or Z");
}

TEST(Instant, SaysWhatThereIsNot) {
    EXPECT_EQ(why_not("2026-02-29T00:00:00Z"), "; there is no such day");
    EXPECT_EQ(why_not("2026-13-01T00:00:00Z"), "; there is no such day");
    EXPECT_EQ(why_not("2026-03-01T24:00:00Z"), "; there is no such time of day");
    EXPECT_EQ(why_not("2026-03-01T00:00:60Z"), "; there is no such time of day");
    EXPECT_EQ(why_not("2026-03-01T00:00:00+19:00"), "; there is no such offset");
}

TEST(Instant, TakesNoOtherForm) {
    for (const char* text :
         {"", "tomorrow", "2026-3-1T00:00:00Z", "2026-03-01 10:00:00Z", "2026-03-01T10:00:00+0800", "2026-03-01T10:00Z",
          "2026-03-01T10:00:00.Z", "2026-03-01T10:00:00.1234Z", "2026-03-01T10:00:00Zx"}) {
        EXPECT_EQ(why_not(text), "") << text;
    }
}

}  // namespace
}  // namespace fairground::config
