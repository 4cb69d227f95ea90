// Runs of jobs in a database.
#pragma once
#include "store/jobs.hpp"
#include "store/leases.hpp"

namespace fairground::store {

std::unique_ptr<Jobs> make_jobs(Leases leases);

}  // namespace fairground::store
