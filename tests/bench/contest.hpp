// Contestants that are measured in turn, so that a busy machine is busy for all of them; their table, and the figures
// as JSON. Private to bench.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include "load/load.hpp"

namespace fairground::bench {

// One round of one contestant.
struct Sample {
    std::uint64_t calls = 0;
    double per_second = 0;
    load::Latencies latencies;
    // Processor time in µs for one call: of the benchmark with its load driver, of what is measured, and of the
    // database below. What the wall clock says depends on who else uses the machine; this hardly does.
    double client_us = 0;
    double service_us = 0;
    double database_us = 0;
};

struct Contestant {
    std::string name;
    std::function<Sample()> round;                          // throws if anything was answered otherwise than well
    std::function<std::vector<pid_t>()> service = nullptr;  // whose processor time is the service's
    std::vector<Sample> samples{};

    double median_of(const std::function<double(const Sample&)>& measure) const;
    double per_second() const;
    double p50_ms() const;
    double p99_ms() const;
    double cpu_us() const;  // of all three
};

class Contest {
public:
    // database: 0 if there is none.
    explicit Contest(pid_t database = 0) : database_(database) {}
    // The reference stays where it is.
    Contestant& add(Contestant contestant);

    // Each in turn, in the order they were added, so many times.
    void run(int rounds);
    // "median/s, lowest, highest, p50, p99" and processor times, a line for each.
    void print() const;
    // The same: [{"name": …, "per_second": …, "p99_ms": …, …}, …]
    nlohmann::json json() const;

private:
    Sample round(const Contestant& one) const;

    const pid_t database_;
    std::vector<std::unique_ptr<Contestant>> contestants_;
};

// Throws std::runtime_error unless every intent was answered 200 at the first attempt.
Sample sample_of(load::Report report);

double median(std::vector<double> values);
double in_ms(std::chrono::microseconds time);

}  // namespace fairground::bench
