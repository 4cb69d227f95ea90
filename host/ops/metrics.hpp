// The figures a host publishes, in Prometheus' text format. Threads: everything from any thread.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
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

    using Labels = std::map<std::string, std::string>;
    // Figures that others keep, read whenever the metrics are asked for. read must be quick, must not throw, and must
    // stay callable as long as this object lives. The same name with other labels is another figure of the same family.
    void counter_from(std::string name, std::string help, std::function<double()> read, const Labels& labels = {});
    void gauge_from(std::string name, std::string help, std::function<double()> read, const Labels& labels = {});

    std::string text() const;

private:
    friend class RouteMeter;
    struct Source;
    void add(std::string name, std::string help, Source source);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace fairground::ops
