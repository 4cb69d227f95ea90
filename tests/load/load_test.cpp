#include "load/load.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

#include "load/exchange.hpp"

namespace fairground::load {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

// Stands in for a host: gives sessions, answers actions, and misbehaves at every nth attempt as told.
class Host {
public:
    enum class Fault { none, busy, hang_up };

    Host()
        : server_(new Factory(*this), threads_, Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)),
                  fast()) {
        server_.start();
    }
    ~Host() { server_.stopAll(true); }

    std::uint16_t port() const { return server_.port(); }
    void fail_every(int nth, Fault fault) { every_ = nth, fault_ = fault; }

    struct Attempt {
        std::string key;
        std::string token;
        std::string body;
    };
    std::vector<Attempt> attempts() const {
        const std::lock_guard lock(mutex_);
        return attempts_;
    }
    std::map<std::string, int> attempts_of_keys() const {
        std::map<std::string, int> counts;
        for (const auto& attempt : attempts()) ++counts[attempt.key];
        return counts;
    }

private:
    struct Handler final : Poco::Net::HTTPRequestHandler {
        explicit Handler(Host& host) : host(host) {}
        void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
            host.answer(request, response);
        }
        Host& host;
    };
    struct Factory final : Poco::Net::HTTPRequestHandlerFactory {
        explicit Factory(Host& host) : host(host) {}
        Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
            return new Handler(host);
        }
        Host& host;
    };
    static Poco::Net::HTTPServerParams* fast() {
        auto* params = new Poco::Net::HTTPServerParams;
        params->setMaxThreads(8);
        params->setThreadIdleTime(Poco::Timespan(100'000));  // stopping may have to wait for one
        return params;
    }

    void answer(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) {
        std::string body;
        Poco::StreamCopier::copyToString(request.stream(), body);
        if (request.getURI() == "/api/v1/sessions") {
            response.setStatus(Poco::Net::HTTPResponse::HTTP_CREATED);
            response.sendBuffer("{\"token\":\"t\"}", 13);
            return;
        }
        const bool faulty = note({request["Idempotency-Key"], request["Authorization"], body});
        if (faulty && fault_ == Fault::hang_up) {
            static_cast<Poco::Net::HTTPServerRequestImpl&>(request).socket().shutdown();
            return;
        }
        if (faulty) {
            response.setStatus(Poco::Net::HTTPResponse::HTTP_SERVICE_UNAVAILABLE);
            response.set("Retry-After", "1");
        }
        response.sendBuffer("{\"spins\":[]}", 12);
    }
    bool note(Attempt attempt) {
        const std::lock_guard lock(mutex_);
        attempts_.push_back(std::move(attempt));
        return fault_ != Fault::none && attempts_.size() % static_cast<std::size_t>(every_) == 0;
    }

    mutable std::mutex mutex_;
    std::vector<Attempt> attempts_;
    std::atomic<int> every_{1};
    std::atomic<Fault> fault_{Fault::none};
    Poco::ThreadPool threads_{2, 8};
    Poco::Net::HTTPServer server_;
};

class Load : public testing::Test {
protected:
    Options options() const {
        return {.port = host.port(), .campaign = "c", .connections = 4, .players = 10, .patience = 5s};
    }
    Report run(Options options, std::uint64_t intents) {
        Driver driver(std::move(options));
        driver.log_in();
        return driver.run(10s, intents);
    }

    Host host;
};

TEST_F(Load, EachIntentHasItsOwnKeyAndIsAnsweredOnce) {
    const auto report = run(options(), 100);

    EXPECT_THAT(report.answered, SizeIs(100));
    EXPECT_THAT(report.answered, Each(Field(&Answered::attempts, 1)));
    EXPECT_THAT(report.answered, Each(Field(&Answered::body, "{\"spins\":[]}")));
    EXPECT_THAT(host.attempts_of_keys(), SizeIs(100));
    EXPECT_EQ(host.attempts().front().token, "Bearer t");
}

TEST_F(Load, ALostConnectionIsAskedAgainWithTheSameKeyAndBody) {
    host.fail_every(10, Host::Fault::hang_up);
    const auto report = run(options(), 100);

    EXPECT_THAT(report.answered, SizeIs(100));
    EXPECT_GE(report.connections_lost, 10u);
    EXPECT_THAT(host.attempts_of_keys(), SizeIs(100));
    EXPECT_EQ(host.attempts().size(), 100 + report.connections_lost);
}

TEST_F(Load, ABusyHostIsAskedAgainAfterAWhile) {
    host.fail_every(25, Host::Fault::busy);
    const auto report = run(options(), 50);

    EXPECT_THAT(report.answered, SizeIs(50));
    EXPECT_GE(report.busy, 2u);
    EXPECT_GE(report.latencies.percentile(1), 500ms);
    EXPECT_LT(report.latencies.percentile(0.5), 500ms);
}

TEST_F(Load, AHostThatNeverAnswersLeavesIntentsUnanswered) {
    host.fail_every(1, Host::Fault::hang_up);
    auto impatient = options();
    impatient.patience = 100ms;
    const auto report = run(impatient, 8);

    EXPECT_THAT(report.answered, IsEmpty());
    EXPECT_THAT(report.unanswered, SizeIs(8));
}

TEST_F(Load, ALostAnswerIsAskedForAgain) {
    auto unlucky = options();
    unlucky.lose_answers = 0.2;
    const auto report = run(unlucky, 40);

    EXPECT_THAT(report.answered, SizeIs(40));
    EXPECT_THAT(host.attempts_of_keys(), SizeIs(40));
    EXPECT_GT(host.attempts().size(), 40u);
}

TEST_F(Load, TheBrokenClientAsksAgainWithANewKey) {
    auto broken = options();
    broken.lose_answers = 0.2;
    broken.new_key_on_retry = true;
    run(broken, 40);

    EXPECT_GT(host.attempts_of_keys().size(), 40u);
}

TEST_F(Load, ACoroutineMayAskToo) {
    boost::asio::io_context io;
    Exchange exchange(io.get_executor(), {boost::asio::ip::make_address("127.0.0.1"), host.port()}, 5s);
    std::string token;
    const auto ask = [&]() -> boost::asio::awaitable<void> {
        const auto answer =
            co_await exchange.ask("POST /api/v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        if (answer) token = answer->body;
    };
    boost::asio::co_spawn(io, ask(), boost::asio::detached);
    io.run();

    EXPECT_EQ(token, "{\"token\":\"t\"}");
}

TEST(LatenciesTest, PercentilesAreSamples) {
    const Latencies latencies({5us, 1us, 4us, 2us, 3us});
    EXPECT_EQ(latencies.percentile(0.5), 3us);
    EXPECT_EQ(latencies.percentile(0.99), 5us);
    EXPECT_EQ(latencies.percentile(0.01), 1us);
    EXPECT_EQ(Latencies().percentile(0.5), 0us);
}

}  // namespace
}  // namespace fairground::load
