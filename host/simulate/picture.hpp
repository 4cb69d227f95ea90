// The few kinds of pictures that a report has, as SVG. Texts are expected to be escaped. Private to the room.
#pragma once
#include <string>
#include <vector>

namespace fairground::simulate {

std::string number(double value);  // for people: 1,234,567 or 12.3

struct Bar {
    std::string name;
    double value = 0;
    double low = 0;  // both 0: no spread
    double high = 0;
};
std::string bar_picture(const std::vector<Bar>& bars);

// What was measured as a multiple of what it should be, with the band where it may lie.
struct RatioRow {
    std::string name;
    double low = 0;
    double high = 0;
    double measured = 0;
    bool outside = false;
    std::string about;
};
std::string ratio_picture(const std::vector<RatioRow>& rows);

struct Share {
    std::string name;
    double count = 0;
    bool bad = false;
};
std::string share_picture(const std::vector<Share>& shares);

}  // namespace fairground::simulate
