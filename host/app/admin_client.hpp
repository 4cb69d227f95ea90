// What commands ask of the admin API: of the host that runs on this machine or, where none does, of one made for this
// one question over the database. Private to app.
#pragma once
#include <string>

#include <nlohmann/json.hpp>

#include "app/commands.hpp"

namespace fairground::app {

struct AdminAnswer {
    int status = 0;
    nlohmann::json body;
    bool running = true;  // a running host answered

    bool done() const { return status >= 200 && status < 300; }
};

// path: what comes after /api/v1/admin/. Throws std::runtime_error.
AdminAnswer ask_admin(const Common& common, const std::string& method, const std::string& path,
                      const nlohmann::json& body = nullptr);
// What was refused, for people: the problems of a file line by line, else the detail. Returns 1.
int complain(const AdminAnswer& answer);

}  // namespace fairground::app
