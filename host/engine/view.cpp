#include "engine/view.hpp"

#include "engine/answers.hpp"
#include "engine/planner.hpp"
#include "engine/reader_source.hpp"

namespace fairground::engine {

Answer compute_view(const ViewCall& call, store::Reader& reader, const std::optional<store::PlayerRow>& row,
                    const Chance& chance) {
    const auto& revision = *call.revision;
    ReaderSource source(reader);
    const auto day = revision.local_time.day(call.now);
    Snapshot snapshot(source);
    snapshot.add_share(revision.campaign, day, revision.rules->has_daily_stock());
    std::optional<std::size_t> player;
    Answer answer;
    if (row) {
        player = snapshot.add_player(*row);
        answer.player_version = row->version;
    }
    store::Needs needs;
    needs.campaign = revision.campaign;
    Planner planner(needs, day);
    planner.plan_for(revision);
    if (auto refusal = revision.rules->plan(call.route->number, call.query, planner))
        return to_answer(std::move(*refusal), revision);
    needs.coupons.clear();  // a view takes none
    snapshot.load(std::move(needs));

    const CallFrame frame{revision, *call.route, call.player ? &*call.player : nullptr, call.now, false, &reader};
    UnitOfWork unit(frame, snapshot, player, chance);
    const auto version = answer.player_version;
    answer = to_answer(revision.rules->call(call.route->number, call.query, unit), revision);
    if (unit.store_failure()) std::rethrow_exception(unit.store_failure());
    answer.player_version = version;
    return answer;
}

}  // namespace fairground::engine
