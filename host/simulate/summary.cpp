#include "simulate/summary.hpp"

#include <algorithm>

#include "simulate/statistics.hpp"

namespace fairground::simulate {
namespace {

std::int64_t sum(const std::vector<std::int64_t>& days) {
    std::int64_t all = 0;
    for (const std::int64_t day : days) all += day;
    return all;
}

// The mean over the runs of each day.
std::vector<double> by_day(const std::vector<const std::vector<std::int64_t>*>& runs, std::size_t days) {
    std::vector<double> means(days, 0);
    for (const auto* run : runs)
        for (std::size_t day = 0; day < run->size(); ++day)
            means[day] += static_cast<double>((*run)[day]) / static_cast<double>(runs.size());
    return means;
}

Spread times(const Spread& spread, double factor) {
    return {spread.mean * factor, spread.low * factor, spread.high * factor};
}

std::optional<double> cost_of(const std::map<std::string, double>& costs, const std::string& name) {
    const auto found = costs.find(name);
    return found == costs.end() ? std::nullopt : std::optional(found->second);
}

// Puts what the runs brought together.
class Summary {
public:
    Summary(const campaign::Revision& revision, const Things& things, const std::vector<Figures>& runs, Report& into)
        : revision_(revision), things_(things), runs_(runs), into_(into), costs_(revision.config.costs) {}

    void write() {
        count_draws();
        for (std::size_t i = 0; i < things_.all().size(); ++i) add_thing(i);
        add_currencies();
        add_coupons();
        add_cost();
        if (!costs_.empty()) into_.cost_unit = costs_.unit;
    }

private:
    bool only_in_stock() const {
        const auto any = [&](auto&& of) { return std::any_of(runs_.begin(), runs_.end(), of); };
        return any([](const Figures& run) { return run.anything_ran_out; }) &&
               !any([](const Figures& run) { return run.says_what_was_drawn; });
    }

    void count_draws() {
        std::uint64_t all = 0;
        for (const Figures& run : runs_)
            for (const auto& thing : run.by_thing) {
                all += thing.drawn;
                into_.draws += only_in_stock() ? thing.drawn_in_stock : thing.drawn;
            }
        into_.draws_left_out = all - into_.draws;
        into_.publishes_odds = !revision_.odds.is_null();
    }

    std::size_t prizes() const {
        return static_cast<std::size_t>(
            std::count_if(things_.all().begin(), things_.all().end(), [](const auto& thing) { return thing.chance; }));
    }

    OddsLine odds_of(std::size_t i) const {
        OddsLine line{.published = *things_.all()[i].chance};
        for (const Figures& run : runs_)
            line.drawn += only_in_stock() ? run.by_thing[i].drawn_in_stock : run.by_thing[i].drawn;
        if (into_.draws == 0) return line;
        const auto [least, most] = expected_draws(into_.draws, line.published, prizes());
        const auto n = static_cast<double>(into_.draws);
        line.share = static_cast<double>(line.drawn) / n;
        line.low = static_cast<double>(least) / n;
        line.high = static_cast<double>(most) / n;
        line.outside = line.drawn < least || line.drawn > most;
        return line;
    }

    template <typename Of>
    std::vector<double> of_runs(Of&& of) const {
        std::vector<double> values;
        for (const Figures& run : runs_) values.push_back(static_cast<double>(of(run)));
        return values;
    }

    void add_thing(std::size_t i) {
        const Things::Thing& thing = things_.all()[i];
        ThingLine line{.id = thing.id, .stock = thing.stock, .per_day = thing.per_day};
        if (thing.chance) line.odds = odds_of(i);
        line.given = spread(of_runs([i](const Figures& run) { return sum(run.by_thing[i].given); }));
        std::vector<const std::vector<std::int64_t>*> days;
        std::vector<double> sold_out;
        for (const Figures& run : runs_) {
            days.push_back(&run.by_thing[i].given);
            if (run.by_thing[i].sold_out) sold_out.push_back(*run.by_thing[i].sold_out);
            line.days_at_cap += run.by_thing[i].days_at_cap / static_cast<double>(runs_.size());
        }
        line.given_by_day = by_day(days, into_.crowd.days);
        line.runs_sold_out = static_cast<std::uint32_t>(sold_out.size());
        if (!sold_out.empty()) line.sold_out_after = spread(sold_out);
        line.unit_cost = cost_of(costs_.prizes, thing.id);
        if (line.unit_cost) line.cost = times(line.given, *line.unit_cost);
        if (!line.unit_cost && thing.stocked() && line.given.mean > 0)
            into_.without_cost.push_back("the prize " + thing.id);
        into_.things.push_back(std::move(line));
    }

    void add_currencies() {
        std::map<std::string, CurrencyLine> lines;
        for (const Figures& run : runs_)
            for (const auto& [name, of] : run.by_currency) lines[name].currency = name;
        for (auto& entry : lines) {
            const std::string& name = entry.first;
            CurrencyLine& line = entry.second;
            const auto amounts = [&](auto field) {
                return spread(of_runs([&](const Figures& run) {
                    const auto found = run.by_currency.find(name);
                    return found == run.by_currency.end() ? 0 : sum(found->second.*field);
                }));
            };
            line.credited = amounts(&Figures::OfCurrency::credited);
            line.debited = amounts(&Figures::OfCurrency::debited);
            line.unit_cost = cost_of(costs_.currencies, name);
            if (line.unit_cost) line.cost = times(line.credited, *line.unit_cost);
            if (!line.unit_cost && line.credited.mean > 0) into_.without_cost.push_back("the currency " + name);
            into_.currencies.push_back(std::move(line));
        }
    }

    void add_coupons() {
        for (const std::string& pool : revision_.rules->coupon_pools()) {
            CouponLine line{.pool = pool};
            line.given = spread(of_runs([&](const Figures& run) {
                const auto found = run.by_pool.find(pool);
                return found == run.by_pool.end() ? 0 : sum(found->second);
            }));
            line.unit_cost = cost_of(costs_.coupons, pool);
            if (line.unit_cost) line.cost = times(line.given, *line.unit_cost);
            if (!line.unit_cost && line.given.mean > 0) into_.without_cost.push_back("the coupons " + pool);
            into_.coupons.push_back(std::move(line));
        }
    }

    // What one run cost on one day.
    double cost_on(const Figures& run, std::size_t day) const {
        const auto on = [day](const std::vector<std::int64_t>& days) {
            return day < days.size() ? static_cast<double>(days[day]) : 0.0;
        };
        double cost = 0;
        for (std::size_t i = 0; i < things_.all().size(); ++i)
            cost += on(run.by_thing[i].given) * cost_of(costs_.prizes, things_.all()[i].id).value_or(0);
        for (const auto& [name, of] : run.by_currency)
            cost += on(of.credited) * cost_of(costs_.currencies, name).value_or(0);
        for (const auto& [pool, given] : run.by_pool) cost += on(given) * cost_of(costs_.coupons, pool).value_or(0);
        return cost;
    }

    void add_cost() {
        std::vector<double> totals(runs_.size(), 0);
        for (std::size_t day = 0; day < into_.crowd.days; ++day) {
            const auto costs = of_runs([&](const Figures& run) { return cost_on(run, day); });
            for (std::size_t i = 0; i < costs.size(); ++i) totals[i] += costs[i];
            into_.cost_by_day.push_back(spread(costs));
        }
        into_.cost = spread(totals);
    }

    const campaign::Revision& revision_;
    const Things& things_;
    const std::vector<Figures>& runs_;
    Report& into_;
    const config::Costs& costs_;
};

void add_notes(const campaign::Revision& revision, Report& report) {
    const auto note = [&](const std::string& text) { report.notes.push_back(text); };
    if (report.draws_left_out > 0)
        note(std::to_string(report.draws_left_out) +
             " draws are left out of the odds: something had run out, and the records of this plugin do not say what "
             "was drawn in place of it");
    if (report.publishes_odds && report.draws == 0)
        note("the odds could not be checked: no record of this action names a prize (docs/sdk/manifest.md, odds)");
    for (const std::string& pool : revision.rules->coupon_pools())
        if (!report.crowd.coupons.contains(pool)) note("the pool of coupons " + pool + " was taken to be endless");
    if (!revision.config.costs.empty() && !report.without_cost.empty()) {
        std::string all;
        for (const std::string& what : report.without_cost) all += (all.empty() ? "" : ", ") + what;
        note("without a cost in the campaign file, counted as 0: " + all);
    }
}

}  // namespace

void sum_up(const campaign::Revision& revision, const Things& things, const std::vector<Figures>& runs, Report& into) {
    Summary(revision, things, runs, into).write();
    add_notes(revision, into);
}

}  // namespace fairground::simulate
