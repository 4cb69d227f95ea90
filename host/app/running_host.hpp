// What commands ask of the host that runs on this machine. Private to app.
#pragma once
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "config/config.hpp"

namespace fairground::app {

struct NoHost : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A request to its admin address, with the token from its data folder and a body of JSON, or none. Throws NoHost if
// none answers there, another std::runtime_error if what answers is no host.
nlohmann::json ask_running_host(const config::HostFile& host, const std::string& method, const std::string& target,
                                const std::string& body, int& status);
// POST to its admin address, with the token from its data folder. Throws NoHost if none answers there, another
// std::runtime_error if what answers is no host.
nlohmann::json ask_running_host(const config::HostFile& host, const std::string& target, int& status);

}  // namespace fairground::app
