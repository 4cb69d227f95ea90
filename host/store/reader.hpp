#pragma once
#include <memory>

#include "store/sql/session.hpp"

namespace fairground::store {

std::unique_ptr<Reader> make_reader(std::unique_ptr<Session> session, bool from_replica = false);

}  // namespace fairground::store
