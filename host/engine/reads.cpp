// What only reads: it waits beside the actions, for threads of its own.
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include "engine/engine_parts.hpp"
#include "engine/view.hpp"

namespace fairground::engine {
namespace {

// Events that are given places in one transaction, and transactions for one call.
constexpr std::uint32_t feed_turn = 500;
constexpr int feed_turns = 4;

Intake::Clock::time_point no_deadline() {
    return Intake::Clock::time_point::max();
}

}  // namespace

template <typename Work>
bool Engine::Parts::read(Intake::Campaign& reading, Work work) {
    const auto came = Clock::now();
    if (const auto verdict = reads.enter(reading, came, no_deadline()); verdict != Verdict::admitted) {
        refusals.count(verdict);
        return false;
    }
    read_in.fetch_add(1, std::memory_order_relaxed);
    boost::asio::post(readers, [this, &reading, came, work = std::move(work)] {
        const auto now = Clock::now();
        reads.leave(reading, 1);
        reads.taken(1, now - came, now);
        work();
    });
    return true;
}

void Engine::view(ViewCall call, const Done& done) {
    auto& reading = parts_->committer(*call.revision).reading;
    const bool taken_in = parts_->read(reading, [this, call = std::move(call), done] {
        Answer answer;
        try {
            const FreshRead read{"view " + call.revision->id() + "/" + call.route->name, call.revision->config.tenant,
                                 call.player ? &*call.player : nullptr, call.fresh};
            read_fresh(parts_->store, read, parts_->replica_reads,
                       [&](store::Reader& reader, const std::optional<store::PlayerRow>& player) {
                           answer = compute_view(call, reader, player, parts_->chance);
                       });
        } catch (const store::Unavailable& failure) {
            spdlog::warn("campaign {}: the view {} could not be read: {}", call.revision->id(), call.route->name,
                         failure.what());
            answer = {.kind = Answer::Kind::unavailable, .detail = "the database cannot be reached"};
        } catch (const std::exception& failure) {
            answer = {.kind = Answer::Kind::fault, .detail = failure.what()};
        }
        if (answer.kind == Answer::Kind::fault)
            spdlog::error("campaign {} ({}): the view {} failed: {}", call.revision->id(), call.revision->maker(),
                          call.route->name, answer.detail);
        done(std::move(answer));
    });
    if (!taken_in) done(too_much());
}

std::vector<Answer> Engine::Parts::compute(const Looked& looked) {
    const BulkCall& call = looked.rest();
    std::vector<Answer> answers;
    if (call.players.empty()) return answers;
    try {
        const FreshRead read{"a query of tenant " + call.tenant, call.tenant, nullptr, {.strong = call.strong}};
        read_fresh(store, read, replica_reads,
                   [&](store::Reader& reader, const auto&) { answers = compute_views(looked, reader, chance); });
    } catch (const store::Unavailable& failure) {
        spdlog::warn("a query of tenant {} could not be read: {}", call.tenant, failure.what());
        answers = answer_all(call, {.kind = Answer::Kind::unavailable, .detail = "the database cannot be reached"});
    } catch (const std::exception& failure) {
        spdlog::error("a query of tenant {} failed: {}", call.tenant, failure.what());
        answers = answer_all(call, {.kind = Answer::Kind::fault, .detail = failure.what()});
    }
    return answers;
}

void Engine::views(BulkCall call, const BulkDone& done) {
    auto& reading = parts_->bulk_of(call.tenant);
    const auto shared = std::make_shared<const BulkCall>(std::move(call));
    const bool taken_in = parts_->read(reading, [this, shared, done] {
        Looked looked(*shared);
        auto computed = parts_->compute(looked);
        done(std::move(looked).with(std::move(computed)));
    });
    if (!taken_in) done(answer_all(*shared, too_much()));
}

// Whoever asks gives places to what was committed meanwhile, of all tenants; a backlog is worked off over several
// calls.
void Engine::feed(FeedCall call, FeedDone done, const Failed& failed) {
    auto& reading = parts_->bulk_of(call.tenant);
    const bool taken_in = parts_->read(reading, [this, call = std::move(call), done = std::move(done), failed] {
        std::vector<store::FeedEvent> events;
        try {
            const auto feed = parts_->store.feed();
            for (int turn = 0; turn < feed_turns && feed->give_places(feed_turn) == feed_turn; ++turn) {
            }
            events = feed->events(call.tenant, call.topic, call.after, call.limit);
        } catch (...) {
            return failed(std::current_exception());
        }
        done(std::move(events));
    });
    if (!taken_in) failed(std::make_exception_ptr(Busy()));
}

void Engine::read(auth::Player player, const Fresh& fresh, ReadWork work, const Failed& failed) {
    const bool taken_in =
        parts_->read(parts_->nobodys, [this, player = std::move(player), fresh, work = std::move(work), failed] {
            try {
                read_fresh(parts_->store, {"a player's accounts", player.tenant, &player, fresh}, parts_->replica_reads,
                           work);
            } catch (...) {
                failed(std::current_exception());
            }
        });
    if (!taken_in) failed(std::make_exception_ptr(Busy()));
}

}  // namespace fairground::engine
