#include "engine/batch.hpp"

#include <algorithm>
#include <thread>

#include <spdlog/spdlog.h>

#include "cache/cache.hpp"
#include "engine/transaction_source.hpp"

namespace fairground::engine {
namespace {

using namespace std::chrono_literals;

constexpr int max_attempts = 6;

Answer unavailable(std::string detail) {
    return {.kind = Answer::Kind::unavailable, .detail = std::move(detail)};
}

}  // namespace

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

void Batch::run() {
    answer_overdue();
    plan();
    if (calls_.empty()) return;
    ++figures_.batches;
    look_up_keys_ = workshop_.repeats.lately(Clock::now());
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
        run_in_halves();
    }
}

// One call made the database refuse the whole batch. Each half by itself, and so on: in the end only that call is
// answered with a fault, after few more transactions.
void Batch::run_in_halves() {
    writer_.rollback();
    if (calls_.size() == 1)
        return answer_all({.kind = Answer::Kind::fault, .detail = "the database refused the change"});
    const auto middle = calls_.begin() + static_cast<std::ptrdiff_t>(calls_.size() / 2);
    std::vector<QueuedCall> second(std::make_move_iterator(middle), std::make_move_iterator(calls_.end()));
    calls_.erase(middle, calls_.end());
    Batch(std::move(calls_), writer_, workshop_).run();
    Batch(std::move(second), writer_, workshop_).run();
    calls_.clear();
}

// The cache must know before anybody is answered: who was told of his prize sees it at his next look.
bool Batch::commit(Snapshot& snapshot) {
    const auto changed = changed_players(snapshot);
    auto effects = snapshot.effects(calls_.front().call.revision->campaign);
    for (auto& of_campaign : effects) of_campaign.at = calls_.back().call.now.time_since_epoch().count();
    if (effects.empty()) writer_.rollback();
    try {
        if (!effects.empty() && writer_.commit(effects) == store::Writer::Outcome::not_committed) return false;
    } catch (const store::Retryable&) {
        throw;
    } catch (const store::Unavailable&) {
        if (workshop_.cache) workshop_.cache->doubtful(changed);
        throw;
    }
    if (workshop_.cache && !changed.empty()) workshop_.cache->committed(changed);
    return true;
}

// Also those whose answers were stored before: the host that stored them may have died before it told. Views into the
// calls.
std::vector<cache::Changed> Batch::changed_players(Snapshot& snapshot) const {
    std::vector<cache::Changed> changed;
    if (workshop_.cache == nullptr) return changed;
    std::vector<char> told(calls_.size());  // by index in the snapshot
    for (std::size_t i = 0; i < calls_.size(); ++i) {
        const auto index = player_of_[i];
        const auto& player = snapshot.player(index);
        if ((!player.changed && !answers_[i].replayed) || std::exchange(told[index], 1)) continue;
        const auto& who = calls_[i].call.player;
        changed.push_back({calls_[i].call.revision->config.tenant, who.id, player.row.version});
    }
    return changed;
}

bool Batch::attempt() {
    try {
        TransactionSource source(writer_);
        Snapshot snapshot(source);
        begin(snapshot);
        decide(snapshot);
        figures_.undeclared_loads += snapshot.undeclared_loads();
        if (!commit(snapshot)) return false;
    } catch (const store::Outrun&) {
        writer_.rollback();
        lock_stock_ = true;
        return false;
    } catch (const store::Duplicate&) {
        if (look_up_keys_) throw;
        writer_.rollback();
        look_up_keys_ = true;
        return false;
    } catch (const store::Retryable& failure) {
        spdlog::info("a batch of {} calls is tried again: {}", calls_.size(), failure.what());
        writer_.rollback();
        return false;
    } catch (...) {
        writer_.rollback();
        throw;
    }
    if (std::ranges::any_of(answers_, &Answer::replayed)) workshop_.repeats.seen(Clock::now());
    for (std::size_t i = 0; i < calls_.size(); ++i) {
        if (costs_[i] != 0) calls_[i].call.revision->figures->add_cost(costs_[i]);
        answer(i, std::move(answers_[i]));
    }
    return true;
}

}  // namespace fairground::engine
