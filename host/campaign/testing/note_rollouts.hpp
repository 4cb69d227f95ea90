// For tests: what campaigns serve, in memory, as the store would keep it.
#pragma once
#include <algorithm>
#include <map>

#include "store/store.hpp"

namespace fairground::campaign {

class NoteRollouts : public store::Rollouts {
public:
    struct Notes {
        std::map<std::string, std::int64_t> ids;
        std::vector<std::pair<std::string, store::RevisionRow>> revisions;
        std::vector<store::Standing> standings;  // all there ever were
        bool away = false;
    };
    explicit NoteRollouts(Notes& notes) : notes_(notes) {}

    Added add(const store::RevisionDraft& draft) override {
        const auto campaign = notes_.ids.try_emplace(draft.campaign, std::int64_t(notes_.ids.size()) + 1).first->second;
        store::RevisionRow row;
        row.campaign = campaign;
        row.number = 1;
        for (const auto& [name, other] : notes_.revisions)
            if (name == draft.campaign) row.number = other.number + 1;
        row.plugin = draft.plugin;
        row.plugin_version = draft.plugin_version;
        row.config = draft.config;
        row.author = draft.author;
        row.source = draft.source;
        row.yaml = draft.yaml;
        row.needs_approval = draft.needs_approval;
        notes_.revisions.emplace_back(draft.campaign, row);
        return {campaign, row.number, true};
    }
    std::optional<store::RevisionRow> revision(std::string_view campaign, std::int32_t number) override {
        for (const auto& [name, row] : notes_.revisions)
            if (name == campaign && row.number == number) return row;
        return std::nullopt;
    }
    std::vector<store::RevisionRow> revisions(std::string_view campaign, std::int32_t, std::uint32_t) override {
        std::vector<store::RevisionRow> rows;
        for (const auto& [name, row] : notes_.revisions)
            if (name == campaign) rows.insert(rows.begin(), row);
        return rows;
    }
    std::vector<Waiting> waiting() override { return {}; }
    bool decide(std::int64_t campaign, std::int32_t number, const store::Approval& approval) override {
        for (auto& [name, row] : notes_.revisions)
            if (row.campaign == campaign && row.number == number && !row.approval) {
                row.approval = approval;
                return true;
            }
        return false;
    }
    void keep_simulation(std::int64_t, std::int32_t, std::int64_t, const std::string&, const std::string&) override {}

    std::int64_t change() override {
        if (notes_.away) throw store::Unavailable("the database is away");
        return notes_.standings.empty() ? 0 : notes_.standings.back().change;
    }
    std::vector<store::Standing> standings(std::int64_t after) override {
        std::vector<store::Standing> last;
        for (const auto& standing : notes_.standings) {
            std::erase_if(last, [&](const auto& one) { return one.name == standing.name; });
            if (standing.change > after) last.push_back(standing);
        }
        return last;
    }
    std::optional<store::Standing> standing(std::string_view campaign) override {
        for (const auto& one : standings(0))
            if (one.name == campaign) return one;
        return std::nullopt;
    }
    std::vector<store::Standing> history(std::string_view campaign, std::uint32_t limit) override {
        std::vector<store::Standing> list;
        for (auto one = notes_.standings.rbegin(); one != notes_.standings.rend() && list.size() < limit; ++one)
            if (one->name == campaign) list.push_back(*one);
        return list;
    }
    std::optional<std::int64_t> set(const store::Standing& next, std::int64_t before,
                                    const std::optional<std::vector<store::StockCap>>&) override {
        const auto present = standing(next.name);
        if ((present ? present->change : 0) != before) return std::nullopt;
        notes_.standings.push_back(next);
        notes_.standings.back().change = static_cast<std::int64_t>(notes_.standings.size());
        return notes_.standings.back().change;
    }
    void add_route_uses(std::span<const store::RouteUse>) override {}
    std::vector<store::RouteUse> route_uses(std::string_view, std::int32_t) override { return {}; }
    void purge_route_uses(std::int64_t, std::int32_t) override {}
    void add_samples(std::span<const store::RevisionSample>) override {}
    std::vector<store::RevisionSample> samples(std::int64_t, std::int32_t, std::int64_t) override { return {}; }
    void purge_samples(std::int64_t, std::int32_t, std::int64_t) override {}

private:
    Notes& notes_;
};

}  // namespace fairground::campaign
