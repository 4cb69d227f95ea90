// What the engine is made of: what waits, the threads that take it, the figures. Private to engine.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include <boost/asio/thread_pool.hpp>

#include "engine/bulk.hpp"
#include "engine/committer.hpp"
#include "engine/fresh_read.hpp"

namespace fairground::engine {

using Intake = admission::Intake;
using Verdict = Intake::Verdict;

// How many calls were refused, and why. Threads: any.
class Refusals {
public:
    void count(Verdict verdict) { by_verdict_.at(static_cast<std::size_t>(verdict)).fetch_add(1, relaxed); }
    std::uint64_t of(Verdict verdict) const { return by_verdict_.at(static_cast<std::size_t>(verdict)).load(relaxed); }

private:
    static constexpr auto relaxed = std::memory_order_relaxed;
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(Verdict::late) + 1> by_verdict_{};
};

// The answer to what was refused because too much waits.
inline Answer too_much() {
    return {.kind = Answer::Kind::unavailable, .code = std::string(overloaded), .detail = "too many calls are waiting"};
}

// Owner: Engine, which joins the readers before all this ends. What stands further down ends first: threads stand below
// what they use. Threads: any.
struct Engine::Parts {
    Parts(store::Store& store, const Options& options);

    // Committers live as long as the engine; campaigns are few and found by their internal id.
    Committer& committer(const campaign::Revision& revision);
    // REQUIRES: committers_mutex is held.
    Tenant& tenant(const std::string& name);
    Intake::Campaign& bulk_of(const std::string& tenant_name);

    std::vector<Answer> compute(const Looked& looked);
    template <typename Work>
    bool read(Intake::Campaign& reading, Work work);  // false: too many wait
    void look_for_overdue(const std::stop_token& stop);
    void look_after(Committer& committer);

    store::Store& store;
    const Options options;
    const Chance chance;
    const std::size_t writer_count;
    std::atomic<std::uint64_t> acted{0};
    std::atomic<std::uint64_t> read_in{0};
    ReplicaReads replica_reads;
    Refusals refusals;
    Intake actions;
    Intake reads;
    Tenant nobody;
    Intake::Campaign nobodys{nobody.reading};  // reads that are of no campaign
    std::shared_mutex committers_mutex;
    std::unordered_map<std::string, std::unique_ptr<Tenant>> tenants;
    std::unordered_map<std::int64_t, std::unique_ptr<Committer>> committers;
    boost::asio::thread_pool readers;
    Writers writers;     // ends while the committers still live
    std::jthread watch;  // last: ends first
};

}  // namespace fairground::engine
