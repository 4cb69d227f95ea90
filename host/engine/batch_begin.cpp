// How a batch begins: what its calls and their listeners need, and the transaction that locks and loads it.
#include <algorithm>
#include <unordered_map>

#include "engine/answers.hpp"
#include "engine/batch.hpp"
#include "engine/planner.hpp"

namespace fairground::engine {

// What the calls will need, all together, and those that hear of them.
void Batch::plan() {
    if (calls_.empty()) return;
    Part acting = plan_calls();
    if (calls_.empty()) return;
    const campaign::Revision* before = nullptr;
    for (const auto& queued : calls_)
        if (const auto* revision = queued.call.revision.get(); revision != std::exchange(before, revision))
            hearing_.add(*revision);
    parts_ = hearing_.plan(calls_.size());
    const auto behind = std::find_if(parts_.begin(), parts_.end(),
                                     [&](const Part& part) { return part.needs.campaign > acting.needs.campaign; });
    parts_.insert(behind, std::move(acting));
}

// A body that cannot be planned for is answered at once.
Part Batch::plan_calls() {
    const auto& first = calls_.front().call;
    Part part{first.revision->local_time.day(first.now), false, {}};
    part.needs.campaign = first.revision->campaign;
    Planner planner(part.needs, part.day);
    std::erase_if(calls_, [&](QueuedCall& queued) {
        if (queued.call.closed) return false;
        planner.plan_for(*queued.call.revision);
        auto refusal = queued.call.revision->rules->plan(queued.call.route->number, queued.call.body, planner);
        if (!refusal) return false;
        queued.done(to_answer(std::move(*refusal), *queued.call.revision));
        return true;
    });
    part.daily_stock = std::any_of(calls_.begin(), calls_.end(), [](const QueuedCall& queued) {
        return queued.call.revision->rules->has_daily_stock();
    });
    return part;
}

// The players' names, each once.
std::vector<std::string> Batch::seat_players() {
    std::vector<std::string> names;
    std::unordered_map<std::string_view, std::size_t> seen;
    player_of_.clear();
    for (const auto& queued : calls_) {
        const auto [place, is_new] = seen.try_emplace(queued.call.player.id, names.size());
        if (is_new) names.push_back(queued.call.player.id);
        player_of_.push_back(place->second);
    }
    return names;
}

// In the order of the campaigns' ids: what they share with other batches is locked in that order.
void Batch::begin(Snapshot& snapshot) {
    store::Opening opening{calls_.front().call.revision->config.tenant, seat_players(), {}};
    for (const auto& part : parts_) {
        snapshot.add_share(part.needs.campaign, part.day, part.daily_stock);
        store::Needs needs = part.needs;
        if (look_up_keys_ && needs.campaign == calls_.front().call.revision->campaign)
            for (std::size_t i = 0; i < calls_.size(); ++i)
                if (calls_[i].call.key)
                    needs.requests.push_back({static_cast<std::int64_t>(player_of_[i]), *calls_[i].call.key});
        snapshot.expect(needs);
        opening.needs.push_back(std::move(needs));
    }
    auto opened = writer_.begin(opening);
    for (const auto& row : opened.players) snapshot.add_player(row);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        snapshot.take_over(opening.needs[i], std::move(opened.loaded[i]), StockRows::loose);
        if (lock_stock_) snapshot.share(parts_[i].needs.campaign).lock_stock();
    }
}

}  // namespace fairground::engine
