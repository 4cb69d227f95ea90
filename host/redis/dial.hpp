// The way to the server that takes writes: connects, asks the sentinels where there are any, logs in, and makes sure.
#pragma once
#include <cstdint>
#include <memory>

#include "redis/options.hpp"
#include "redis/wire.hpp"

namespace fairground::redis {

struct Connection {
    std::unique_ptr<Wire> wire;
    std::uint64_t server = 0;  // as in Replies
};

// Throws Broken, saying whom it could not reach, or what is wrong with the password, the user or the database.
Connection dial(const Options& options);

}  // namespace fairground::redis
