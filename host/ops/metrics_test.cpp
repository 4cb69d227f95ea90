#include "ops/metrics.hpp"

#include <thread>

#include <gmock/gmock.h>

namespace fairground::ops {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(Metrics, CountsRequestsByRouteAndStatusWithTheirTime) {
    Metrics metrics;
    RouteMeter& spins = metrics.route("/spin");
    spins.count(200, 3ms);
    spins.count(200, 30ms);
    metrics.route("/spin").count(409, 1ms);
    EXPECT_THAT(metrics.text(), HasSubstr("fairground_http_requests_total{route=\"/spin\",status=\"200\"} 2"));
    EXPECT_THAT(metrics.text(), HasSubstr("fairground_http_requests_total{route=\"/spin\",status=\"409\"} 1"));
    EXPECT_THAT(metrics.text(), HasSubstr("fairground_http_request_seconds_bucket{route=\"/spin\",le=\"0.005\"} 2"));
    EXPECT_THAT(metrics.text(), HasSubstr("fairground_http_request_seconds_count{route=\"/spin\"} 3"));
}

TEST(Metrics, FiguresOfOthersAreReadWhenAskedFor) {
    Metrics metrics;
    double waiting = 7;
    metrics.gauge_from("fairground_waiting", "Calls that wait", [&] { return waiting; });
    metrics.counter_from("fairground_calls_total", "Calls", [] { return 12.0; });
    EXPECT_THAT(metrics.text(), HasSubstr("# TYPE fairground_waiting gauge\nfairground_waiting 7"));
    EXPECT_THAT(metrics.text(), HasSubstr("# TYPE fairground_calls_total counter\nfairground_calls_total 12"));
    waiting = 8;
    EXPECT_THAT(metrics.text(), HasSubstr("fairground_waiting 8"));
}

TEST(Metrics, FiguresOfOneNameAreOneFamilyWithLabels) {
    Metrics metrics;
    metrics.counter_from("fairground_refused_total", "Refused", [] { return 1.0; }, {{"reason", "player"}});
    metrics.counter_from("fairground_refused_total", "Refused", [] { return 2.0; }, {{"reason", "address"}});
    EXPECT_THAT(metrics.text(), HasSubstr("# TYPE fairground_refused_total counter\n"
                                          "fairground_refused_total{reason=\"player\"} 1\n"
                                          "fairground_refused_total{reason=\"address\"} 2"));
}

TEST(Metrics, NothingIsLostWhenManyThreadsCountAtOnce) {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 1000; ++n) metrics.route("/spin").count(200, 1ms);
        });
    for (auto& thread : threads) thread.join();
    EXPECT_THAT(metrics.text(), HasSubstr("status=\"200\"} 4000"));
}

}  // namespace
}  // namespace fairground::ops
