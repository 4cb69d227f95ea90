#include "app/caretaker.hpp"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "app/database_watch.hpp"
#include "app/partners.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

using namespace std::chrono_literals;

constexpr auto beat = 500ms;
constexpr int beats_per_purge = 120;
constexpr std::uint32_t purge_at_most = 10'000;

}  // namespace

Caretaker::Caretaker(store::Store& store, campaign::Catalogue& catalogue, ops::Readiness& readiness,
                     QuarantineWatch& quarantine, Partners partners, std::chrono::hours request_retention)
    : store_(store),
      catalogue_(catalogue),
      readiness_(readiness),
      quarantine_(quarantine),
      partners_(partners),
      retention_(request_retention),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Caretaker::run(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    for (int beats = 1; !stop.stop_requested(); ++beats) {
        look_at_database();
        look_at_replicas();
        name_overdue_leases(store_);
        quarantine_.look();
        if (beats % beats_per_purge == 0) purge_requests();
        woken.wait_for(lock, stop, beat, [] { return false; });
    }
}

void Caretaker::look_at_database() {
    const auto health = store_.health();
    if (!health.writes && health.reads)
        return readiness_.degraded("database", "views only, actions are answered 503: " + health.trouble);
    try {
        if (!health.writes) throw store::Unavailable(health.trouble);
        catalogue_.refresh(store_);
        partners_.keys.replace(read_grants(store_, partners_.hosts));
        readiness_.ok("database");
    } catch (const std::exception& failure) {
        readiness_.fail("database", failure.what());
        ops::log_warning("the database does not answer", {{"reason", failure.what()}});
    }
}

// One that is left out costs nobody anything but the primary some work: the host is as ready as before.
void Caretaker::look_at_replicas() {
    std::set<std::string> gone = std::exchange(told_replicas_, {});
    for (const auto& replica : store_.replicas()) {
        if (replica.trouble.empty()) continue;
        const std::string name = "replica " + replica.name;
        readiness_.degraded(name, replica.trouble);
        told_replicas_.insert(name);
        gone.erase(name);
    }
    for (const auto& name : gone) readiness_.drop(name);
}

void Caretaker::purge_requests() {
    const auto before = std::chrono::system_clock::now() - retention_;
    try {
        const auto gone = store_.purge_requests(
            std::chrono::duration_cast<std::chrono::milliseconds>(before.time_since_epoch()).count(), purge_at_most);
        if (gone > 0) ops::log_info("idempotency keys past their retention were removed", {{"keys", gone}});
    } catch (const std::exception& failure) {
        ops::log_warning("idempotency keys could not be removed", {{"reason", failure.what()}});
    }
}

}  // namespace fairground::app
