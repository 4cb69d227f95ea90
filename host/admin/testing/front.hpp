// The stage of the admin room's tests: a server on a free port with the room's routes, and clients of it. Whatever is
// asked and answered must be as the API's description says.
#pragma once
#include <gmock/gmock.h>

#include "admin/routes.hpp"
#include "admin/testing/described.hpp"
#include "http/server.hpp"
#include "http/testing/client.hpp"

namespace fairground::admin {

class Front {
public:
    explicit Front(Access& access) : routes(router, access, desk) {}

    void open() {
        described.emplace(router);
        EXPECT_THAT(described->undescribed(), testing::IsEmpty()) << "their shapes are missing in shapes.cpp";
        server.start();
    }
    http::Reply ask(const std::string& method, const std::string& path, const std::string& headers = {},
                    const std::string& body = {}, const char* from = "127.0.0.1") {
        const std::string target = "/api/v1/admin/" + path;
        auto reply = http::Client(server.port(), from)
                         .ask(method + " " + target + " HTTP/1.1\r\nHost: admin\r\nContent-Length: " +
                              std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
        EXPECT_EQ(described->misfit(method, target, body, reply), "") << method << " " << target << " " << reply.body;
        return reply;
    }
    http::Reply get(const std::string& path, const std::string& headers = {}) { return ask("GET", path, headers); }

    config::Limits limits;
    ops::Metrics metrics;
    http::Router router{metrics};
    Desk desk{2, 16};
    Routes routes;
    std::optional<Described> described;
    http::Server server{{{"127.0.0.1", 0}, 1, limits},
                        metrics,
                        [this](http::Request& request, const http::Respond& respond) { router(request, respond); }};
};

}  // namespace fairground::admin
