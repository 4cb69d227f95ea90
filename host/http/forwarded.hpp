// Whose request it is that a proxy hands on: X-Forwarded-For and its kin, and Forwarded (RFC 7239). Private to the
// front.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "config/config.hpp"
#include "http/message.hpp"

namespace fairground::http {

// The proxies that are believed. Threads: any.
class TrustedProxies {
public:
    explicit TrustedProxies(std::vector<config::Network> networks = {}) : networks_(std::move(networks)) {}
    bool trusts(const boost::asio::ip::address& address) const;

private:
    std::vector<config::Network> networks_;
};

// 1.2.3.4 for ::ffff:1.2.3.4, so that one client has one name.
std::string plain_text(const boost::asio::ip::address& address);

// What a proxy said of the one whose request it handed on.
struct Hop {
    std::string node;   // 192.0.2.7, 192.0.2.7:4711, [2001:db8::1]:4711, unknown, _hidden
    std::string proto;  // http, https; empty: not said
    std::string host;
};

// In the order of the way: the nearest proxy's words come last. Throws Problem (400, bad_forwarded) where the two kinds
// of headers stand side by side, one of which nobody but the client may have written, or Forwarded cannot be read.
std::vector<Hop> hops_of(const Request& request);

// Where a request comes from, as far as that can be believed.
struct Origin {
    std::string address;  // the client's
    std::optional<bool> secure;
    std::string host;  // that the client asked for; good for logs, never for links
};

// Goes back from the peer as long as the next one is trusted: what stands further left, a client may have made up.
// REQUIRES: the peer is trusted. Throws as hops_of.
Origin origin_of(const Request& request, const boost::asio::ip::address& peer, const TrustedProxies& proxies);

}  // namespace fairground::http
