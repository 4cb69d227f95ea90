// Case start: from exec to the first 200 of /readyz, with the example campaigns on SQLite.
#include <thread>

#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"

namespace fairground::bench {
namespace {

using namespace std::chrono_literals;

constexpr int starts = 10;

test::HostProcess::Settings example_campaigns() {
    test::HostProcess::Settings settings;
    for (const auto& entry : std::filesystem::directory_iterator(FAIRGROUND_CAMPAIGNS)) {
        if (entry.path().extension() == ".yaml") settings.campaigns[entry.path().filename()] = content_of(entry.path());
    }
    return settings;
}

double start_ms(test::HostProcess& host) {
    const auto begin = std::chrono::steady_clock::now();
    host.launch();
    while (!host.ready() && host.process().running()) std::this_thread::sleep_for(1ms);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (host.stop() != 0) throw std::runtime_error("the host did not start or did not stop: " + host.log());
    return took.count();
}

}  // namespace

int start(const Options& options) {
    std::vector<double> fresh;
    std::vector<double> again;
    const auto settings = example_campaigns();
    for (int i = 0; i < starts; ++i) {
        test::HostProcess host(settings);
        fresh.push_back(start_ms(host));
        again.push_back(start_ms(host));
    }
    fmt::print("start: exec to ready, {} campaigns on SQLite, {} starts each\n", settings.campaigns.size(), starts);
    const auto print = [](const char* what, const std::vector<double>& times) {
        const auto [low, high] = std::minmax_element(times.begin(), times.end());
        fmt::print("{:<40} median {:>6.0f} ms, lowest {:>6.0f}, highest {:>6.0f}\n", what, median(times), *low, *high);
    };
    print("on an empty folder, schema included", fresh);
    print("on existing data", again);
    write_results(options, "start",
                  {{"campaigns", settings.campaigns.size()}, {"fresh_ms", median(fresh)}, {"again_ms", median(again)}});
    return 0;
}

}  // namespace fairground::bench
