#pragma once
#include <functional>
#include <memory>

#include "store/sql/session.hpp"

namespace fairground::store {

// Sessions of the primary; for changes one that takes them.
struct Leases {
    std::function<std::unique_ptr<Session>()> read;
    std::function<std::unique_ptr<Session>()> change;
};

}  // namespace fairground::store
