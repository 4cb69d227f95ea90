// Certificates of the two listeners, and what there is to say of how players and admins reach us. Private to app.
#pragma once
#include <vector>

#include "config/config.hpp"
#include "http/certificate.hpp"
#include "store/store.hpp"

namespace fairground::app {

struct Certificates {
    std::shared_ptr<http::Certificate> players;  // null: plain HTTP
    std::shared_ptr<http::Certificate> admin;
};

// Those that the host file names. Throws std::runtime_error naming key, file and what to do.
Certificates read_certificates(const config::HostFile& file);
// Throws std::runtime_error if TLS was switched on or off meanwhile, which a running listener cannot take.
void require_same_listeners(const Certificates& present, const config::HostFile& again);
// [{"listener", "subject", "valid_until"}]
nlohmann::json to_json(const Certificates& certificates);

// "https://" or "http://"
std::string scheme_of(const std::shared_ptr<http::Certificate>& certificate);

// For preflight: can the certificates be used, for how long, and do they fit public_url, which should be https.
std::vector<store::Check> front_checks(const config::HostFile& file);

}  // namespace fairground::app
