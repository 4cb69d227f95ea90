#include "simulate/figures.hpp"

#include "simulate/memory.hpp"

namespace fairground::simulate {
namespace {

std::int64_t& on_day(std::vector<std::int64_t>& days, std::size_t day) {
    if (days.size() <= day) days.resize(day + 1);
    return days[day];
}

}  // namespace

Things::Things(const campaign::Revision& revision) {
    if (!revision.odds.is_null())
        for (const auto& prize : revision.odds.at("prizes"))
            add(prize.at("id").get<std::string>()).chance = prize.at("chance").get<double>();
    for (const plugin::StockItem& item : revision.rules->stock()) {
        Thing& thing = add(item.item);
        thing.stock = item.total;
        thing.per_day = item.per_day;
    }
}

Things::Thing& Things::add(const std::string& id) {
    const auto [place, fresh] = places_.emplace(id, all_.size());
    if (fresh) all_.push_back({id, {}, {}, {}});
    return all_[place->second];
}

std::optional<std::size_t> Things::find(std::string_view id) const {
    const auto found = places_.find(std::string(id));
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

void Count::begin_day(std::size_t day) {
    day_ = day;
    out_ = 0;
    for (std::size_t i = 0; i < into_.by_thing.size(); ++i) {
        auto& figures = into_.by_thing[i];
        figures.taken_today = 0;
        if (figures.sold_out && things_.all()[i].chance) ++out_;
    }
}

void Count::add(const store::Effects& effects, double time) {
    for (const auto& line : effects.records) add_record(line);
    add_stock(effects, time);
    for (const auto& entry : effects.entries) {
        auto& currency = into_.by_currency[entry.currency];
        if (entry.amount >= 0)
            on_day(currency.credited, day_) += entry.amount;
        else if (entry.reason != "expired")
            on_day(currency.debited, day_) -= entry.amount;
    }
    for (const auto& coupon : effects.coupons)
        ++on_day(into_.by_pool[std::string(memory_.pool_of_coupon(coupon.id))], day_);
}

void Count::add_stock(const store::Effects& effects, double time) {
    for (const auto& row : effects.stock) {
        const auto place = things_.find(row.item);
        if (row.day != 0 || !place) continue;  // the row of the whole campaign is always there
        const auto& thing = things_.all()[*place];
        auto& figures = into_.by_thing[*place];
        on_day(figures.given, day_) += row.count;
        figures.taken += row.count;
        const bool had_today = thing.per_day && figures.taken_today >= *thing.per_day;
        figures.taken_today += row.count;
        const bool none_today = thing.per_day && figures.taken_today >= *thing.per_day;
        const bool none_at_all = thing.stock && figures.taken >= *thing.stock && !figures.sold_out;
        if (none_today && !had_today) ++figures.days_at_cap;
        if (none_at_all) figures.sold_out = time;
        if ((none_today && !had_today) || none_at_all) {
            into_.anything_ran_out = true;
            if (thing.chance) ++out_;
        }
    }
}

// A draw's record names the prize that was given; where that is not what was drawn, what it was given instead of; and
// one that was not drawn at all is marked as a guarantee (docs/sdk/manifest.md).
void Count::add_record(const store::RecordLine& line) {
    simdjson::dom::object payload;
    if (parser_.parse(line.payload.data(), line.payload.size()).get(payload) != simdjson::SUCCESS) return;
    std::optional<std::size_t> given;
    std::optional<std::size_t> instead_of;
    bool instead = false;
    bool guaranteed = false;
    for (const auto field : payload) {
        std::string_view text;
        if (field.key == "prize") {
            if (field.value.get(text) == simdjson::SUCCESS) given = things_.find(text);
        } else if (field.key == "instead") {
            instead = true;
            if (field.value["of"].get(text) == simdjson::SUCCESS) instead_of = things_.find(text);
        } else if (field.key == "pity") {
            guaranteed = field.value.is_bool() && bool(field.value);
        }
    }
    if (!given || !things_.all()[*given].chance) return;
    if (!things_.all()[*given].stocked()) ++on_day(into_.by_thing[*given].given, day_);
    if (instead) into_.says_what_was_drawn = true;
    if (guaranteed || (instead && !instead_of)) return;
    add_drawn(instead_of.value_or(*given));
}

void Count::add_drawn(std::size_t thing) {
    ++into_.by_thing[thing].drawn;
    if (!out_of_stock()) ++into_.by_thing[thing].drawn_in_stock;
}

}  // namespace fairground::simulate
