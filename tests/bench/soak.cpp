// Case soak: hours of players in ten minutes. Nothing may grow but the database.
#include <algorithm>
#include <thread>

#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/process.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "load/wave.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

constexpr double share_of_capacity = 0.8;
constexpr double allowed_change = 1.02;
constexpr auto window = 10s;
// Ten minutes write 13 GB. With 3 the server reads and writes pages for each spin after four of them: p99 goes from 15
// to 80 ms, and the host holds more calls at once.
constexpr std::size_t pool = 12;

// What supervisor and worker hold together at the end of a window, and what they did in it.
struct Moment {
    double resident_mb = 0;
    double goodput = 0;
    double p99_ms = 0;
};

struct Soak {
    std::vector<Moment> moments;
    std::uint64_t answered = 0;
    std::uint64_t refused = 0;
    std::uint64_t lost = 0;
};

Soak soak_in(Setting& setting, const load::WaveOptions& wave_options, double rate, std::size_t windows) {
    load::Wave wave(wave_options);
    wave.log_in();
    Soak soak;
    while (soak.moments.size() < windows) {
        const auto report = wave.run(rate, window);
        soak.answered += report.answered.size();
        soak.refused += report.refused;
        soak.lost += report.unanswered.size();
        Moment& moment = soak.moments.emplace_back();
        for (const pid_t pid : pids_of(setting.host)) moment.resident_mb += resident_mb(pid);
        moment.goodput = report.goodput();
        moment.p99_ms = static_cast<double>(report.accepted.percentile(0.99).count()) / 1000;
        fmt::print("{:4} s: {:6.0f}/s, p99 {:6.1f} ms, {:6.1f} MB\n", soak.moments.size() * window.count(),
                   moment.goodput, moment.p99_ms, moment.resident_mb);
        std::fflush(stdout);
    }
    return soak;
}

// What the fifths of the time behind the first one, the warm-up, held by their medians: the most to the least. A look
// by itself is up to 3 % off, as the allocator gives pages back now and then.
double change_of_memory(std::span<const Moment> moments) {
    const std::size_t fifth = moments.size() / 5;
    std::vector<double> medians;
    for (std::size_t part = 1; part < 5; ++part) {
        std::vector<double> held;
        for (const Moment& moment : moments.subspan(part * fifth, fifth)) held.push_back(moment.resident_mb);
        medians.push_back(median(held));
    }
    const auto [least, most] = std::ranges::minmax(medians);
    return most / least;
}

double capacity(const Setting& setting, const Options& options) {
    load::Driver driver(load_options(options, setting.host.port()));
    driver.log_in();
    driver.run(2s);  // warm
    return driver.run(5s).per_second();
}

// While no player is connected.
std::int64_t descriptors_at_rest(Setting& setting) {
    std::this_thread::sleep_for(1s);
    std::int64_t all = 0;
    for (const pid_t pid : pids_of(setting.host)) all += static_cast<std::int64_t>(open_descriptors(pid));
    return all;
}

}  // namespace

int soak(const Options& options) {
    Setting setting(options, pool);
    const auto windows = static_cast<std::size_t>(std::max<std::int64_t>(options.time / window, 5));

    const double rate = share_of_capacity * capacity(setting, options);
    const auto descriptors = descriptors_at_rest(setting);
    const auto records = [&] { return setting.sql()->number("SELECT COUNT(*) FROM record"); };
    const auto before = records();

    fmt::print("soak: {} players, {:.0f} spins a second offered ({:.0f} % of what {} connections reached), {}\n",
               options.players, rate, 100 * share_of_capacity, options.connections, setting.server_settings());
    const auto soak = soak_in(setting,
                              {.port = setting.host.port(),
                               .targets = {{"bench"}},
                               .players = options.players,
                               .connections = 8 * options.connections,
                               .seed = 1'000'000},
                              rate, windows);

    const double change = change_of_memory(soak.moments);
    const auto added = descriptors_at_rest(setting) - descriptors;
    const auto missing = static_cast<std::int64_t>(soak.answered) - (records() - before);
    fmt::print(
        "after {} s of warm-up: memory within a factor of {:.3f}, {} descriptors more; {} answered, {} refused, "
        "{} lost, {} answers without their record\n",
        windows / 5 * window.count(), change, added, soak.answered, soak.refused, soak.lost, missing);
    nlohmann::json history = nlohmann::json::array();
    for (const Moment& moment : soak.moments)
        history.push_back(
            {{"resident_mb", moment.resident_mb}, {"per_second", moment.goodput}, {"p99_ms", moment.p99_ms}});
    write_results(options, "soak",
                  {{"rate", rate},
                   {"memory_change", change},
                   {"descriptors_added", added},
                   {"refused", soak.refused},
                   {"lost", soak.lost},
                   {"moments", history}});
    return change <= allowed_change && added <= 0 && soak.refused == 0 && soak.lost == 0 && missing == 0 ? 0 : 1;
}

}  // namespace fairground::bench
