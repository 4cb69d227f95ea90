#include "engine/batch.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <unordered_map>

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "engine/answers.hpp"
#include "engine/planner.hpp"
#include "engine/transaction_source.hpp"

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;

constexpr int max_attempts = 6;
// A handler only computes; one that takes longer than this holds up its whole campaign.
constexpr auto handler_budget = 50ms;

Answer unavailable(std::string detail) {
    return {.kind = Answer::Kind::unavailable, .detail = std::move(detail)};
}

}  // namespace

std::string fingerprint(std::string_view action, std::string_view body) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    const auto add = [&](std::string_view text) {
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    };
    add(action);
    add(std::string_view("\0", 1));
    add(body);
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::string text(2 * hash.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

Batch::Batch(std::vector<QueuedCall> calls, store::Writer& writer, const Workshop& workshop)
    : calls_(std::move(calls)),
      writer_(writer),
      workshop_(workshop),
      chance_(workshop.chance),
      figures_(workshop.figures),
      hearing_(workshop.catalogue, calls_.front().call.now, calls_.back().call.now) {}

void Batch::answer(std::size_t index, Answer&& answer) {
    if (answer.kind == Answer::Kind::fault) {
        ++figures_.faults;
        const auto& call = calls_[index].call;
        spdlog::error("campaign {} ({}): {} failed: {}", call.revision->id(), call.revision->maker(), call.route->name,
                      answer.detail);
    }
    calls_[index].done(std::move(answer));
}

void Batch::answer_all(const Answer& answer) {
    for (std::size_t i = 0; i < calls_.size(); ++i) this->answer(i, Answer(answer));
}

void Batch::answer_overdue() {
    const auto now = Clock::now();
    std::erase_if(calls_, [&](QueuedCall& queued) {
        if (queued.call.deadline >= now) return false;
        queued.done(unavailable("too many calls are waiting"));
        return true;
    });
}

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
    part.daily_stock = std::any_of(calls_.begin(), calls_.end(),
                                   [](const QueuedCall& queued) { return has_daily_stock(*queued.call.revision); });
    return part;
}

void Batch::run() {
    answer_overdue();
    plan();
    if (calls_.empty()) return;
    ++figures_.batches;
    try {
        for (int tries = 1; !attempt(); ++tries) {
            ++figures_.retried;
            const bool overdue = std::all_of(calls_.begin(), calls_.end(), [](const QueuedCall& queued) {
                return queued.call.deadline < Clock::now();
            });
            if (tries == max_attempts || overdue) return answer_all(unavailable("the database is busy"));
            // Spread competitors for the same rows apart.
            std::this_thread::sleep_for(std::chrono::milliseconds((1 << tries) + chance_(1u << tries)));
        }
    } catch (const store::Unavailable& failure) {
        spdlog::warn("a batch of {} calls could not be carried out: {}", calls_.size(), failure.what());
        answer_all(unavailable("the database cannot be reached"));
    } catch (const std::exception& failure) {
        spdlog::error("a batch of {} calls failed: {}", calls_.size(), failure.what());
        run_one_by_one();
    }
}

// One call made the database refuse the whole batch; alone, only that one is answered with a fault.
void Batch::run_one_by_one() {
    writer_.rollback();
    if (calls_.size() == 1)
        return answer_all({.kind = Answer::Kind::fault, .detail = "the database refused the change"});
    for (auto& call : calls_) {
        std::vector<QueuedCall> alone;
        alone.push_back(std::move(call));
        Batch(std::move(alone), writer_, workshop_).run();
    }
    calls_.clear();
}

bool Batch::attempt() {
    try {
        TransactionSource source(writer_);
        Snapshot snapshot(source);
        begin(snapshot);
        decide(snapshot);
        figures_.undeclared_loads += snapshot.undeclared_loads();
        auto effects = snapshot.effects(calls_.front().call.revision->campaign);
        for (auto& of_campaign : effects) of_campaign.at = calls_.back().call.now.time_since_epoch().count();
        if (effects.empty()) {
            writer_.rollback();
        } else {
            if (writer_.commit(effects) == store::Writer::Outcome::not_committed) return false;
        }
    } catch (const store::Outrun&) {
        writer_.rollback();
        lock_stock_ = true;
        return false;
    } catch (const store::Retryable& failure) {
        spdlog::info("a batch of {} calls is tried again: {}", calls_.size(), failure.what());
        writer_.rollback();
        return false;
    } catch (...) {
        writer_.rollback();
        throw;
    }
    for (std::size_t i = 0; i < calls_.size(); ++i) answer(i, std::move(answers_[i]));
    return true;
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
        if (needs.campaign == calls_.front().call.revision->campaign)
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

void Batch::decide(Snapshot& snapshot) {
    answers_.assign(calls_.size(), Answer{});
    std::vector<store::RequestRow> stored = snapshot.requests();
    for (std::size_t i = 0; i < calls_.size(); ++i) answers_[i] = decide_one(i, snapshot, stored);
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
        if (auto undone = let_hear(index, unit, snapshot)) return std::move(*undone);
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
