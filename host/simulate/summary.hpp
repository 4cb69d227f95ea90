// What several runs brought, put together. Private to the room.
#pragma once
#include <vector>

#include "simulate/figures.hpp"
#include "simulate/simulate.hpp"

namespace fairground::simulate {

// Writes what was given, drawn and spent, mean and spread over the runs, and the notes that go with it. REQUIRES: at
// least one run; `into` says already what was simulated, its crowd with the days filled in.
void sum_up(const campaign::Revision& revision, const Things& things, const std::vector<Figures>& runs, Report& into);

}  // namespace fairground::simulate
