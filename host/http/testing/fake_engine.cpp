#include "http/testing/fake_engine.hpp"

#include <condition_variable>
#include <deque>
#include <thread>

namespace fairground::http {

Script& script() {
    static Script the_script;
    return the_script;
}

std::atomic<bool>& engine_is_overloaded() {
    static std::atomic<bool> overloaded{false};
    return overloaded;
}

std::unique_lock<std::mutex> hold_engine() {
    static std::mutex mutex;
    return std::unique_lock(mutex);
}

}  // namespace fairground::http

namespace fairground::engine {

struct Engine::Parts {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::deque<std::function<void()>> work;
    std::jthread thread{[this](const std::stop_token& stop) { run(stop); }};

    void run(const std::stop_token& stop) {
        std::unique_lock lock(mutex);
        while (changed.wait(lock, stop, [&] { return !work.empty(); })) {
            const auto next = std::move(work.front());
            work.pop_front();
            lock.unlock();
            {
                const auto held = http::hold_engine();
                next();
            }
            lock.lock();
        }
    }
    void add(std::function<void()> what) {
        const std::lock_guard lock(mutex);
        work.push_back(std::move(what));
        changed.notify_one();
    }
};

Engine::Engine(store::Store&, const Options&) : parts_(std::make_unique<Parts>()) {}
Engine::~Engine() = default;

void Engine::act(ActionCall call, Done done) {
    parts_->add([call = std::move(call), done = std::move(done)] { done(http::script().act(call)); });
}

std::optional<Answer> Engine::refusal(const campaign::Revision&, Clock::time_point) {
    if (!http::engine_is_overloaded()) return std::nullopt;
    return Answer{.kind = Answer::Kind::unavailable, .code = std::string(overloaded)};
}

void Engine::view(ViewCall call, const Done& done) {
    parts_->add([call = std::move(call), done] { done(http::script().view(call)); });
}

void Engine::views(BulkCall call, const BulkDone& done) {
    parts_->add([call = std::move(call), done] { done(http::script().views(call)); });
}

void Engine::feed(FeedCall call, FeedDone done, const Failed& failed) {
    parts_->add([call = std::move(call), done = std::move(done), failed] {
        std::vector<store::FeedEvent> events;
        try {
            events = http::script().feed(call);
        } catch (...) {
            return failed(std::current_exception());
        }
        done(std::move(events));
    });
}

void Engine::read(auth::Player player, const Fresh& fresh, ReadWork work, const Failed& failed) {
    parts_->add([player = std::move(player), fresh, work = std::move(work), failed] {
        if (http::script().reader == nullptr) return failed(http::script().failure);
        http::script().fresh = fresh;
        work(*http::script().reader, http::script().reader->player(player.tenant, player.id));
    });
}

Counters Engine::counters() const {
    return {.calls = 12, .refused = {.overload = 4}, .waiting = 3, .limit = 40};
}

}  // namespace fairground::engine
