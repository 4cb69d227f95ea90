// The part of the host file about how it is reached: addresses, certificates, the public url, proxies.
#pragma once
#include <vector>

#include "config/fields.hpp"

namespace fairground::config {

// listen, tls, public_url and trusted_proxies. REQUIRES: environment and mode are read.
void read_front(Fields& top, const Document& document, HostFile& file, std::vector<Problem>& problems);

// What works and is hardly meant: production that players reach without TLS, links that leave it.
std::vector<Problem> front_warnings(const Document& document, const HostFile& file);

}  // namespace fairground::config
