// What becomes of each call of a batch, one after the other, in memory.
#include <spdlog/spdlog.h>

#include "engine/answers.hpp"
#include "engine/batch.hpp"

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;

// A handler only computes; one that takes longer than this holds up its whole campaign.
constexpr auto handler_budget = 50ms;

}  // namespace

void Batch::decide(Snapshot& snapshot) {
    answers_.assign(calls_.size(), Answer{});
    costs_.assign(calls_.size(), 0);
    std::vector<store::RequestRow> stored = snapshot.requests();
    for (std::size_t i = 0; i < calls_.size(); ++i) answers_[i] = decide_one(i, snapshot, stored);
    if (!look_up_keys_) answer_from_stored(snapshot);
}

// Calls that changed nothing may have done so because they were carried out before. The others' keys are stored, and if
// they were before, the commit says so.
void Batch::answer_from_stored(Snapshot& snapshot) {
    store::Needs needs;
    needs.campaign = calls_.front().call.revision->campaign;
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
        if (!calls_[i].call.key || answers_[i].kind == Answer::Kind::done) continue;
        asked.push_back(i);
        needs.requests.push_back({snapshot.player(player_of_[i]).row.id, *calls_[i].call.key});
    }
    if (asked.empty()) return;
    const auto stored = snapshot.source().load(needs).requests;
    for (const std::size_t i : asked)
        if (auto answer = stored_answer(i, snapshot, stored)) answers_[i] = std::move(*answer);
}

std::optional<Answer> Batch::stored_answer(std::size_t index, Snapshot& snapshot,
                                           const std::vector<store::RequestRow>& stored) const {
    const auto& [call, done, print] = calls_[index];
    if (!call.key) return std::nullopt;
    const auto& player = snapshot.player(player_of_[index]).row;
    for (const auto& row : stored) {
        if (row.player != player.id || row.key != *call.key) continue;
        if (row.fingerprint != print)
            return Answer{.kind = Answer::Kind::key_conflict,
                          .player_version = player.version,
                          .revision = call.revision->number};
        return Answer{.kind = Answer::Kind::done,
                      .body = row.answer,
                      .player_version = row.version,
                      .revision = row.revision,
                      .replayed = true};
    }
    return std::nullopt;
}

Answer Batch::decide_one(std::size_t index, Snapshot& snapshot, std::vector<store::RequestRow>& stored) {
    const auto& [call, done, print] = calls_[index];
    if (auto answer = stored_answer(index, snapshot, stored)) return std::move(*answer);
    const auto& revision = *call.revision;
    auto& player = snapshot.player(player_of_[index]);
    if (call.closed)
        return {.kind = call.closed->kind,
                .code = call.closed->code,
                .detail = call.closed->detail,
                .player_version = player.row.version,
                .revision = revision.number};

    const CallFrame frame{revision, *call.route, &call.player, call.now, true};
    UnitOfWork unit(frame, snapshot, player_of_[index], chance_);
    const auto began = Clock::now();
    auto answer = to_answer(revision.rules->call(call.route->number, call.body, unit), revision);
    if (const auto took = Clock::now() - began; took > handler_budget)
        spdlog::warn("campaign {} ({}): {} took {} ms, the budget is {} ms", revision.id(), revision.maker(),
                     call.route->name, took / 1ms, handler_budget / 1ms);
    if (unit.store_failure()) std::rethrow_exception(unit.store_failure());
    if (answer.kind == Answer::Kind::done) {
        const double cost = unit.cost();
        if (auto undone = let_hear(index, unit, snapshot)) return std::move(*undone);
        costs_[index] = cost;
        // A keyed call always leaves its answer behind, so that a repetition finds it even if nothing else changed.
        if (call.key) {
            if (!unit.changed()) {
                ++player.row.version;
                player.changed = true;
            }
            stored.push_back({player.row.id, *call.key, print, answer.body, player.row.version, revision.number});
            snapshot.lines.requests.push_back(stored.back());
        }
    }
    answer.player_version = player.row.version;
    return answer;
}

// Makes what the call changed part of the batch, with what its listeners change. An answer: one of them undoes it all.
std::optional<Answer> Batch::let_hear(std::size_t index, UnitOfWork& unit, Snapshot& snapshot) {
    if (!hearing_.anyone_hears(unit.events())) {
        unit.absorb();
        return std::nullopt;
    }
    const auto& call = calls_[index].call;
    const auto player = player_of_[index];
    auto before = snapshot.save(player);
    auto events = unit.events();
    unit.absorb();
    Delivery delivery(hearing_, call, snapshot, player, chance_, figures_.skipped_listeners);
    auto undone = delivery.give(*call.revision, std::move(events));
    if (!undone) return std::nullopt;
    snapshot.restore(std::move(before));
    undone->player_version = snapshot.player(player).row.version;
    undone->revision = call.revision->number;
    return undone;
}

}  // namespace fairground::engine
