// What is right in itself and hardly meant: across campaigns of a tenant, and between a file and what its rules say.
// Private to the room.
#pragma once
#include <vector>

#include "campaign/draft.hpp"

namespace fairground::campaign {

// Warnings about the first `asked` of the drafts; the others are those beside which they would run. whole: all
// campaigns are there, none was left out for a problem of its own.
std::vector<config::Problem> advice(const std::vector<Draft>& drafts, std::size_t asked, bool whole,
                                    const std::filesystem::path& plugins);

}  // namespace fairground::campaign
