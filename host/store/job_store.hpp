// Runs of jobs in a database.
#pragma once
#include "store/jobs.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

std::unique_ptr<Jobs> make_jobs(std::shared_ptr<Backend> backend);

}  // namespace fairground::store
