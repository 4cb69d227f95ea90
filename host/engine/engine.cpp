#include "engine/engine.hpp"

#include <shared_mutex>
#include <unordered_map>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "engine/committer.hpp"
#include "engine/view.hpp"

namespace fairground::engine {
struct Engine::Parts {
    Parts(store::Store& store, const Options& options)
        : store(store),
          options(options),
          chance(options.chance ? options.chance : randombytes_uniform),
          readers(options.readers),
          writers(store, std::min(options.writers, store.useful_writers()), options.batch, chance, options.catalogue) {}

    // Committers live as long as the engine; campaigns are few and found by their internal id.
    Committer& committer(std::int64_t campaign) {
        {
            const std::shared_lock lock(committers_mutex);
            if (const auto found = committers.find(campaign); found != committers.end()) return *found->second;
        }
        const std::lock_guard lock(committers_mutex);
        auto& place = committers[campaign];
        if (!place) place = std::make_unique<Committer>(writers.threads());
        return *place;
    }

    std::size_t waiting() const { return submitted.load(std::memory_order_relaxed) - writers.taken(); }

    store::Store& store;
    const Options options;
    const Chance chance;
    std::atomic<std::size_t> submitted{0};
    std::shared_mutex committers_mutex;
    std::unordered_map<std::int64_t, std::unique_ptr<Committer>> committers;
    boost::asio::thread_pool readers;
    Writers writers;  // last: ends first, while the committers still live
};

Engine::Engine(store::Store& store, const Options& options) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialised: no source of randomness");
    parts_ = std::make_unique<Parts>(store, options);
}

Engine::~Engine() {
    parts_->readers.join();
}

void Engine::act(ActionCall call, Done done) {
    if (parts_->waiting() >= parts_->options.queue)
        return done({.kind = Answer::Kind::unavailable, .detail = "too many calls are waiting"});
    std::string print = call.key ? fingerprint(call.route->name, call.body) : std::string{};
    auto& committer = parts_->committer(call.revision->campaign);
    parts_->submitted.fetch_add(1, std::memory_order_relaxed);
    if (committer.add({std::move(call), std::move(done), std::move(print)})) parts_->writers.submit(committer);
}

void Engine::view(ViewCall call, Done done) {
    boost::asio::post(parts_->readers, [this, call = std::move(call), done = std::move(done)] {
        Answer answer;
        try {
            const auto reader = parts_->store.reader("view " + call.revision->id() + "/" + call.route->name);
            answer = compute_view(call, *reader, parts_->chance);
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
}

void Engine::read(std::function<void(store::Reader&)> work, std::function<void(std::exception_ptr)> failed) {
    boost::asio::post(parts_->readers, [this, work = std::move(work), failed = std::move(failed)] {
        try {
            const auto reader = parts_->store.reader("a player's accounts");
            work(*reader);
        } catch (...) {
            failed(std::current_exception());
        }
    });
}

Counters Engine::counters() const {
    const auto& figures = parts_->writers.figures();
    return {.calls = parts_->submitted,
            .batches = figures.batches,
            .retried_batches = figures.retried,
            .undeclared_loads = figures.undeclared_loads,
            .faults = figures.faults,
            .skipped_listeners = figures.skipped_listeners,
            .waiting = parts_->waiting()};
}

}  // namespace fairground::engine
