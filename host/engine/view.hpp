// A view: the plugin's read over what is committed. Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// row: of the call's player, as the reader sees it. Throws what the store throws.
Answer compute_view(const ViewCall& call, store::Reader& reader, const std::optional<store::PlayerRow>& row,
                    const Chance& chance);

}  // namespace fairground::engine
