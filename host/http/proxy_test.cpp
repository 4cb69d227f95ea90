// Whose requests come over a connection: clients behind proxies that are trusted, and behind others.
#include <latch>
#include <mutex>

#include "config/networks.hpp"
#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

constexpr const char* proxy = "127.0.0.9";

class ProxyTest : public Fair {
protected:
    ProxyTest() {
        trusted_proxies = {config::parse_network(proxy).network};
        start();
    }
    // Over a connection of the proxy's, for a client that it names.
    static std::string request_for(const std::string& client, const std::string& path = "/api/v1/campaigns") {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    }
    static Reply ask_as(Client& through, const std::string& client) { return through.ask(request_for(client)); }
    int let_in(Client& through, const std::string& client, int questions) {
        int count = 0;
        for (int i = 0; i < questions; ++i) count += ask_as(through, client).status == 200 ? 1 : 0;
        return count;
    }
};

TEST_F(ProxyTest, EachClientOfATrustedProxyHasItsOwnRate) {
    limits.per_address = {1, 3};
    start();
    Client through = connect(proxy);
    EXPECT_EQ(let_in(through, "203.0.113.1", 5), 3);
    EXPECT_EQ(let_in(through, "203.0.113.2", 5), 3);
    EXPECT_EQ(let_in(through, "9.9.9.9, 203.0.113.2", 5), 0) << "what a client adds does not make it another one";
}

TEST_F(ProxyTest, NobodyElseIsBelieved) {
    limits.per_address = {1, 3};
    start();
    Client direct = connect();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask_as(direct, "203.0.113." + std::to_string(i)).status, 200);
    EXPECT_EQ(ask_as(direct, "203.0.113.200").status, 429);
    EXPECT_EQ(direct.ask("GET / HTTP/1.1\r\nHost: x\r\nForwarded: for=\"\r\n\r\n").status, 429) << "nor even read";
}

TEST_F(ProxyTest, AProxyMayHaveAnyNumberOfConnections) {
    limits.connections_per_address = 2;
    start();
    std::vector<Client> connections;
    for (int i = 0; i < 10; ++i) connections.push_back(connect(proxy));
    for (auto& one : connections) EXPECT_EQ(ask_as(one, "203.0.113.1").status, 200) << "one after the other";
}

TEST_F(ProxyTest, WhatCannotBeReadIsRefusedAndTheProxysConnectionStays) {
    Client through = connect(proxy);
    const Reply reply =
        through.ask("GET / HTTP/1.1\r\nHost: x\r\nForwarded: for=1.1.1.1\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n");
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(reply.code(), "bad_forwarded");
    EXPECT_EQ(through.ask("GET / HTTP/1.1\r\nHost: x\r\nForwarded: for=\"1.1.1.1\r\n\r\n").code(), "bad_forwarded");
    EXPECT_EQ(ask_as(through, "203.0.113.7").status, 200);
}

// A server whose answers wait until they are let go.
class SlowServerTest : public testing::Test {
protected:
    SlowServerTest() {
        limits.connections_per_address = 2;
        ServerOptions options{{"127.0.0.1", 0}, 1, limits};
        options.trusted_proxies = {config::parse_network(proxy).network};
        server = std::make_unique<Server>(options, metrics, [this](Request& request, const Respond& respond) {
            const std::lock_guard lock(mutex);
            addresses.emplace_back(request.address);
            secure.push_back(request.secure);
            if (request.target.segments.back() == "slow") return waiting.push_back(respond);
            respond({});
        });
        server->start();
    }
    ~SlowServerTest() override { server.reset(); }
    Client send(const std::string& client, const std::string& path) {
        Client through(server->port(), proxy);
        through.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: " + client +
                     "\r\n\r\n");
        return through;
    }
    void wait_for_two() {
        while (held() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    std::size_t held() {
        const std::lock_guard lock(mutex);
        return waiting.size();
    }
    void let_go() {
        const std::lock_guard lock(mutex);
        for (const auto& respond : waiting) respond({});
    }
    // Runs on the one thread of the server, after what was sent before.
    void settle() { EXPECT_EQ(send("198.51.100.1", "/quick").read().status, 200); }

    config::Limits limits;
    ops::Metrics metrics;
    std::mutex mutex;  // of what the server's thread notes:
    std::vector<Respond> waiting;
    std::vector<std::string> addresses;
    std::vector<bool> secure;
    std::unique_ptr<Server> server;
};

TEST_F(SlowServerTest, AClientBehindAProxyHasAsManyRequestsUnderWayAsOthersConnections) {
    std::vector<Client> slow;
    for (int i = 0; i < 2; ++i) slow.push_back(send("203.0.113.1", "/slow"));
    wait_for_two();
    Client third = send("203.0.113.1", "/slow");
    const Reply refused = third.read();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.code(), "too_many_connections");
    EXPECT_EQ(send("203.0.113.2", "/quick").read().status, 200) << "another client of the same proxy";
    let_go();
    for (auto& one : slow) EXPECT_EQ(one.read().status, 200);
    EXPECT_EQ(send("203.0.113.1", "/quick").read().status, 200) << "there is room again";
    settle();
    const std::lock_guard lock(mutex);
    EXPECT_EQ(addresses.front(), "203.0.113.1");
    EXPECT_TRUE(secure.front());
}

TEST_F(SlowServerTest, AProxyThatGoesAwayTakesItsClientsRequestsAlong) {
    {
        const Client one = send("203.0.113.1", "/slow");
        const Client two = send("203.0.113.1", "/slow");
        wait_for_two();
    }
    let_go();
    for (int i = 0; i < 500 && server->connections() > 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(send("203.0.113.1", "/quick").read().status, 200);
}

}  // namespace
}  // namespace fairground::http
