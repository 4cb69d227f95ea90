// A view: the plugin's read over what is committed. Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// Throws what the store throws.
Answer compute_view(const ViewCall& call, store::Reader& reader, const Chance& chance);

}  // namespace fairground::engine
