// A listening socket before anybody listens: made by whoever may hand it on to another process.
#pragma once
#include "config/config.hpp"

namespace fairground::http {

// A TCP socket bound to the address and not yet listening, closed on exec. Owner: the caller. Throws std::runtime_error
// naming an address that cannot be had.
int bind_listener(const config::Address& address);

// What to say when an address cannot be had.
std::string cannot_listen(const config::Address& address, const std::string& reason);

}  // namespace fairground::http
