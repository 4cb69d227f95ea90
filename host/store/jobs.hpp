// Runs of scheduled jobs, as all hosts of one database share them. Fails like the rest of the store.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::store {

// One run of a campaign's job: what is done of it.
struct JobRun {
    std::int64_t campaign = 0;  // internal id
    std::string job;
    std::int32_t day = 0;     // yyyymmdd, local: the day it was due; with campaign and job its name
    std::int64_t due = 0;     // ms
    std::int64_t cursor = 0;  // internal id of the last player that was called
    std::int64_t done = 0;    // players
    std::int64_t refused = 0;
    std::int64_t failed = 0;
    std::int64_t started = 0;              // ms
    std::optional<std::int64_t> finished;  // ms

    bool operator==(const JobRun&) const = default;
};

struct JobPlayer {
    std::int64_t id = 0;
    std::string external_id;
};

// Threads: safe from any thread.
class Jobs {
public:
    virtual ~Jobs() = default;

    // Newest day first, at most limit.
    virtual std::vector<JobRun> runs(std::int64_t campaign, std::string_view job, std::uint32_t limit) = 0;
    // Does nothing if the run is there already, even if it is finished.
    virtual void begin(const JobRun& run) = 0;
    // The run goes on from `from` to `to`. False: it is not as `from` says, another host moved it; nothing was changed.
    virtual bool advance(const JobRun& from, const JobRun& to) = 0;
    // Players of whom the campaign keeps a value, by id, behind that one.
    virtual std::vector<JobPlayer> players(std::int64_t campaign, std::int64_t behind, std::uint32_t limit) = 0;
    // When the campaign's first revision was published, ms. Empty: never.
    virtual std::optional<std::int64_t> first_published(std::int64_t campaign) = 0;

    // Takes or renews the lease by the database's clock. False: another holder has it. holder: 1..128 bytes.
    virtual bool take_lease(const std::string& name, const std::string& holder, std::chrono::milliseconds time) = 0;
    // Another may have it at once. Does nothing if the holder is another.
    virtual void release_lease(const std::string& name, const std::string& holder) = 0;
    // Who has it now; empty: nobody.
    virtual std::string lease_holder(const std::string& name) = 0;
};

}  // namespace fairground::store
