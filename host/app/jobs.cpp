// fairground job status|run
#include <cstdio>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/outside_changes.hpp"
#include "ops/log.hpp"
#include "schedule/schedule.hpp"

namespace fairground::app {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

std::string state_of(const schedule::JobStatus& status) {
    if (!status.last) return "never";
    if (status.last->finished) return "finished";
    return status.holder.empty() ? "waits" : "runs";
}

json to_json(const schedule::JobStatus& status, const campaign::LocalTime& local) {
    const auto time = [&](std::int64_t ms) { return local.rfc3339(campaign::Time(milliseconds(ms))); };
    json last;
    if (const auto& run = status.last)
        last = {{"day", run->day},
                {"due", time(run->due)},
                {"started", time(run->started)},
                {"finished", run->finished ? json(time(*run->finished)) : json()},
                {"done", run->done},
                {"refused", run->refused},
                {"failed", run->failed}};
    return {{"campaign", status.campaign},
            {"job", status.job},
            {"schedule", status.schedule},
            {"next", local.rfc3339(status.next.at)},
            {"state", state_of(status)},
            {"holder", status.holder.empty() ? json() : json(status.holder)},
            {"last", last}};
}

void print_progress(const store::JobRun& run, const char* what) {
    std::printf("%s: %lld done, %lld refused, %lld failed\n", what, static_cast<long long>(run.done),
                static_cast<long long>(run.refused), static_cast<long long>(run.failed));
    std::fflush(stdout);
}

// The run of that day as it stands; one that is finished begins again: whoever is done stays done, the others get
// another chance.
store::JobRun prepare(store::Jobs& jobs, const campaign::Revision& revision, const std::string& job,
                      const schedule::Due& due) {
    store::JobRun fresh{.campaign = revision.campaign,
                        .job = job,
                        .day = due.day,
                        .due = due.at.time_since_epoch().count(),
                        .started = campaign::now().time_since_epoch().count()};
    jobs.begin(fresh);
    constexpr std::uint32_t years = 1000;
    for (const auto& run : jobs.runs(revision.campaign, job, years)) {
        if (run.day != due.day) continue;
        if (!run.finished) return run;
        fresh.due = run.due;
        if (!jobs.advance(run, fresh)) break;
        return fresh;
    }
    throw std::runtime_error("another host took the run at this moment; see `fairground job status`");
}

}  // namespace

int job_status(const Common& common) {
    const auto opened = open_catalogue(common);
    auto list = json::array();
    for (const auto& status : schedule::job_status(opened.catalogue, *opened.store, campaign::now()))
        list.push_back(to_json(status, opened.catalogue.find(status.campaign)->revision()->local_time));
    if (common.json) {
        std::printf("%s\n", list.dump(2).c_str());
        return 0;
    }
    std::printf("%-24s %-16s %-20s %-9s %-9s %9s %9s %9s  %s\n", "CAMPAIGN", "JOB", "SCHEDULE", "LAST", "STATE", "DONE",
                "REFUSED", "FAILED", "NEXT");
    for (const auto& one : list) {
        const auto number = [&](const char* field) {
            return one["last"].is_null() ? std::string("-") : one["last"][field].dump();
        };
        std::printf("%-24s %-16s %-20s %-9s %-9s %9s %9s %9s  %s\n", one["campaign"].get<std::string>().c_str(),
                    one["job"].get<std::string>().c_str(), one["schedule"].get<std::string>().c_str(),
                    number("day").c_str(), one["state"].get<std::string>().c_str(), number("done").c_str(),
                    number("refused").c_str(), number("failed").c_str(), one["next"].get<std::string>().c_str());
    }
    return 0;
}

int run_job(const Common& common, const std::string& id, const std::string& name, std::int32_t day) {
    auto opened = open_catalogue(common);
    const auto campaign = opened.catalogue.find(id);
    if (!campaign)
        return complain("there is no campaign '" + id + "'; `fairground campaigns list` shows those there are");
    const auto revision = campaign->revision();
    const auto* job = revision->rules->manifest().job(name);
    if (!job)
        return complain("the campaign " + id + " has no job '" + name + "'; `fairground job status` shows all jobs");
    const auto due = day == 0 ? schedule::last_due(job->when, revision->local_time, campaign::now())
                              : schedule::due_on(job->when, revision->local_time, day);
    if (!due) return complain("--day " + std::to_string(day) + ": there is no such day; expected yyyymmdd");
    if (due->day > revision->local_time.day(campaign::now()))
        return complain("--day " + std::to_string(day) + " is yet to come");

    const auto options = job_options(opened.host);
    const auto keys_since = campaign::now() - options.keys_last;
    if (due->at < keys_since)
        return complain("the run of " + std::to_string(due->day) + " is too long ago: who was done then is known for " +
                        std::to_string(opened.host.limits.request_retention_days) +
                        " days (limits.request_retention_days)");
    const ops::Log log({.level = opened.host.log.level, .file = opened.host.log.file});
    OutsideChanges changes(opened.host);
    engine::Engine engine(*opened.store, engine_options(opened.host, opened.catalogue, changes.cache()));
    const auto jobs = opened.store->jobs();
    const auto holder = schedule::make_holder();
    const auto lease = schedule::lease_name(revision->campaign, name);
    if (!jobs->take_lease(lease, holder, options.lease))
        return complain("the host '" + jobs->lease_holder(lease) + "' is at it; see `fairground job status`");
    schedule::Run run(engine, *jobs, *campaign, name, prepare(*jobs, *revision, name, *due), holder, options);
    for (;;) {
        switch (run.step()) {
            case schedule::Run::Step::going_on:
                if (!common.json) print_progress(run.state(), "goes on");
                break;
            case schedule::Run::Step::finished:
                jobs->release_lease(lease, holder);
                changes.tell(revision->config.tenant, "");
                if (common.json)
                    std::printf("%s\n", json{{"day", due->day},
                                             {"done", run.state().done},
                                             {"refused", run.state().refused},
                                             {"failed", run.state().failed}}
                                            .dump()
                                            .c_str());
                else
                    print_progress(run.state(), "finished");
                return run.state().failed == 0 ? 0 : 1;
            case schedule::Run::Step::elsewhere:
                changes.tell(revision->config.tenant, "");
                return complain("another host went on with the run; see `fairground job status`");
            case schedule::Run::Step::later:
                changes.tell(revision->config.tenant, "");
                return complain(
                    "the database could not be reached; the run is taken up again by a host that serves, "
                    "or by this command");
        }
    }
}

}  // namespace fairground::app
