// The figures a host publishes, in Prometheus' text format. Threads: everything from any thread.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace fairground::ops {

class Metrics;

// The requests of one route; lives as long as its Metrics. Counting costs no lookup.
class RouteMeter {
public:
    RouteMeter(Metrics& metrics, std::string route);
    void count(int status, std::chrono::nanoseconds took);

private:
    static constexpr int lowest = 100, highest = 599;
    Metrics& metrics_;
    const std::string route_;
    prometheus::Histogram& seconds_;
    std::array<std::atomic<prometheus::Counter*>, highest - lowest + 1> by_status_{};
};

class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // fairground_http_requests_total{route,status}, fairground_http_request_seconds{route}. The same route gives the
    // same meter.
    RouteMeter& route(const std::string& route);

    // Figures that others keep, read whenever the metrics are asked for. read must be quick, must not throw, and must
    // stay callable as long as this object lives.
    void counter_from(std::string name, std::string help, std::function<double()> read);
    void gauge_from(std::string name, std::string help, std::function<double()> read);

    std::string text() const;

private:
    friend class RouteMeter;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::ops
