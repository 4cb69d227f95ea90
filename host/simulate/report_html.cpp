// The report as one page with pictures: no script, nothing from elsewhere, light and dark.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "simulate/picture.hpp"
#include "simulate/simulate.hpp"

namespace fairground::simulate {
namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ink: #1c2733; --dim: #66727f; --line: #d5dbe1; --paper: #fff; --mark: #2467c9; --band: #2467c933;
  --bad: #c62f2f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e9ee; --dim: #95a1ad; --line: #3a444e; --paper: #14191e; --mark: #6fa8ff;
  --band: #6fa8ff33; --bad: #ff7b72; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } p { margin: .25rem 0; }
.dim { color: var(--dim); } .bad { color: var(--bad); font-weight: 600; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 1rem 0; } .figures b { display: block; font-size: 1.4rem; }
svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; } svg text { fill: var(--ink); } svg .dim { fill: var(--dim); }
.axis { stroke: var(--line); } .mark { fill: var(--mark); } .line { stroke: var(--mark); fill: none; stroke-width: 2; }
.band { fill: var(--band); } .badmark { fill: var(--bad); } .tick { stroke: var(--ink); stroke-width: 2; }
)";

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

std::string head_figures(const Report& report) {
    const auto figure = [](const std::string& value, const std::string& name, bool bad = false) {
        return fmt::format("<div{}><b>{}</b>{}</div>", bad ? " class=\"bad\"" : "", value, name);
    };
    std::string text = "<div class=\"figures\">";
    if (!report.cost_unit.empty())
        text += figure(number(report.cost.mean) + " " + escaped(report.cost_unit), "expected cost of one run");
    if (report.publishes_odds && report.draws > 0)
        text += figure(report.odds_kept() ? "kept" : "NOT kept", "the published odds", !report.odds_kept());
    text += figure(number(static_cast<double>(report.answers.all)), "actions");
    std::uint64_t refused = 0;
    for (const auto& [code, count] : report.answers.refused) refused += count;
    text += figure(number(100.0 * static_cast<double>(refused) / static_cast<double>(report.answers.all)) + " %",
                   "refused");
    if (report.answers.faults > 0) text += figure(number(static_cast<double>(report.answers.faults)), "failed", true);
    return text + "</div>";
}

std::string odds_section(const Report& report) {
    if (!report.publishes_odds || report.draws == 0) return "";
    std::vector<RatioRow> rows;
    for (const ThingLine& line : report.things) {
        if (!line.odds || line.odds->published == 0) continue;
        const double published = line.odds->published;
        rows.push_back({escaped(line.id), line.odds->low / published, line.odds->high / published,
                        line.odds->share / published, line.odds->outside,
                        fmt::format("published {:.4f} %, drawn {:.4f} %", published * 100, line.odds->share * 100)});
    }
    return fmt::format(
        "<h2>Odds drawn against odds published</h2><p class=\"dim\">{} draws. The band is where the drawn "
        "odds lie with 99.9 % for all prizes together, if the published ones are the real ones.</p>{}",
        number(static_cast<double>(report.draws)), ratio_picture(rows));
}

std::string cost_section(const Report& report) {
    if (report.cost_unit.empty()) return "";
    std::vector<Bar> bars;
    for (std::size_t day = 0; day < report.cost_by_day.size(); ++day) {
        const Spread& cost = report.cost_by_day[day];
        bars.push_back({std::to_string(day + 1), cost.mean, cost.low, cost.high});
    }
    return "<h2>Cost by day, " + escaped(report.cost_unit) + "</h2>" + bar_picture(bars);
}

std::string given_section(const Report& report) {
    std::string text;
    for (const ThingLine& line : report.things) {
        if (line.given.mean == 0) continue;
        std::vector<Bar> bars;
        for (std::size_t day = 0; day < line.given_by_day.size(); ++day)
            bars.push_back({std::to_string(day + 1), line.given_by_day[day], 0, 0});
        std::string about = number(line.given.mean) + " given";
        if (line.stock) about += " of " + number(static_cast<double>(*line.stock));
        if (line.per_day) about += fmt::format(", at most {} a day", *line.per_day);
        if (line.days_at_cap > 0)
            about += fmt::format(" (reached on {} of {} days)", number(line.days_at_cap), report.crowd.days);
        if (line.runs_sold_out > 0)
            about +=
                fmt::format(", gone on day {:.1f} ({:.1f}–{:.1f}) in {} of {} runs", line.sold_out_after.mean + 1,
                            line.sold_out_after.low + 1, line.sold_out_after.high + 1, line.runs_sold_out, report.runs);
        text +=
            fmt::format("<p><b>{}</b> <span class=\"dim\">{}</span></p>{}", escaped(line.id), about, bar_picture(bars));
    }
    return text.empty() ? "" : "<h2>Pieces by day</h2>" + text;
}

std::string answers_section(const Report& report) {
    std::vector<Share> shares{{"done", static_cast<double>(report.answers.done), false}};
    for (const auto& [code, count] : report.answers.refused)
        shares.push_back({escaped(code), static_cast<double>(count), false});
    if (report.answers.faults > 0) shares.push_back({"failed", static_cast<double>(report.answers.faults), true});
    return "<h2>Answers</h2>" + share_picture(shares);
}

}  // namespace

std::string to_html(const Report& report) {
    std::string text = fmt::format(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>{0}: simulation</title><style>{1}</style><h1>{0}</h1><p "
        "class=\"dim\">{2}, {3} by {4} players on {5} days from {6} on ({7}); {8} runs from seed {9}</p>",
        escaped(report.campaign), style, escaped(report.plugin), escaped(report.action), number(report.crowd.players),
        report.crowd.days, report.first_day, escaped(report.time_zone), report.runs, report.seed);
    text += head_figures(report) + cost_section(report) + odds_section(report) + given_section(report) +
            answers_section(report);
    for (const std::string& note : report.notes) text += "<p class=\"dim\">Note: " + escaped(note) + "</p>";
    return text + "</html>\n";
}

}  // namespace fairground::simulate
