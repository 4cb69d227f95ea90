#include <latch>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "schedule/schedule.hpp"

namespace fairground::schedule {
namespace {

using engine::Answer;

constexpr int attempts = 2;

// With spaces: the key of no player's request.
std::string key_of(const store::JobRun& run) {
    return fmt::format(" job {} {}", run.job, run.day);
}

std::string input_of(const store::JobRun& run) {
    return fmt::format(R"({{"job":"{}","day":{},"due":{}}})", run.job, run.day, run.due);
}

}  // namespace

std::string make_holder() {
    char host[65] = "host";
    gethostname(host, sizeof host - 1);
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return fmt::format("{} {} {:x}", host, getpid(), time.tv_sec * 1'000'000'000 + time.tv_nsec);
}

std::string lease_name(std::int64_t campaign, const std::string& job) {
    return fmt::format("job {} {}", campaign, job);
}

struct Run::Outcome {
    std::int64_t done = 0;
    std::int64_t refused = 0;
    std::int64_t failed = 0;
    bool complete = true;
};

Run::Run(engine::Engine& engine, store::Jobs& jobs, const campaign::Campaign& campaign, std::string job,
         store::JobRun run, const std::string& holder, const Options& options, Counters* counters)
    : engine_(engine),
      jobs_(jobs),
      campaign_(campaign),
      job_(std::move(job)),
      run_(std::move(run)),
      holder_(holder),
      options_(options),
      counters_(counters) {}

Run::Step Run::step() {
    if (!jobs_.take_lease(lease_name(run_.campaign, job_), holder_, options_.lease)) return Step::elsewhere;
    const auto players = jobs_.players(run_.campaign, run_.cursor, options_.chunk);
    auto next = run_;
    Outcome outcome;
    if (players.empty()) {
        next.finished = options_.now().time_since_epoch().count();
    } else {
        outcome = call_all(players);
        if (!outcome.complete) return Step::later;
        next.cursor = players.back().id;
        next.done += outcome.done;
        next.refused += outcome.refused;
        next.failed += outcome.failed;
    }
    if (!jobs_.advance(run_, next)) return Step::elsewhere;
    run_ = std::move(next);
    if (counters_) {
        counters_->done += static_cast<std::uint64_t>(outcome.done);
        counters_->refused += static_cast<std::uint64_t>(outcome.refused);
        counters_->failed += static_cast<std::uint64_t>(outcome.failed);
    }
    return players.empty() ? Step::finished : Step::going_on;
}

// All at once: the committer makes batches of them. Who cannot be answered is asked again.
Run::Outcome Run::call_all(const std::vector<store::JobPlayer>& players) {
    const auto serving = campaign_.serving();
    const auto revision = serving->live;
    const plugin::Job* job = revision->rules->manifest().job(job_);
    if (job == nullptr) return {.complete = false};  // the plugin that came meanwhile has no such job
    const plugin::Route route{.name = job->name, .number = job->number};
    // Who has the next revision is served by its job, if it has one of this name.
    const plugin::Job* next_job = serving->next ? serving->next->rules->manifest().job(job_) : nullptr;
    const plugin::Route next_route =
        next_job ? plugin::Route{.name = next_job->name, .number = next_job->number} : plugin::Route();
    std::vector<Answer> answers(players.size(), Answer{.kind = Answer::Kind::unavailable});
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < players.size(); ++i)
            if (answers[i].kind == Answer::Kind::unavailable) asked.push_back(i);
        if (asked.empty()) break;
        if (attempt > 1) std::this_thread::sleep_for(std::chrono::milliseconds(100 << attempt));
        std::latch open(static_cast<std::ptrdiff_t>(asked.size()));
        for (const auto i : asked) {
            const auth::Player player{.tenant = revision->config.tenant, .id = players[i].external_id};
            const bool is_next = next_job && serving->of(player) == serving->next;
            engine::ActionCall call{.revision = is_next ? serving->next : revision,
                                    .route = is_next ? &next_route : &route,
                                    .player = player,
                                    .body = input_of(run_),
                                    .key = key_of(run_),
                                    .now = options_.now(),
                                    .deadline = engine::Clock::now() + options_.call_patience};
            engine_.act(std::move(call), [&answers, &open, i](Answer&& answer) {
                answers[i] = std::move(answer);
                open.count_down();
            });
        }
        open.wait();
    }

    Outcome outcome;
    for (std::size_t i = 0; i < players.size(); ++i) {
        const auto& answer = answers[i];
        switch (answer.kind) {
            case Answer::Kind::done:
            case Answer::Kind::key_conflict:  // done before the job's time was changed
                ++outcome.done;
                break;
            case Answer::Kind::refused:
                ++outcome.refused;
                break;
            case Answer::Kind::unavailable:
                outcome.complete = false;
                break;
            case Answer::Kind::invalid:
            case Answer::Kind::fault:
                ++outcome.failed;
                spdlog::error("campaign {} ({}): the job {} of {} failed for the player {}: {} {}", revision->id(),
                              revision->plugin_label(), job_, run_.day, players[i].external_id, answer.code,
                              answer.detail);
                break;
        }
    }
    return outcome;
}

}  // namespace fairground::schedule
