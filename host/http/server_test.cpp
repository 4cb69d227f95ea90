#include "http/server.hpp"

#include <latch>
#include <thread>

#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using namespace std::chrono_literals;

// A server whose handler a test writes.
class ServerTest : public testing::Test {
protected:
    void serve(Handler handler, std::size_t threads = 2) {
        server =
            std::make_unique<Server>(ServerOptions{{"127.0.0.1", 0}, threads, limits}, metrics, std::move(handler));
        server->start();
    }
    void serve_echo() {
        serve([](Request& request, const Respond& respond) {
            Response response;
            response.body =
                std::string(request.method) + " " + request.target.segments.back() + " " + std::string(request.body);
            respond(std::move(response));
        });
    }
    static constexpr const char* other_address = "127.0.0.2";
    Client connect(const char* from = "127.0.0.1") const { return Client(server->port(), from); }
    static std::string get(const std::string& path) { return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n"; }
    bool eventually(const std::function<bool()>& holds) const {
        for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
            if (holds()) return true;
        return false;
    }
    std::vector<Client> three_connections() const {
        std::vector<Client> clients;
        for (int i = 0; i < 3; ++i) clients.push_back(connect());
        EXPECT_TRUE(eventually([&] { return server->connections() == 3; }));
        return clients;
    }
    void expect_turned_away(int status) const {
        Client one_too_many = connect();
        const Reply reply = one_too_many.ask(get("/"));
        EXPECT_EQ(reply.status, status);
        EXPECT_EQ(reply.code(), "too_many_connections");
        EXPECT_NE(reply.header("retry-after"), "");
        EXPECT_TRUE(one_too_many.ends());
    }

    config::Limits limits;
    ops::Metrics metrics;
    std::unique_ptr<Server> server;
};

TEST_F(ServerTest, AConnectionIsUsedForAThousandRequests) {
    serve_echo();
    Client client = connect();
    for (int i = 0; i < 1000; ++i)
        ASSERT_EQ(client.ask(get("/" + std::to_string(i))).body, "GET " + std::to_string(i) + " ");
    EXPECT_EQ(server->connections(), 1);
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInTurn) {
    serve_echo();
    Client client = connect();
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    client.send(requests);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(client.read().body, "POST " + std::to_string(i) + " abc");
}

TEST_F(ServerTest, ARequestMayArriveByteByByte) {
    serve_echo();
    Client client = connect();
    for (const char c : std::string("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
                                    "chunked\r\n\r\n2\r\nab\r\n1;note=1\r\nc\r\n0\r\nTrailer: t\r\n\r\n"))
        client.send({&c, 1});
    EXPECT_EQ(client.read().body, "POST x abc");
    EXPECT_EQ(client.ask(get("/again")).body, "GET again ");
}

TEST_F(ServerTest, ATrailerCannotBringAHeader) {
    serve([](Request& request, const Respond& respond) {
        Response response;
        response.body = request.header("Authorization");
        respond(std::move(response));
    });
    const Reply reply = connect().ask(
        "POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: Bearer x\r\n\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "");
}

TEST_F(ServerTest, AClientThatWaitsForAGoAheadGetsOne) {
    serve_echo();
    Client client = connect();
    EXPECT_EQ(client.ask("POST /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n").status,
              100);
    EXPECT_EQ(client.ask("abc").body, "POST x abc");
}

TEST_F(ServerTest, AnOldClientsConnectionEndsWithItsAnswer) {
    serve_echo();
    Client client = connect();
    const Reply reply = client.ask("GET /x HTTP/1.0\r\n\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(client.ends());
}

TEST_F(ServerTest, AbsoluteTargetsAndPercentCodesMeanTheSamePath) {
    serve_echo();
    EXPECT_EQ(connect().ask(get("http://elsewhere.example/a/b%20c?x=1")).body, "GET b c ");
    EXPECT_EQ(connect().ask(get("http://elsewhere.example")).body, "GET  ");
}

TEST_F(ServerTest, AnAnswerMayComeFromAnyThreadAndOnlyTheFirstCounts) {
    serve([](Request& request, const Respond& respond) {
        std::thread([&request, respond] {
            Response response;
            response.body = request.target.segments.back();
            respond(std::move(response));
            respond({});
        }).detach();
    });
    Client client = connect();
    for (int i = 0; i < 100; ++i) ASSERT_EQ(client.ask(get("/" + std::to_string(i))).body, std::to_string(i));
}

TEST_F(ServerTest, AHandlerThatThrowsOrForgetsToAnswerIsAFault) {
    serve([](Request& request, const Respond&) {
        if (request.target.segments.back() == "throws") throw std::runtime_error("secret reason");
    });
    Client client = connect();
    for (const char* path : {"/throws", "/forgets"}) {
        const Reply reply = client.ask(get(path));
        EXPECT_EQ(reply.status, 500);
        EXPECT_EQ(reply.code(), "fault");
        EXPECT_THAT(reply.body, testing::Not(testing::HasSubstr("secret")));
    }
}

TEST_F(ServerTest, SlowHeadersAndSlowBodiesAreGivenUpWithA408) {
    limits.request_time = 600ms;
    serve_echo();
    Client header = connect();
    Client body = connect();
    Client nothing = connect();
    const auto start = std::chrono::steady_clock::now();
    header.send("GET / HTTP/1.1\r\nHost:");
    body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    // A byte now and then does not help: the time counts from the first one.
    std::jthread dripping([&] {
        for (int i = 0; i < 20 && header.send("x"); ++i) std::this_thread::sleep_for(100ms);
    });
    EXPECT_EQ(body.read().code(), "request_timeout");
    EXPECT_TRUE(body.ends());
    EXPECT_EQ(header.read().status, 408);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
    dripping.join();
    EXPECT_EQ(nothing.ask(get("/")).status, 200) << "a connection may be opened long before it is used";
}

TEST_F(ServerTest, AnIdleConnectionIsClosedWithoutAWord) {
    limits.idle_time = 300ms;
    serve_echo();
    Client client = connect();
    EXPECT_EQ(client.ask(get("/")).status, 200);
    EXPECT_EQ(client.read().status, 0);
    EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(ServerTest, AClientThatDoesNotReadItsAnswerIsCutOff) {
    limits.request_time = 500ms;
    serve([](Request&, const Respond& respond) {
        Response response;
        response.shared = std::make_shared<const std::string>(64 * 1024 * 1024, 'x');
        respond(std::move(response));
    });
    Client client = connect();
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return server->connections() == 1; }));
    EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(ServerTest, TwoThousandIdleConnectionsDoNotDisturbTheOthers) {
    serve_echo();
    std::vector<Client> idle;
    for (int i = 0; i < 2000; ++i) idle.push_back(connect());
    EXPECT_TRUE(eventually([&] { return server->connections() == 2000; }));
    Client client = connect();
    for (int i = 0; i < 200; ++i) ASSERT_EQ(client.ask(get("/x")).status, 200);
    for (int i = 0; i < 2000; i += 100) EXPECT_EQ(idle[i].ask(get("/late")).status, 200);
}

TEST_F(ServerTest, OneConnectionTooManyIsTurnedAwayWithA503) {
    limits.connections = 3;
    serve_echo();
    auto clients = three_connections();
    expect_turned_away(503);
    clients.pop_back();
    ASSERT_TRUE(eventually([&] { return server->connections() == 2; }));
    EXPECT_EQ(connect().ask(get("/")).status, 200);
}

TEST_F(ServerTest, AnAddressMayHaveSoManyConnectionsAndNoMore) {
    limits.connections_per_address = 3;
    serve_echo();
    auto clients = three_connections();
    expect_turned_away(429);
    EXPECT_EQ(clients[0].ask(get("/")).status, 200);
    EXPECT_EQ(connect(other_address).ask(get("/")).status, 200) << "another address";
    clients.pop_back();
    ASSERT_TRUE(eventually([&] { return server->connections() == 2; }));
    EXPECT_EQ(connect().ask(get("/")).status, 200);
}

TEST_F(ServerTest, ConnectionsFarAboveTheLimitOfAnAddressAreClosedWithoutAWord) {
    limits.connections_per_address = 3;
    serve_echo();
    std::vector<Client> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(connect());
    EXPECT_TRUE(eventually([&] { return server->connections() <= 3 + 16; }));
    EXPECT_EQ(connect(other_address).ask(get("/")).status, 200);
}

TEST_F(ServerTest, SlowClientsOfAnAddressDoNotKeepTheOthersOut) {
    limits.connections_per_address = 10;
    limits.connections = 40;
    serve_echo();
    std::vector<Client> slow;
    for (int i = 0; i < 60; ++i) {
        slow.push_back(connect());
        slow.back().send("POST / HTTP/1.1\r\nHost: x\r\nContent-Le");
    }
    for (int i = 0; i < 5; ++i) EXPECT_EQ(connect(other_address).ask(get("/")).status, 200);
}

TEST_F(ServerTest, DrainingFinishesWhatRunsThenClosesTheIdle) {
    std::latch running{1};
    std::latch go_on{1};
    serve([&](Request& request, const Respond& respond) {
        if (request.target.segments.back() != "slow") return respond({});
        std::thread([&, respond] {
            running.count_down();
            go_on.wait();
            respond({});
        }).detach();
    });
    Client slow = connect();
    Client idle = connect();
    ASSERT_EQ(idle.ask(get("/")).status, 200);
    slow.send(get("/slow"));
    running.wait();
    bool finished = false;
    std::jthread drain([&] { finished = server->drain(5s); });
    EXPECT_TRUE(eventually([&] {
        try {
            connect();
            return false;
        } catch (const std::runtime_error&) {
            return true;
        }
    })) << "no new connections";
    const Reply last = idle.ask(get("/"));
    EXPECT_EQ(last.status, 200) << "until then the idle ones are served";
    EXPECT_EQ(last.header("connection"), "close");
    go_on.count_down();
    const Reply reply = slow.read();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("connection"), "close");
    drain.join();
    EXPECT_TRUE(finished);
    EXPECT_EQ(server->connections(), 0);
}

TEST_F(ServerTest, DrainingGivesUpWhenItsTimeIsOver) {
    std::vector<Respond> kept;
    serve([&](Request&, const Respond& respond) { kept.push_back(respond); }, 1);
    Client client = connect();
    client.send(get("/"));
    ASSERT_TRUE(eventually([&] { return server->in_flight() == 1; }));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(server->drain(200ms));
    EXPECT_LT(std::chrono::steady_clock::now() - start, 2s);
    server.reset();
    EXPECT_TRUE(client.ends());
    kept.front()({});  // an answer after the end goes nowhere
}

TEST_F(ServerTest, AnAddressInUseIsNamed) {
    serve_echo();
    Server second(ServerOptions{{"127.0.0.1", server->port()}, 1, limits}, metrics, [](Request&, const Respond&) {});
    try {
        second.start();
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("127.0.0.1:" + std::to_string(server->port())));
    }
}

}  // namespace
}  // namespace fairground::http
