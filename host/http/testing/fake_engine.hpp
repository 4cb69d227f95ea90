// The engine's stand-in for the front's tests: engine::Engine itself, answering from a thread of its own what a test
// scripted.
#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/engine.hpp"

namespace fairground::http {

struct Script {
    std::function<engine::Answer(const engine::ActionCall&)> act;
    std::function<engine::Answer(const engine::ViewCall&)> view;
    store::Reader* reader = nullptr;  // null: reads fail with failure
    std::exception_ptr failure;
};
Script& script();

}  // namespace fairground::http
