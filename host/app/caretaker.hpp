// The host's slow heartbeat: looks after what changes outside of requests. Private to app.
#pragma once
#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "app/quarantine_watch.hpp"
#include "auth/api_keys.hpp"
#include "campaign/campaign.hpp"
#include "ops/readiness.hpp"
#include "store/store.hpp"

namespace fairground::app {

// Twice a second: are the databases there, which campaigns did admins pause, which keys do partners have, and which
// campaigns are in quarantine. Once a minute: a bounded piece of the
// idempotency keys that are past their retention. Owner: Host; everything it is given must outlive it.
class Caretaker {
public:
    struct Partners {
        auth::ApiKeys& keys;
        std::size_t hosts = 1;  // that share their quotas
    };
    Caretaker(store::Store& store, campaign::Catalogue& catalogue, ops::Readiness& readiness,
              QuarantineWatch& quarantine, Partners partners, std::chrono::hours request_retention);

private:
    void run(const std::stop_token& stop);
    void look_at_database();
    void look_at_replicas();
    void purge_requests();

    store::Store& store_;
    campaign::Catalogue& catalogue_;
    ops::Readiness& readiness_;
    QuarantineWatch& quarantine_;
    const Partners partners_;
    const std::chrono::hours retention_;
    std::set<std::string> told_replicas_;  // names of checks
    std::jthread thread_;
};

}  // namespace fairground::app
