// G6: many businesses on one host. One campaign is flooded with ten times what all the others ask for together; the
// others do not notice.
#include <algorithm>
#include <cstdio>
#include <future>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "drills/storm.hpp"
#include "load/wave.hpp"
#include "support/private_mariadb.hpp"
#include "support/tcp_proxy.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using testing::IsEmpty;
using testing::Not;

struct Size {
    int campaigns;
    int tenants;
};
// With DRILL_ROUNDS the size of the promise.
Size size() {
    return rounds(0) > 0 ? Size{1000, 20} : Size{40, 4};
}

std::string name(int campaign) {
    return "wheel-" + std::to_string(campaign);
}
std::string tenant(int campaign) {
    return "shop-" + std::to_string(campaign % size().tenants);
}

std::string yaml(const std::string& id, const std::string& its_tenant) {
    return fmt::format(
        "id: {}\nplugin: lucky-wheel\ntenant: {}\ntitle: {{en: Wheel}}\nsettings:\n"
        "  free_spins: {{per_day: 10000}}\n  prizes: [{{id: thanks, title: {{en: Thank you}}, weight: 1}}]\n",
        id, its_tenant);
}

std::map<std::string, std::string> campaigns() {
    std::map<std::string, std::string> files;
    for (int i = 0; i < size().campaigns; ++i) files[name(i) + ".yaml"] = yaml(name(i), tenant(i));
    // For players of no tenant in particular.
    files["calibration.yaml"] = yaml("calibration", "default");
    return files;
}

// A host that can do little, so that a flood is one and does not take the processor from those who look at it: each
// transaction carries out one call, and the database is 2 ms away.
class Street {
public:
    explicit Street(nlohmann::json limits) : host_({.campaigns = campaigns(), .config = config(std::move(limits))}) {
        host_.start();
        std::vector<load::WaveOptions::Target> targets;
        for (int i = 1; i < size().campaigns; ++i) targets.push_back({name(i), tenant(i)});
        others_ = std::make_unique<load::Wave>(
            load::WaveOptions{.port = host_.port(), .targets = std::move(targets), .players = 20, .seed = 1});
        flood_ = std::make_unique<load::Wave>(
            load::WaveOptions{.port = host_.port(), .targets = {{name(0), tenant(0)}}, .players = 200, .seed = 2});
        others_->log_in();
        flood_->log_in();
        way_.delay_answers(2ms);
    }

    // A third of what can be done.
    double ordinary_load() {
        load::Driver driver({.port = host_.port(), .campaign = "calibration", .connections = 4, .players = 100});
        driver.log_in();
        return driver.run(1s).per_second() / 3;
    }
    load::WaveReport others(double per_second) { return others_->run(per_second, time); }
    // The others, while the one campaign is flooded.
    load::WaveReport flooded(double per_second) {
        auto flood = std::async(std::launch::async, [&] { return flood_->run(10 * per_second, time + 500ms); });
        std::this_thread::sleep_for(250ms);
        auto report = others_->run(per_second, time);
        const auto flooded = flood.get();
        flood_refused_ += flooded.refused;
        EXPECT_THAT(flooded.unanswered, IsEmpty());
        return report;
    }
    std::uint64_t flood_refused() const { return flood_refused_; }

private:
    static constexpr auto time = 1500ms;
    nlohmann::json config(nlohmann::json limits) {
        limits["batch"] = 1;
        const auto url = fmt::format("mariadb://root@127.0.0.1:{}/fairground", way_.port());
        return {{"database", {{"url", url}, {"connections", 6}, {"writers", 2}}}, {"limits", std::move(limits)}};
    }

    test::PrivateMariaDb server_{{.flush_per_commit = true, .binlog = false, .options = {}}};
    test::TcpProxy way_{server_.port()};
    test::HostProcess host_;
    std::unique_ptr<load::Wave> others_;
    std::unique_ptr<load::Wave> flood_;
    std::uint64_t flood_refused_ = 0;
};

microseconds median(std::vector<microseconds> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

// What the others would complain about.
std::vector<std::string> complaints(Street& street, int so_many_rounds) {
    const double load = street.ordinary_load();
    std::vector<microseconds> calm, one_call, flooded;
    std::uint64_t sent = 0, refused = 0;
    street.others(load);  // warm
    for (int i = 0; i < so_many_rounds; ++i) {
        const auto quiet = street.others(load).accepted;
        calm.push_back(quiet.percentile(0.99));
        one_call.push_back(quiet.percentile(0.5));
        const auto report = street.flooded(load);
        flooded.push_back(report.accepted.percentile(0.99));
        sent += report.sent;
        refused += report.refused + report.unanswered.size();
        std::printf("the others, %.0f a second: p99 %.1f ms, under the flood %.1f ms, %llu of %llu refused\n", load,
                    static_cast<double>(calm.back().count()) / 1000, static_cast<double>(flooded.back().count()) / 1000,
                    static_cast<unsigned long long>(report.refused), static_cast<unsigned long long>(report.sent));
    }
    std::printf("of the flood %llu were refused\n", static_cast<unsigned long long>(street.flood_refused()));
    std::vector<std::string> found;
    // The slowest of the calm rounds: what this machine does without any flood is not the flood's doing. And nobody is
    // interrupted: whoever comes waits for a call of the flood that is being carried out.
    const auto bound = *std::ranges::max_element(calm) * 13 / 10 + median(one_call);
    if (median(flooded) > bound)
        found.push_back(fmt::format("p99 {} µs, expected at most {} µs", median(flooded).count(), bound.count()));
    if (refused > sent / 1000) found.push_back(fmt::format("{} of {} were refused", refused, sent));
    return found;
}

TEST(G6, AFloodedCampaignDoesNotMoveTheOthers) {
    Street street(nlohmann::json::object());
    const int so_many = std::max(3, rounds(3));
    auto found = complaints(street, so_many);
    for (int tries = 1; tries < 3 && !found.empty(); ++tries) found = complaints(street, so_many);  // a busy machine
    EXPECT_THAT(found, IsEmpty());
    EXPECT_GT(street.flood_refused(), 0u) << "no flood: the drill proved nothing";
}

TEST(G6, WithoutSharesTheOthersAreRefusedAndTheDrillGoesRed) {
    Street street(nlohmann::json{{"fair_shares", false}});
    EXPECT_THAT(complaints(street, 1), Not(IsEmpty()));
}

}  // namespace
}  // namespace fairground::drills
