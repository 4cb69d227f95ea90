#include "simulate/simulate.hpp"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "simulate/run.hpp"
#include "simulate/summary.hpp"

namespace fairground::simulate {
namespace {

// A player takes some hundred bytes.
constexpr std::uint32_t most_players = 2'000'000;
constexpr std::uint64_t most_actions = 200'000'000;
constexpr std::uint32_t most_days = 366;

// What plugins and the engine write to the log would drown the terminal.
class Silence {
public:
    Silence() { spdlog::set_level(spdlog::level::off); }
    ~Silence() { spdlog::set_level(before_); }

private:
    const spdlog::level::level_enum before_ = spdlog::get_level();
};

std::string names_of(const plugin::Manifest& manifest) {
    std::string names;
    for (const auto& action : manifest.actions)
        if (action.role == plugin::Route::Role::player) names += (names.empty() ? "" : ", ") + action.name;
    return names.empty() ? "none" : names;
}

const plugin::Route& route_of(const campaign::Revision& revision, const std::string& action) {
    const plugin::Manifest& manifest = revision.rules->manifest();
    for (const plugin::Route& route : manifest.actions)
        if (action.empty() ? route.role == plugin::Route::Role::player : route.name == action) return route;
    if (action.empty()) throw Impossible("the plugin " + manifest.id + " has no action for players");
    throw Impossible("the plugin " + manifest.id + " has no action '" + action + "'; it has: " + names_of(manifest));
}

std::uint32_t days_of(const config::CampaignFile& file, std::uint32_t asked) {
    if (asked > most_days) throw Impossible("at most " + std::to_string(most_days) + " days");
    if (asked > 0) return asked;
    constexpr std::uint32_t most = 30;
    constexpr std::uint32_t endless = 7;
    if (!file.from || !file.to) return endless;
    const auto whole = std::chrono::floor<std::chrono::days>(*file.to - *file.from).count();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(whole, 1, most));
}

void check(const Options& options, std::size_t days) {
    const Crowd& crowd = options.crowd;
    if (crowd.players == 0 || crowd.players > most_players)
        throw Impossible("a crowd has 1 to " + std::to_string(most_players) + " players");
    if (options.runs == 0 || options.runs > 1000) throw Impossible("1 to 1000 runs");
    if (std::uint64_t{crowd.players} * crowd.actions * days * options.runs > most_actions)
        throw Impossible("that would be more than " + std::to_string(most_actions) +
                         " actions: take fewer players, days, actions or runs");
}

// Tells of the actions that are done, a few times a second.
class Clerk {
public:
    Clerk(const Options& options, std::uint64_t all) : options_(options), all_(static_cast<double>(all)) {}
    void operator()(std::uint64_t actions) {
        done_ += actions;
        const auto now = std::chrono::steady_clock::now();
        if (!options_.progress || now - told_ < std::chrono::milliseconds(100)) return;
        told_ = now;
        options_.progress(std::min(static_cast<double>(done_) / all_, 1.0));
    }

private:
    const Options& options_;
    const double all_;
    std::uint64_t done_ = 0;
    std::chrono::steady_clock::time_point told_{};
};

double expected_visits(const Crowd& crowd) {
    double visits = 0;
    for (std::size_t day = 0; day < crowd.days; ++day)
        visits += crowd.comes[std::min(day, crowd.comes.size() - 1)] * crowd.players;
    return visits;
}

}  // namespace

bool Report::odds_kept() const {
    return std::none_of(things.begin(), things.end(),
                        [](const ThingLine& line) { return line.odds && line.odds->outside; });
}

Report simulate(const std::shared_ptr<const campaign::Revision>& revision, const Options& options) {
    const Silence silence;
    const plugin::Route& route = route_of(*revision, options.action);
    const Calendar calendar = calendar_of(*revision, days_of(revision->config, options.crowd.days));
    check(options, calendar.days.size());

    Report report;
    report.campaign = revision->id();
    report.plugin = revision->plugin_label();
    report.action = route.name;
    report.body = options.body;
    report.time_zone = revision->config.time_zone;
    report.first_day = calendar.days.front().day;
    report.crowd = options.crowd;
    report.crowd.days = static_cast<std::uint32_t>(calendar.days.size());
    report.runs = options.runs;
    report.seed = options.seed;

    const Things things(*revision);
    std::vector<Figures> runs;
    Clerk clerk(options,
                static_cast<std::uint64_t>(expected_visits(report.crowd) * options.crowd.actions) * options.runs);
    const auto began = std::chrono::steady_clock::now();
    bool history = false;
    while (runs.size() < options.runs) {
        Run run(revision, route, things, calendar, options, options.seed + runs.size(), history);
        Answers answers = report.answers;
        run.run(answers, std::ref(clerk));
        if (run.history_missed() && !std::exchange(history, true)) continue;
        report.answers = std::move(answers);
        runs.push_back(run.figures());
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    sum_up(*revision, things, runs, report);
    return report;
}

}  // namespace fairground::simulate
