#include "drills/storm.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t players = 400;
constexpr int codes = 3000;

// As in storm.yaml.
const Promise promise{.campaign = "storm",
                      .caps = {{"phone", {30, 20}}, {"mug", {3000, {}}}, {"badge", {{}, 400}}},
                      .currency = "points",
                      .price = 2};

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::uint64_t choose_seed() {
    const char* given = std::getenv("DRILL_SEED");
    return given ? std::stoull(given) : std::random_device()();
}

test::HostProcess::Settings settings(const test::PrivateMariaDb* server,
                                     const test::HostProcess::Settings& neighbours) {
    test::HostProcess::Settings settings{.campaigns = {{"storm.yaml", read(FAIRGROUND_DRILLS "/storm.yaml")}},
                                         .config = {}};
    settings.campaigns.insert(neighbours.campaigns.begin(), neighbours.campaigns.end());
    if (neighbours.config.is_object()) settings.config = neighbours.config;
    if (server && !settings.config["database"].contains("url")) settings.config["database"]["url"] = server->url();
    return settings;
}

void import_codes(test::HostProcess& host) {
    const auto file = host.folder() / "codes";
    std::ofstream out(file);
    for (int i = 0; i < codes; ++i) out << "TEA-" << i << '\n';
    out.close();
    const auto imported = host.run({"coupons", "import", "storm", "tea-house", file.string()});
    if (imported.code != 0) throw std::runtime_error("importing codes failed: " + imported.output);
}

}  // namespace

test::HostProcess::Settings with_onlookers(const nlohmann::json& config) {
    return {.campaigns = {{"onlookers.yaml",
                           "id: onlookers\nplugin: lucky-wheel\ntitle: {en: Onlookers}\nsettings:\n"
                           "  free_spins: {per_day: 10000}\n"
                           "  prizes: [{id: thanks, title: {en: Thank you}, weight: 1}]\n"}},
            .config = config};
}

void expect_all_adds_up(Storm& storm) {
    const auto figures = storm.recount(*storm.sql());
    const auto& sums = storm.sums();
    std::printf("seed %llu: %llu intents, %llu found done when asked again, %llu connections lost, %llu busy answers\n",
                static_cast<unsigned long long>(storm.seed()), static_cast<unsigned long long>(sums.intents),
                static_cast<unsigned long long>(sums.replayed), static_cast<unsigned long long>(sums.connections_lost),
                static_cast<unsigned long long>(sums.busy));
    for (const auto& [status, count] : sums.statuses)
        std::printf("  answered %d: %llu\n", status, static_cast<unsigned long long>(count));
    std::printf("  recounted: %zu turns, %zu keys, %zu entries, %zu codes given\n", figures.spins, figures.requests,
                figures.entries, figures.coupons);
    EXPECT_THAT(figures.findings, testing::IsEmpty());
    EXPECT_GT(figures.spins, 0u);

    const auto audit = storm.audit();
    EXPECT_EQ(audit.code, 0) << audit.output;
}

int rounds(int otherwise) {
    const char* given = std::getenv("DRILL_ROUNDS");
    return given ? std::atoi(given) : otherwise;
}

Storm::Storm(test::PrivateMariaDb* server, load::Options faults, const test::HostProcess::Settings& neighbours,
             std::size_t connections)
    : server_(server), seed_(choose_seed()), host_(settings(server, neighbours)) {
    host_.start();
    import_codes(host_);
    faults.port = host_.port();
    faults.campaign = promise.campaign;
    faults.bodies = {"{}", "{}", R"({"count":3})"};
    faults.connections = connections;
    faults.players = players;
    faults.seed = seed_;
    driver_ = std::make_unique<load::Driver>(std::move(faults));
    driver_->log_in();
}

void Storm::round(std::chrono::milliseconds time, const std::function<void()>& strike) {
    auto load = std::async(std::launch::async, [&] { return driver_->run(time); });
    std::this_thread::sleep_for(std::chrono::milliseconds(chance_() % static_cast<std::uint64_t>(time.count())));
    strike();
    take(load.get());
}

void Storm::during(const std::function<void()>& strikes) {
    auto load = std::async(std::launch::async, [&] { return driver_->run(1h); });
    strikes();
    driver_->stop();
    take(load.get());
}

void Storm::take(load::Report&& report) {
    EXPECT_THAT(report.unanswered, testing::IsEmpty()) << "seed " << seed_;
    for (auto& answer : report.answered) {
        if (answer.status != 200) {
            EXPECT_THAT(answer.body, testing::HasSubstr("no_spins_left")) << "status " << answer.status;
        }
        ++sums_.intents;
        if (answer.replayed) ++sums_.replayed;
        ++sums_.statuses[answer.status];
        answered_.push_back(std::move(answer));
    }
    sums_.connections_lost += report.connections_lost;
    sums_.busy += report.busy;
}

void Storm::add(std::vector<load::Answered> answered) {
    sums_.intents += answered.size();
    for (auto& answer : answered) {
        ++sums_.statuses[answer.status];
        answered_.push_back(std::move(answer));
    }
}

std::unique_ptr<test::Sql> Storm::sql() const {
    return server_ ? test::Sql::mariadb(server_->socket(), "root", "fairground")
                   : test::Sql::sqlite(host_.sqlite_file());
}

Figures Storm::recount(test::Sql& sql) const {
    return drills::recount(sql, promise, answered_);
}

}  // namespace fairground::drills
