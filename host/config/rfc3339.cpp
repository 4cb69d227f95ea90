#include "config/rfc3339.hpp"

#include <charconv>

namespace fairground::config {

namespace {

using std::chrono::milliseconds;

constexpr std::string_view example = "2026-03-01T10:00:00+08:00";

// Takes the text apart from left to right; once something does not fit, everything after fails too.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int number(std::size_t figures) {
        int value = 0;
        if (!ok_ || rest_.size() < figures) return fail();
        for (std::size_t i = 0; i < figures; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') return fail();
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(figures);
        return value;
    }
    char one_of(std::string_view allowed) {
        if (!ok_ || rest_.empty() || allowed.find(rest_[0]) == std::string_view::npos) return static_cast<char>(fail());
        const char c = rest_[0];
        rest_.remove_prefix(1);
        return c;
    }
    bool next_is(char c) const { return ok_ && !rest_.empty() && rest_[0] == c; }
    bool next_is_figure() const { return ok_ && !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; }
    bool at_end() const { return ok_ && rest_.empty(); }
    bool ok() const { return ok_; }

private:
    int fail() {
        ok_ = false;
        return 0;
    }
    std::string_view rest_;
    bool ok_ = true;
};

milliseconds fraction(Scanner& scan) {
    if (!scan.next_is('.')) return milliseconds(0);
    scan.one_of(".");
    int value = scan.number(1) * 100;
    if (scan.next_is_figure()) value += scan.number(1) * 10;
    if (scan.next_is_figure()) value += scan.number(1);
    return milliseconds(value);
}

Instant refuse(std::string_view text, const std::string& reason) {
    return {std::nullopt, "expected a time such as " + std::string(example) + ", found \"" +
                              std::string(text.substr(0, 60)) + "\"" + reason};
}

}  // namespace

Instant parse_instant(std::string_view text) {
    using namespace std::chrono;
    Scanner scan(text);
    const int y = scan.number(4);
    scan.one_of("-");
    const int m = scan.number(2);
    scan.one_of("-");
    const int d = scan.number(2);
    if (!scan.ok()) return refuse(text, "");
    if (scan.at_end()) return refuse(text, "; add the time of day and the offset");
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    scan.one_of("T");
    const int hour = scan.number(2);
    scan.one_of(":");
    const int minute = scan.number(2);
    scan.one_of(":");
    const int second = scan.number(2);
    const milliseconds behind = fraction(scan);
    if (!scan.ok()) return refuse(text, "");
    if (scan.at_end()) return refuse(text, "; add the offset, such as +08:00 or Z");
    const char sign = scan.one_of("Z+-");
    int offset_hours = 0;
    int offset_minutes = 0;
    if (sign != 'Z') {
        offset_hours = scan.number(2);
        scan.one_of(":");
        offset_minutes = scan.number(2);
    }
    if (!scan.at_end()) return refuse(text, "");
    if (!date.ok()) return refuse(text, "; there is no such day");
    if (hour > 23 || minute > 59 || second > 59) return refuse(text, "; there is no such time of day");
    if (offset_hours > 15 || offset_minutes > 59) return refuse(text, "; there is no such offset");
    const minutes offset = hours(offset_hours) + minutes(offset_minutes);
    const auto local = sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + behind;
    return {time_point_cast<milliseconds>(sign == '-' ? local + offset : local - offset), ""};
}

}  // namespace fairground::config
