// A view: the plugin's read over what is committed. Private to engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/touched.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// row: of the call's player, as the reader sees it. Throws what the store throws.
Answer compute_view(const ViewCall& call, store::Reader& reader, const std::optional<store::PlayerRow>& row,
                    const Chance& chance);

// Does it say anything of the view, or that it could not be computed?
bool tells_of_the_view(Answer::Kind kind);

// How it was read.
struct Reading {
    campaign::Time now;
    bool from_replica = false;
    bool version_known = false;  // it is no older than a version of the player that was told
};
// Of whom the answer is and for how long it is true, from what the plugin looked at.
void note_life(Answer& answer, const Touched& touched, const plugin::Route& route, const Reading& reading);

}  // namespace fairground::engine
