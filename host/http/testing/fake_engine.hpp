// The engine's stand-in for the front's tests: engine::Engine itself, answering from a thread of its own what a test
// scripted.
#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/engine.hpp"

namespace fairground::http {

struct Script {
    std::function<engine::Answer(const engine::ActionCall&)> act;
    std::function<engine::Answer(const engine::ViewCall&)> view;
    std::function<std::vector<engine::Answer>(const engine::BulkCall&)> views;
    std::function<std::vector<store::FeedEvent>(const engine::FeedCall&)> feed;  // may throw
    store::Reader* reader = nullptr;                                             // null: reads fail with failure
    std::exception_ptr failure;
    engine::Fresh fresh;  // that the last read asked for
};
Script& script();
// What refusal says; false at first.
std::atomic<bool>& engine_is_overloaded();
// The engine does nothing while this is held; hold it to change what is scripted or to look at what a script noted.
std::unique_lock<std::mutex> hold_engine();

}  // namespace fairground::http
