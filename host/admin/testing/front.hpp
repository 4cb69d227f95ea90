// The stage of the admin room's tests: a server on a free port with the room's routes, and clients of it.
#pragma once
#include <gmock/gmock.h>

#include "admin/routes.hpp"
#include "http/server.hpp"
#include "http/testing/client.hpp"

namespace fairground::admin {

class Front {
public:
    explicit Front(Access& access) : routes(router, access, desk) {}

    void open() { server.start(); }
    http::Reply ask(const std::string& method, const std::string& path, const std::string& headers = {},
                    const std::string& body = {}, const char* from = "127.0.0.1") {
        return http::Client(server.port(), from)
            .ask(method + " /api/v1/admin/" + path + " HTTP/1.1\r\nHost: admin\r\nContent-Length: " +
                 std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
    }
    http::Reply get(const std::string& path, const std::string& headers = {}) {
        return http::Client(server.port())
            .ask("GET /api/v1/admin/" + path + " HTTP/1.1\r\nHost: admin\r\n" + headers + "\r\n");
    }

    config::Limits limits;
    ops::Metrics metrics;
    http::Router router{metrics};
    Desk desk{2, 16};
    Routes routes;
    http::Server server{{{"127.0.0.1", 0}, 1, limits},
                        metrics,
                        [this](http::Request& request, const http::Respond& respond) { router(request, respond); }};
};

}  // namespace fairground::admin
