// Runs of jobs in a database.
#pragma once
#include <functional>

#include "store/jobs.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

// Sessions of the primary; for changes one that takes them.
struct Leases {
    std::function<std::unique_ptr<Session>()> read;
    std::function<std::unique_ptr<Session>()> change;
};

std::unique_ptr<Jobs> make_jobs(Leases leases);

}  // namespace fairground::store
