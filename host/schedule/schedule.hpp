// Scheduled work: jobs that plugins declare, done once for each player of whom the campaign keeps a value, by exactly
// one of the hosts that share a database.
//
// A run is named by campaign, job and the local day it was due. It goes through the players by id, in chunks; after
// each chunk its place is written down, so that a killed run is taken up there. The players of a chunk that were called
// before the kill are called again under the same idempotency key, and that changes nothing. Players cannot send such a
// key: it has spaces.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "campaign/campaign.hpp"
#include "engine/engine.hpp"
#include "schedule/due.hpp"
#include "store/store.hpp"

namespace fairground::schedule {

struct Options {
    std::uint32_t chunk = 256;                        // players called at once
    std::chrono::milliseconds lease{10'000};          // a host that is silent for so long has lost its runs to others
    std::chrono::milliseconds beat{1'000};            // between looks for something to do
    std::chrono::hours keys_last{7 * 24};             // a run older than the idempotency keys is not taken up again
    std::chrono::milliseconds call_patience{10'000};  // of one player's call
    std::function<campaign::Time()> now = campaign::now;
};

struct Counters {
    std::atomic<std::uint64_t> done{0};  // players
    std::atomic<std::uint64_t> refused{0};
    std::atomic<std::uint64_t> failed{0};
};

// What a run is at, for people: of all campaigns' jobs.
struct JobStatus {
    std::string campaign;
    std::string job;
    std::string schedule;
    Due next;
    std::optional<store::JobRun> last;  // the newest run, finished or not
    std::string holder;                 // the host that is at it; empty: none
};
// Throws what the store throws.
std::vector<JobStatus> job_status(const campaign::Catalogue& catalogue, store::Store& store, campaign::Time now);

// One run, chunk by chunk. One thread.
class Run {
public:
    // holder: of the lease, this process; counters may be null.
    Run(engine::Engine& engine, store::Jobs& jobs, const campaign::Campaign& campaign, std::string job,
        store::JobRun run, const std::string& holder, const Options& options, Counters* counters = nullptr);

    enum class Step {
        going_on,
        finished,
        elsewhere,  // another host has the lease, or moved the run
        later       // the database or the engine could not: the same chunk again after a while
    };
    // The next chunk. Throws what the store throws.
    Step step();
    const store::JobRun& state() const { return run_; }

private:
    struct Outcome;
    Outcome call_all(const std::vector<store::JobPlayer>& players);

    engine::Engine& engine_;
    store::Jobs& jobs_;
    const campaign::Campaign& campaign_;
    const std::string job_;
    store::JobRun run_;
    const std::string& holder_;
    const Options& options_;
    Counters* counters_;
};

// A name for the leases of this process, that no other has.
std::string make_holder();
std::string lease_name(std::int64_t campaign, const std::string& job);

// Does what is due, on a thread of its own: one chunk of each job in turn. Owner: the host; everything it is given must
// outlive it.
class Scheduler {
public:
    Scheduler(engine::Engine& engine, store::Store& store, const campaign::Catalogue& catalogue, Options options,
              Counters& counters);
    // Ends after the chunk that is under way; another host takes over at once.
    ~Scheduler();

private:
    struct Memory {
        bool looked = false;
        std::int32_t settled = 0;  // the day of the run that needs nothing more
        bool under_way = false;
        std::chrono::steady_clock::time_point told{};
    };

    void work(const std::stop_token& stop);
    bool look_at_all(const std::stop_token& stop);
    bool look_at(const campaign::Campaign& campaign, const campaign::Revision& revision, const plugin::Job& job);
    std::optional<store::JobRun> choose(const campaign::Revision& revision, const plugin::Job& job, Memory& memory);
    campaign::Time first_published(std::int64_t campaign);
    void tell(const campaign::Revision& revision, Run::Step step, const store::JobRun& run, Memory& memory) const;

    engine::Engine& engine_;
    const std::unique_ptr<store::Jobs> jobs_;
    const campaign::Catalogue& catalogue_;
    const Options options_;
    const std::string holder_ = make_holder();
    Counters& counters_;
    std::map<std::pair<std::int64_t, std::string>, Memory> memory_;
    std::map<std::int64_t, campaign::Time> first_published_;
    std::jthread thread_;
};

}  // namespace fairground::schedule
