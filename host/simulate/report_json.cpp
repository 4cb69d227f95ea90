// The report for programs; docs/formats/simulation-json.md is its contract.
#include "simulate/simulate.hpp"

namespace fairground::simulate {
namespace {

using nlohmann::json;

json spread_json(const Spread& spread) {
    return {{"mean", spread.mean}, {"low", spread.low}, {"high", spread.high}};
}

template <typename T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json();
}

json cost_json(const std::optional<double>& unit, const Spread& cost) {
    return unit ? json{{"unit", *unit}, {"all", spread_json(cost)}} : json();
}

json odds_json(const std::optional<OddsLine>& odds) {
    if (!odds) return nullptr;
    return {{"published", odds->published}, {"drawn", odds->drawn},    {"share", odds->share}, {"low", odds->low},
            {"high", odds->high},           {"outside", odds->outside}};
}

json thing_json(const ThingLine& line) {
    const bool gone = line.runs_sold_out > 0;
    return {{"id", line.id},
            {"odds", odds_json(line.odds)},
            {"given", spread_json(line.given)},
            {"given_by_day", line.given_by_day},
            {"stock", or_null(line.stock)},
            {"per_day", or_null(line.per_day)},
            {"sold_out", {{"runs", line.runs_sold_out}, {"days", gone ? spread_json(line.sold_out_after) : json()}}},
            {"days_at_cap", line.days_at_cap},
            {"cost", cost_json(line.unit_cost, line.cost)}};
}

}  // namespace

json to_json(const Report& report) {
    json things = json::array();
    for (const auto& line : report.things) things.push_back(thing_json(line));
    json currencies = json::array();
    for (const auto& line : report.currencies)
        currencies.push_back({{"currency", line.currency},
                              {"credited", spread_json(line.credited)},
                              {"debited", spread_json(line.debited)},
                              {"cost", cost_json(line.unit_cost, line.cost)}});
    json coupons = json::array();
    for (const auto& line : report.coupons)
        coupons.push_back(
            {{"pool", line.pool}, {"given", spread_json(line.given)}, {"cost", cost_json(line.unit_cost, line.cost)}});
    json by_day = json::array();
    for (const auto& day : report.cost_by_day) by_day.push_back(spread_json(day));
    json cost;
    if (!report.cost_unit.empty())
        cost = {{"unit", report.cost_unit}, {"all", spread_json(report.cost)}, {"by_day", std::move(by_day)}};
    const auto& answers = report.answers;
    return {{"campaign", report.campaign},
            {"plugin", report.plugin},
            {"action", report.action},
            {"players", report.crowd.players},
            {"days", report.crowd.days},
            {"first_day", report.first_day},
            {"time_zone", report.time_zone},
            {"actions_a_day", report.crowd.actions},
            {"runs", report.runs},
            {"seed", report.seed},
            {"seconds", report.seconds},
            {"answers",
             {{"all", answers.all},
              {"done", answers.done},
              {"refused", answers.refused},
              {"faults", answers.faults},
              {"first_fault", answers.first_fault}}},
            {"draws", report.draws},
            {"draws_left_out", report.draws_left_out},
            {"odds_kept", report.publishes_odds && report.draws > 0 ? json(report.odds_kept()) : json()},
            {"prizes", std::move(things)},
            {"currencies", std::move(currencies)},
            {"coupons", std::move(coupons)},
            {"cost", std::move(cost)},
            {"notes", report.notes}};
}

}  // namespace fairground::simulate
