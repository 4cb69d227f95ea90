// fairground simulate
#include "simulate/simulate.hpp"

#include <cmath>
#include <cstdio>
#include <fstream>

#include <malloc.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/simulation.hpp"

namespace fairground::app {
namespace {

// A file, or the id of a campaign in the host's folder.
config::CampaignFile campaign_file(const config::HostFile& host, const std::string& asked) {
    if (std::filesystem::is_regular_file(asked)) return config::read_campaign_file(asked, host.environment);
    std::vector<std::string> ids;
    for (auto& file : config::read_campaign_folder(host.campaigns, host.environment)) {
        if (file.id == asked) return std::move(file);
        ids.push_back(file.id);
    }
    const std::string near = config::nearest(asked, ids);
    throw std::runtime_error("there is no file and no campaign '" + asked + "' in " + host.campaigns.string() +
                             (near.empty() ? "" : "; did you mean " + near + "?"));
}

void give(simulate::Crowd& crowd, const std::vector<std::string>& gifts) {
    for (const std::string& gift : gifts) {
        const auto equals = gift.find('=');
        char* end = nullptr;
        const long long amount = equals == std::string::npos ? -1 : std::strtoll(gift.c_str() + equals + 1, &end, 10);
        if (equals == 0 || amount < 0 || end == nullptr || *end != '\0' || end == gift.c_str() + equals + 1)
            throw std::runtime_error("--give: expected a currency and an amount, such as points=100, found " + gift);
        crowd.balances[gift.substr(0, equals)] = amount;
    }
}

simulate::Options options_of(const Simulation& asked) {
    simulate::Options options;
    if (!asked.crowd.empty()) options.crowd = simulate::read_crowd(asked.crowd);
    if (asked.players) options.crowd.players = *asked.players;
    if (asked.days) options.crowd.days = *asked.days;
    if (asked.actions) options.crowd.actions = *asked.actions;
    give(options.crowd, asked.give);
    options.action = asked.action;
    options.body = asked.body;
    options.runs = asked.runs;
    options.seed = asked.seed;
    if (isatty(STDERR_FILENO))
        options.progress = [](double done) { std::fprintf(stderr, "\rsimulating … %3.0f %%", std::floor(done * 100)); };
    return options;
}

void write_page(const std::filesystem::path& path, const simulate::Report& report) {
    std::ofstream out(path);
    out << simulate::to_html(report);
    if (!out.flush()) throw std::runtime_error("--report: cannot write " + path.string());
}

}  // namespace

nlohmann::json simulate_revision(const config::CampaignFile& file, plugin::Shelf& shelf, std::uint32_t players,
                                 std::uint32_t turns) {
    simulate::Options options;
    if (players > 0) options.crowd.players = players;
    if (turns > 0) options.crowd.actions = turns;
    return simulate::to_json(simulate::simulate(campaign::unpublished(file, shelf), options));
}

int simulate_campaign(const Common& common, const Simulation& asked) {
    if (!nlohmann::json::parse(asked.body, nullptr, false).is_object())
        return complain("--body: expected a JSON object, found " + asked.body);
    const auto host = read_config(common);
    const auto shelf = open_shelf(host);
    const auto revision = campaign::unpublished(campaign_file(host, asked.campaign), *shelf);
    const auto options = options_of(asked);
    // A batch's memory is needed again by the next one: giving it back to the system in between takes a tenth of the
    // time.
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_TOP_PAD, 16 << 20);
    const auto report = simulate::simulate(revision, options);
    if (options.progress) std::fprintf(stderr, "\r\033[K");
    if (!asked.report.empty()) write_page(asked.report, report);
    if (common.json)
        std::printf("%s\n", simulate::to_json(report).dump(2).c_str());
    else
        std::printf("%s", simulate::to_text(report).c_str());
    if (!asked.report.empty() && !common.json) std::printf("Pictures: %s\n", asked.report.c_str());
    return report.odds_kept() && report.answers.faults == 0 ? 0 : 1;
}

}  // namespace fairground::app
