#include "ops/metrics.hpp"

#include <map>
#include <mutex>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace fairground::ops {
namespace {

const prometheus::Histogram::BucketBoundaries bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                     0.1,    0.25,  0.5,    1,     2.5,  5,     10};

}  // namespace

struct Metrics::Source {
    prometheus::MetricType type = prometheus::MetricType::Untyped;
    Labels labels;
    std::function<double()> read;

    prometheus::ClientMetric collect() const {
        prometheus::ClientMetric metric;
        for (const auto& [name, value] : labels) metric.label.push_back({name, value});
        metric.counter.value = metric.gauge.value = read();
        return metric;
    }
};

struct Metrics::Parts {
    struct Family {
        std::string help;
        std::vector<Source> sources;  // at least one; of one type
    };

    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("fairground_http_requests_total")
                                                            .Help("Requests answered, by route and HTTP status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("fairground_http_request_seconds")
                                                             .Help("From the whole request read to its answer made")
                                                             .Register(registry);
    mutable std::mutex mutex;
    std::map<std::string, std::unique_ptr<RouteMeter>> routes;
    std::map<std::string, Family> families;
};

RouteMeter::RouteMeter(Metrics& metrics, std::string route)
    : metrics_(metrics), route_(std::move(route)), seconds_(metrics.parts_->seconds.Add({{"route", route_}}, bounds)) {}

void RouteMeter::count(int status, std::chrono::nanoseconds took) {
    auto& slot = by_status_.at(static_cast<std::size_t>(std::clamp(status, lowest, highest) - lowest));
    prometheus::Counter* counter = slot.load(std::memory_order_acquire);
    if (counter == nullptr) {
        counter = &metrics_.parts_->requests.Add({{"route", route_}, {"status", std::to_string(status)}});
        slot.store(counter, std::memory_order_release);  // two at once store the same
    }
    counter->Increment();
    seconds_.Observe(std::chrono::duration<double>(took).count());
}

Metrics::Metrics() : parts_(std::make_unique<Parts>()) {}
Metrics::~Metrics() = default;

RouteMeter& Metrics::route(const std::string& route) {
    const std::lock_guard lock(parts_->mutex);
    auto& meter = parts_->routes[route];
    if (!meter) meter = std::make_unique<RouteMeter>(*this, route);
    return *meter;
}

void Metrics::add(std::string name, std::string help, Source source) {
    const std::lock_guard lock(parts_->mutex);
    auto& family = parts_->families[std::move(name)];
    family.help = std::move(help);
    family.sources.push_back(std::move(source));
}

void Metrics::counter_from(std::string name, std::string help, std::function<double()> read, const Labels& labels) {
    add(std::move(name), std::move(help), {prometheus::MetricType::Counter, labels, std::move(read)});
}

void Metrics::gauge_from(std::string name, std::string help, std::function<double()> read, const Labels& labels) {
    add(std::move(name), std::move(help), {prometheus::MetricType::Gauge, labels, std::move(read)});
}

std::string Metrics::text() const {
    auto families = parts_->registry.Collect();
    {
        const std::lock_guard lock(parts_->mutex);
        for (const auto& [name, family] : parts_->families) {
            families.push_back({name, family.help, family.sources.front().type, {}});
            for (const Source& source : family.sources) families.back().metric.push_back(source.collect());
        }
    }
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace fairground::ops
