// Networks as admins write them: an address, or an address and how many bits of it count.
#pragma once
#include <string>

#include "config/config.hpp"

namespace fairground::config {

struct ParsedNetwork {
    Network network;
    std::string problem;  // empty: none
};
// 10.0.0.0/8, 192.0.2.7, fd00::/8. Bits beyond the prefix must be 0, so that nobody trusts more than he meant.
ParsedNetwork parse_network(const std::string& text);

// 127.0.0.0/8 and ::1: only this machine reaches it.
bool is_loopback(const Address& address);

}  // namespace fairground::config
