#pragma once
#include <memory>

#include "store/sql/session.hpp"

namespace fairground::store {

std::unique_ptr<Writer> make_writer(std::shared_ptr<Backend> backend, const Options& options, std::string holder);

}  // namespace fairground::store
