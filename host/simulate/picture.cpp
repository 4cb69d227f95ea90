#include "simulate/picture.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace fairground::simulate {
namespace {

constexpr double width = 900;

std::string svg(double height, const std::string& content) {
    return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\">{}</svg>", width, height, content);
}

std::string label(double x, double y, const char* anchor, const std::string& text, const char* look = "") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>", x, y, anchor, look, text);
}

std::string box(double x, double y, double w, double h, const char* look) {
    return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" class=\"{}\"/>", x, y,
                       std::max(w, 0.5), std::max(h, 0.5), look);
}

std::string rule(double x1, double y1, double x2, double y2, const char* look) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"{}\"/>", x1, y1, x2, y2,
                       look);
}

}  // namespace

std::string number(double value) {
    if (std::abs(value) < 99.95 && std::abs(value - std::round(value)) > 0.005) return fmt::format("{:.1f}", value);
    std::string text = fmt::format("{:.0f}", std::abs(value));
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return (value < -0.5 ? "-" : "") + text;
}

std::string bar_picture(const std::vector<Bar>& bars) {
    constexpr double left = 80, top = 10, bottom = 130, height = 160;
    double most = 0;
    for (const Bar& bar : bars) most = std::max({most, bar.value, bar.high});
    if (bars.empty() || most <= 0) return "";
    const double step = (width - left) / static_cast<double>(bars.size());
    const auto y = [&](double value) { return bottom - (bottom - top) * std::max(value, 0.0) / most; };
    std::string content = rule(left, bottom, width, bottom, "axis") +
                          label(left - 8, top + 8, "end", number(most), " class=\"dim\"") +
                          label(left - 8, bottom, "end", "0", " class=\"dim\"");
    const std::size_t every = bars.size() / 31 + 1;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const Bar& bar = bars[i];
        const double x = left + step * static_cast<double>(i);
        content += "<g><title>" + bar.name + ": " + number(bar.value) + "</title>" +
                   box(x + step * 0.15, y(bar.value), step * 0.7, bottom - y(bar.value), "mark");
        if (bar.high > bar.low) content += rule(x + step / 2, y(bar.low), x + step / 2, y(bar.high), "tick");
        content += "</g>";
        if (i % every == 0) content += label(x + step / 2, bottom + 18, "middle", bar.name, " class=\"dim\"");
    }
    return svg(height, content);
}

// Each row is drawn to the measure of its own band: how rare a prize is decides how wide it is.
std::string ratio_picture(const std::vector<RatioRow>& rows) {
    constexpr double left = 170, right = 280, row = 26, half_band = 120;
    const double middle = left + (width - left - right) / 2;
    const double height = row * static_cast<double>(rows.size()) + 24;
    std::string content = rule(middle, 0, middle, height - 20, "axis") +
                          label(middle, height - 4, "middle", "as published", " class=\"dim\"") +
                          label(middle - half_band, height - 4, "end", "too few", " class=\"dim\"") +
                          label(middle + half_band, height - 4, "start", "too many", " class=\"dim\"");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RatioRow& one = rows[i];
        const double y = row * static_cast<double>(i) + row / 2;
        const double room = one.measured < 1 ? 1 - one.low : one.high - 1;
        const double at = room > 0 ? std::clamp((one.measured - 1) / room, -1.8, 1.8) : 0;
        content += label(left - 10, y + 4, "end", one.name) + box(middle - half_band, y - 7, 2 * half_band, 14, "band");
        content += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" class=\"{}\"/>", middle + at * half_band, y,
                               one.outside ? "badmark" : "mark");
        content += label(width - right + 10, y + 4, "start", one.about, " class=\"dim\"");
    }
    return svg(height, content);
}

std::string share_picture(const std::vector<Share>& shares) {
    constexpr double left = 250, right = 150, row = 26;
    double all = 0;
    for (const Share& share : shares) all += share.count;
    if (all <= 0) return "";
    std::string content;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const Share& share = shares[i];
        const double y = row * static_cast<double>(i) + row / 2;
        const double length = (width - left - right) * share.count / all;
        content += label(left - 10, y + 4, "end", share.name) +
                   box(left, y - 8, length, 16, share.bad ? "badmark" : "mark") +
                   label(left + length + 8, y + 4, "start",
                         fmt::format("{} ({:.1f} %)", number(share.count), 100 * share.count / all), " class=\"dim\"");
    }
    return svg(row * static_cast<double>(shares.size()), content);
}

}  // namespace fairground::simulate
