// The report for a terminal.
#include <fmt/format.h>

#include "simulate/picture.hpp"
#include "simulate/simulate.hpp"

namespace fairground::simulate {
namespace {

std::string spread_text(const Spread& spread) {
    if (spread.low == spread.high) return number(spread.mean);
    return fmt::format("{} ({}–{})", number(spread.mean), number(spread.low), number(spread.high));
}

std::string percent(double share) {
    return fmt::format("{:.4f} %", share * 100);
}

// fmt counts the bytes of – and …, terminals their width.
std::string padded(const std::string& text, std::size_t width) {
    std::size_t shown = 0;
    for (const char c : text) shown += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
    return shown >= width ? text : std::string(width - shown, ' ') + text;
}

std::string stock_text(const ThingLine& line) {
    std::string text;
    if (line.stock) text = number(static_cast<double>(*line.stock));
    if (line.per_day) text += (text.empty() ? "" : ", ") + number(static_cast<double>(*line.per_day)) + " a day";
    return text.empty() ? "–" : text;
}

std::string gone_text(const ThingLine& line, const Report& report) {
    std::string text;
    if (line.runs_sold_out > 0) {
        text = "day " +
               spread_text({line.sold_out_after.mean + 1, line.sold_out_after.low + 1, line.sold_out_after.high + 1});
        if (line.runs_sold_out < report.runs) text += fmt::format(" in {} of {} runs", line.runs_sold_out, report.runs);
    } else if (line.stock) {
        text = "lasts";
    }
    if (line.days_at_cap > 0)
        text += fmt::format("{}daily cap on {} of {} days", text.empty() ? "" : "; ", number(line.days_at_cap),
                            report.crowd.days);
    return text.empty() ? "–" : text;
}

std::string head(const Report& report) {
    const auto& answers = report.answers;
    std::string text = fmt::format("{} ({}): {} by {} players on {} day{} from {} on, {} run{} from seed {}\n",
                                   report.campaign, report.plugin, report.action, number(report.crowd.players),
                                   report.crowd.days, report.crowd.days == 1 ? "" : "s", report.first_day, report.runs,
                                   report.runs == 1 ? "" : "s", report.seed);
    text += fmt::format("{} actions in {:.1f} s ({} a second): {} done", number(static_cast<double>(answers.all)),
                        report.seconds, number(static_cast<double>(answers.all) / report.seconds),
                        number(static_cast<double>(answers.done)));
    for (const auto& [code, count] : answers.refused)
        text += fmt::format(", {} refused with {}", number(static_cast<double>(count)), code);
    if (answers.faults > 0)
        text += fmt::format(", {} FAILED: {}", number(static_cast<double>(answers.faults)), answers.first_fault);
    return text + "\n";
}

std::string odds_table(const Report& report) {
    if (!report.publishes_odds || report.draws == 0) return "";
    std::string text = fmt::format("\nOdds, {} draws\n{:<20} {:>12} {:>12}   {}\n", number(double(report.draws)),
                                   "PRIZE", "PUBLISHED", "DRAWN", "EXPECTED (99.9 % for all together)");
    for (const ThingLine& line : report.things) {
        if (!line.odds) continue;
        text += fmt::format("{:<20} {:>12} {:>12}   {} to {}{}\n", line.id, percent(line.odds->published),
                            percent(line.odds->share), percent(line.odds->low), percent(line.odds->high),
                            line.odds->outside ? "   ✗ OUTSIDE" : "");
    }
    return text + (report.odds_kept() ? "✓ the odds drawn are those published\n"
                                      : "✗ the odds drawn are NOT those published\n");
}

std::string given_table(const Report& report) {
    std::string text = fmt::format("\nGiven in one run, mean of {} (95 %)\n{:<20} {:>24} {:>16} {:>26}   {}\n",
                                   report.runs, "WHAT", "PIECES", "STOCK", "COST", "GONE");
    const auto cost = [](const std::optional<double>& unit, const Spread& cost) {
        return unit ? spread_text(cost) : std::string("–");
    };
    for (const ThingLine& line : report.things)
        text += fmt::format("{:<20} {} {} {}   {}\n", line.id, padded(spread_text(line.given), 24),
                            padded(stock_text(line), 16), padded(cost(line.unit_cost, line.cost), 26),
                            gone_text(line, report));
    for (const CouponLine& line : report.coupons)
        text += fmt::format("{:<20} {} {} {}\n", "coupons " + line.pool, padded(spread_text(line.given), 24),
                            padded("–", 16), padded(cost(line.unit_cost, line.cost), 26));
    for (const CurrencyLine& line : report.currencies) {
        if (line.credited.mean > 0)
            text +=
                fmt::format("{:<20} {} {} {}\n", line.currency + ", credited", padded(spread_text(line.credited), 24),
                            padded("–", 16), padded(cost(line.unit_cost, line.cost), 26));
        if (line.debited.mean > 0)
            text += fmt::format("{:<20} {}\n", line.currency + ", spent", padded(spread_text(line.debited), 24));
    }
    return text;
}

std::string cost_text(const Report& report) {
    if (report.cost_unit.empty())
        return "\nNo costs: say in the campaign file what a piece costs (costs, docs/formats/campaign-yaml.md)\n";
    std::string text = fmt::format("\nExpected cost: {} {}", spread_text(report.cost), report.cost_unit);
    double most = 0;
    std::size_t day = 0;
    for (std::size_t i = 0; i < report.cost_by_day.size(); ++i)
        if (report.cost_by_day[i].mean > most) most = report.cost_by_day[day = i].mean;
    return text + fmt::format(", at most {} on one day (day {})\n", number(most), day + 1);
}

}  // namespace

std::string to_text(const Report& report) {
    std::string text = head(report) + odds_table(report) + given_table(report) + cost_text(report);
    for (const std::string& note : report.notes) text += "Note: " + note + "\n";
    return text;
}

}  // namespace fairground::simulate
