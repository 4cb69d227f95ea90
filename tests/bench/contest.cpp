#include "bench/contest.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

namespace fairground::bench {
namespace {

double in_us(const timeval& time) {
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
}

double own_us() {
    double sum = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        sum += in_us(usage.ru_utime) + in_us(usage.ru_stime);
    }
    return sum;
}

// Of all threads, from /proc/PID/stat; fields 14 and 15, counted behind the name in brackets.
double used_us(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(in, text);
    if (text.empty()) throw std::runtime_error("process " + std::to_string(pid) + " is gone in the middle of a round");
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0, system = 0;
    fields >> user >> system;
    return (user + system) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double used_us(const std::vector<pid_t>& pids) {
    double sum = 0;
    for (const pid_t pid : pids) sum += used_us(pid);
    return sum;
}

}  // namespace

double Contestant::median_of(const std::function<double(const Sample&)>& measure) const {
    std::vector<double> values;
    for (const auto& sample : samples) values.push_back(measure(sample));
    return median(values);
}
double Contestant::per_second() const {
    return median_of([](const Sample& sample) { return sample.per_second; });
}
double Contestant::p50_ms() const {
    return median_of([](const Sample& sample) { return in_ms(sample.latencies.percentile(0.5)); });
}
double Contestant::p99_ms() const {
    return median_of([](const Sample& sample) { return in_ms(sample.latencies.percentile(0.99)); });
}
double Contestant::cpu_us() const {
    return median_of([](const Sample& sample) { return sample.client_us + sample.service_us + sample.database_us; });
}

Contestant& Contest::add(Contestant contestant) {
    return *contestants_.emplace_back(std::make_unique<Contestant>(std::move(contestant)));
}

Sample Contest::round(const Contestant& one) const {
    const auto service = one.service ? one.service() : std::vector<pid_t>();
    const auto database = database_ > 0 ? std::vector{database_} : std::vector<pid_t>();
    const double client_before = own_us(), service_before = used_us(service), database_before = used_us(database);
    Sample sample = one.round();
    if (sample.calls == 0) throw std::runtime_error(one.name + ": not one call was answered in a round");
    const auto calls = static_cast<double>(sample.calls);
    sample.client_us = (own_us() - client_before) / calls;
    sample.service_us = (used_us(service) - service_before) / calls;
    sample.database_us = (used_us(database) - database_before) / calls;
    return sample;
}

void Contest::run(int rounds) {
    for (int number = 0; number < rounds; ++number)
        for (auto& one : contestants_) try {
                one->samples.push_back(round(*one));
            } catch (const std::exception& failure) {
                throw std::runtime_error(one->name + ": " + failure.what());
            }
}

void Contest::print() const {
    fmt::print("{:<44} {:>9} {:>8} {:>8} {:>8} {:>8} | {:>7} {:>8} {:>8}\n", "", "median/s", "lowest", "highest",
               "p50 ms", "p99 ms", "client", "service", "database");
    for (const auto& one : json())
        fmt::print("{:<44} {:>9.0f} {:>8.0f} {:>8.0f} {:>8.2f} {:>8.2f} | {:>7.1f} {:>8.1f} {:>8.1f}\n",
                   one["name"].get<std::string>(), one["per_second"].get<double>(), one["lowest"].get<double>(),
                   one["highest"].get<double>(), one["p50_ms"].get<double>(), one["p99_ms"].get<double>(),
                   one["client_us"].get<double>(), one["service_us"].get<double>(), one["database_us"].get<double>());
    fmt::print("(right of the bar: µs of processor time for one call)\n");
}

nlohmann::json Contest::json() const {
    auto all = nlohmann::json::array();
    for (const auto& one : contestants_) {
        const auto [low, high] = std::minmax_element(one->samples.begin(), one->samples.end(),
                                                     [](auto& a, auto& b) { return a.per_second < b.per_second; });
        all.push_back({{"name", one->name},
                       {"per_second", one->per_second()},
                       {"lowest", low->per_second},
                       {"highest", high->per_second},
                       {"p50_ms", one->p50_ms()},
                       {"p99_ms", one->p99_ms()},
                       {"client_us", one->median_of([](const Sample& sample) { return sample.client_us; })},
                       {"service_us", one->median_of([](const Sample& sample) { return sample.service_us; })},
                       {"database_us", one->median_of([](const Sample& sample) { return sample.database_us; })}});
    }
    return all;
}

Sample sample_of(load::Report report) {
    const auto good = report.statuses[200];
    if (good != report.answered.size() || !report.unanswered.empty() || report.connections_lost + report.busy > 0)
        throw std::runtime_error(
            fmt::format("{} of {} calls were answered 200, {} not at all, {} busy, {} connections lost; {}", good,
                        report.answered.size(), report.unanswered.size(), report.busy, report.connections_lost,
                        report.busy > 0 ? "the last that was busy: " + report.last_busy : "none was busy"));
    return {.calls = good, .per_second = report.per_second(), .latencies = std::move(report.latencies)};
}

double median(std::vector<double> values) {
    if (values.empty()) throw std::logic_error("the median of nothing");
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double in_ms(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

}  // namespace fairground::bench
