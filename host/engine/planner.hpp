// Collects what the plans of a batch name. Private to engine.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>

#include "campaign/campaign.hpp"
#include "plugin/call_context.hpp"
#include "store/batch.hpp"

namespace fairground::engine {

class Planner final : public plugin::PlanContext {
public:
    // day: what the day 0 of a counted range stands for.
    Planner(store::Needs& needs, std::int32_t day) : needs_(needs), day_(day) {}

    void account(std::string_view currency) override { add(needs_.currencies, currency); }
    void value(std::string_view key) override { add(needs_.values, key); }
    void state(std::string_view machine) override { add(needs_.machines, machine); }
    void tally(std::string_view name) override { add(needs_.tallies, name); }

    // Only items with a limit have rows.
    void stock(std::string_view item) override {
        if (!item.empty()) {
            if (revision_->rules->stock_of(item)) add(needs_.stock, item);
            return;
        }
        for (const auto& limited : revision_->rules->stock()) add(needs_.stock, limited.item);
    }

    void record_count(std::string_view kind, std::int32_t from_day, std::int32_t to_day) override {
        const store::RecordCountNeed range{std::string(kind), from_day ? from_day : day_, to_day ? to_day : day_};
        if (std::find(needs_.record_counts.begin(), needs_.record_counts.end(), range) == needs_.record_counts.end())
            needs_.record_counts.push_back(range);
    }

    // Pages of records are read when they are asked for: how far back a page goes depends on what the batch appends.
    void records(std::string_view, std::uint32_t) override {}

    void coupons(std::string_view pool, std::uint32_t count) override {
        for (auto& known : needs_.coupons) {
            if (known.pool != pool) continue;
            known.count += count;
            return;
        }
        needs_.coupons.push_back({std::string(pool), count});
    }

    // The revision whose call plans next.
    void plan_for(const campaign::Revision& revision) { revision_ = &revision; }

private:
    static void add(std::vector<std::string>& names, std::string_view name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }

    store::Needs& needs_;
    const std::int32_t day_;
    const campaign::Revision* revision_ = nullptr;
};

}  // namespace fairground::engine
