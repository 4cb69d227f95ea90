#include <algorithm>

#include <spdlog/spdlog.h>

#include "schedule/schedule.hpp"

namespace fairground::schedule {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t runs_to_look_at = 8;
constexpr auto between_tellings = 10s;

campaign::Time to_time(std::int64_t ms) {
    return campaign::Time(std::chrono::milliseconds(ms));
}

}  // namespace

Scheduler::Scheduler(engine::Engine& engine, store::Store& store, const campaign::Catalogue& catalogue, Options options,
                     Counters& counters)
    : engine_(engine),
      jobs_(store.jobs()),
      catalogue_(catalogue),
      options_(std::move(options)),
      counters_(counters),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

Scheduler::~Scheduler() {
    thread_.request_stop();
    thread_.join();
    for (const auto& [job, memory] : memory_) {
        if (!memory.under_way) continue;
        try {
            jobs_->release_lease(lease_name(job.first, job.second), holder_);
        } catch (const std::exception& failure) {
            spdlog::warn("the lease of the job {} was not given back, it ends by itself: {}", job.second,
                         failure.what());
        }
    }
}

void Scheduler::work(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        bool busy = false;
        try {
            busy = look_at_all(stop);
        } catch (const std::exception& failure) {
            spdlog::warn("scheduled work waits: {}", failure.what());
        }
        if (!busy) woken.wait_for(lock, stop, options_.beat, [] { return false; });
    }
}

// True: something was done, and more may be to do.
bool Scheduler::look_at_all(const std::stop_token& stop) {
    bool busy = false;
    for (const auto& campaign : catalogue_.all()) {
        const auto revision = campaign->revision();
        for (const auto& job : revision->rules->manifest().jobs) {
            if (stop.stop_requested()) return false;
            if (look_at(*campaign, *revision, job)) busy = true;
        }
    }
    return busy;
}

bool Scheduler::look_at(const campaign::Campaign& campaign, const campaign::Revision& revision,
                        const plugin::Job& job) {
    const auto status = campaign.status(options_.now());
    if (status != campaign::Status::open && status != campaign::Status::ended) return false;
    auto& memory = memory_[{revision.campaign, job.name}];
    auto chosen = choose(revision, job, memory);
    if (!chosen) return false;
    if (!memory.under_way) spdlog::info("campaign {}: the job {} of {} is due", revision.id(), job.name, chosen->day);

    Run run(engine_, *jobs_, campaign, job.name, std::move(*chosen), holder_, options_, &counters_);
    const auto step = run.step();
    tell(revision, step, run.state(), memory);
    memory.under_way = step == Run::Step::going_on || step == Run::Step::later;
    if (step == Run::Step::finished) jobs_->release_lease(lease_name(revision.campaign, job.name), holder_);
    return step == Run::Step::going_on || step == Run::Step::finished;
}

// What was begun comes first, then the run that is wanted. Empty: nothing is to do.
std::optional<store::JobRun> Scheduler::choose(const campaign::Revision& revision, const plugin::Job& job,
                                               Memory& memory) {
    const auto now = options_.now();
    const auto due = wanted(job.when, revision, first_published(revision.campaign), now);
    const std::int32_t day = due ? due->day : 0;
    if (memory.looked && memory.settled == day) return std::nullopt;

    const auto runs = jobs_->runs(revision.campaign, job.name, runs_to_look_at);
    const auto begun = std::find_if(runs.rbegin(), runs.rend(), [&](const store::JobRun& run) {
        return !run.finished && to_time(run.started) > now - options_.keys_last;
    });
    if (begun != runs.rend()) return *begun;
    const bool known =
        day == 0 || std::any_of(runs.begin(), runs.end(), [&](const store::JobRun& run) { return run.day >= day; });
    if (known) {
        memory = {.looked = true, .settled = day, .under_way = false, .told = {}};
        return std::nullopt;
    }
    store::JobRun run{.campaign = revision.campaign,
                      .job = job.name,
                      .day = day,
                      .due = due->at.time_since_epoch().count(),
                      .started = now.time_since_epoch().count()};
    if (!jobs_->take_lease(lease_name(revision.campaign, job.name), holder_, options_.lease)) return std::nullopt;
    jobs_->begin(run);
    const auto there = jobs_->runs(revision.campaign, job.name, 1);
    // Another host may have had the lease, and done it all, since we looked.
    if (there.empty() || there.front().day != day || there.front().finished) return std::nullopt;
    return there.front();
}

campaign::Time Scheduler::first_published(std::int64_t campaign) {
    if (const auto known = first_published_.find(campaign); known != first_published_.end()) return known->second;
    const auto at = to_time(jobs_->first_published(campaign).value_or(0));
    first_published_.emplace(campaign, at);
    return at;
}

void Scheduler::tell(const campaign::Revision& revision, Run::Step step, const store::JobRun& run,
                     Memory& memory) const {
    const auto now = std::chrono::steady_clock::now();
    const auto say = [&](const char* what) {
        spdlog::info("campaign {}: the job {} of {} {}: {} done, {} refused, {} failed", revision.id(), run.job,
                     run.day, what, run.done, run.refused, run.failed);
        memory.told = now;
    };
    if (step == Run::Step::finished) say("is finished");
    if (step == Run::Step::going_on && now - memory.told > between_tellings) say("goes on");
    if (step == Run::Step::later && now - memory.told > between_tellings) say("waits for the database");
}

std::vector<JobStatus> job_status(const campaign::Catalogue& catalogue, store::Store& store, campaign::Time now) {
    const auto jobs = store.jobs();
    std::vector<JobStatus> list;
    for (const auto& campaign : catalogue.all()) {
        const auto revision = campaign->revision();
        for (const auto& job : revision->rules->manifest().jobs) {
            const auto runs = jobs->runs(revision->campaign, job.name, 1);
            list.push_back({revision->id(), job.name, job.schedule, next_due(job.when, revision->local_time, now),
                            runs.empty() ? std::nullopt : std::optional(runs.front()),
                            jobs->lease_holder(lease_name(revision->campaign, job.name))});
        }
    }
    return list;
}

}  // namespace fairground::schedule
