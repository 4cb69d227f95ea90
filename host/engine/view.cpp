#include "engine/view.hpp"

#include "engine/answers.hpp"
#include "engine/planner.hpp"
#include "engine/reader_source.hpp"

namespace fairground::engine {
namespace {

// Empty: it looked at what may change at any time, and the view does not say how old that may be.
std::optional<Answer::Lasting> lasting(const Touched& touched, const plugin::Route& route, const Reading& reading) {
    const auto& ages = route.ages;
    Answer::Lasting lasting{.fresh_until = touched.until, .until = touched.until};
    if (touched.others && !ages) return std::nullopt;
    // A replica shows others' changes late, and the player's own, unless his last version is known.
    if (reading.from_replica && (touched.others || (touched.player && !reading.version_known))) return std::nullopt;
    if (touched.others || touched.clock) {
        const auto second = std::chrono::floor<std::chrono::seconds>(reading.now) + std::chrono::seconds(1);
        const campaign::Time fresh = ages ? reading.now + ages->max_age : campaign::Time(second);
        // Only what is everybody's is given while a new one is computed: that is one computation, whoever asks. Of
        // players there would be one for each, beside what they wait for.
        const bool may_be_stale = ages && !touched.player;
        const campaign::Time stale = may_be_stale ? fresh + ages->stale_while_revalidate : fresh;
        lasting.fresh_until = std::min(lasting.fresh_until, fresh);
        lasting.until = std::min(lasting.until, stale);
    }
    return lasting;
}

}  // namespace

bool tells_of_the_view(Answer::Kind kind) {
    return kind == Answer::Kind::done || kind == Answer::Kind::refused || kind == Answer::Kind::invalid;
}

void note_life(Answer& answer, const Touched& touched, const plugin::Route& route, const Reading& reading) {
    answer.of_player = touched.player;
    answer.lasting = lasting(touched, route, reading);
}

Answer compute_view(const ViewCall& call, store::Reader& reader, const std::optional<store::PlayerRow>& row,
                    const Chance& chance) {
    const auto& revision = *call.revision;
    ReaderSource source(reader);
    const auto day = revision.local_time.day(call.now);
    Snapshot snapshot(source);
    snapshot.add_share(revision.campaign, day, revision.rules->has_daily_stock());
    std::optional<std::size_t> player;
    std::int64_t version = 0;
    if (row) {
        player = snapshot.add_player(*row);
        version = row->version;
    }
    if (call.player && call.unless_version == version && !reader.from_replica())
        return {.kind = Answer::Kind::done, .unchanged = true};
    store::Needs needs;
    needs.campaign = revision.campaign;
    Planner planner(needs, day);
    planner.plan_for(revision);
    Touched touched;
    Answer answer;
    if (auto refusal = revision.rules->plan(call.route->number, call.query, planner)) {
        answer = to_answer(std::move(*refusal), revision);
    } else {
        needs.coupons.clear();  // a view takes none
        snapshot.load(std::move(needs));
        const CallFrame frame{revision, *call.route, call.player ? &*call.player : nullptr, call.now, false,
                              &reader,  &touched};
        UnitOfWork unit(frame, snapshot, player, chance);
        answer = to_answer(revision.rules->call(call.route->number, call.query, unit), revision);
        if (unit.store_failure()) std::rethrow_exception(unit.store_failure());
    }
    answer.player_version = version;
    if (!tells_of_the_view(answer.kind)) return answer;
    note_life(answer, touched, *call.route,
              {.now = call.now,
               .from_replica = reader.from_replica(),
               .version_known = call.fresh.version > 0 && !call.fresh.newest});
    return answer;
}

}  // namespace fairground::engine
