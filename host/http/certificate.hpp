// A certificate with its key: read from files, found to fit, ready for connections.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "config/config.hpp"

namespace boost::asio::ssl {
class context;
}

namespace fairground::http {

// Shared by all connections that were begun with it. Threads: any.
struct Certificate {
    std::shared_ptr<boost::asio::ssl::context> context;
    std::string subject;  // the common name
    std::chrono::sys_seconds valid_until;

    // Is it for that host, a name or an address?
    bool covers(const std::string& host) const;
};

// TLS 1.2 and newer. setting: how the config calls the pair ("tls.players"). Throws std::runtime_error naming key, file
// and what to do: a file that is not there or not PEM, a key that others can read, that has a passphrase or belongs to
// another certificate, a certificate that is over.
std::shared_ptr<Certificate> read_certificate(const config::Tls& files, const std::string& setting);

}  // namespace fairground::http
