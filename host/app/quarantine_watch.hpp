// Takes over into a running host which campaigns are in quarantine. Private to app.
#pragma once
#include <atomic>
#include <set>
#include <string>

#include "campaign/campaign.hpp"
#include "ops/readiness.hpp"
#include "supervise/quarantine.hpp"

namespace fairground::app {

// Owner: Host; everything it is given must outlive it. Threads: look() by one at a time.
class QuarantineWatch {
public:
    // Looks at once, before anybody is served.
    QuarantineWatch(const supervise::Quarantine& quarantine, campaign::Catalogue& catalogue, ops::Readiness& readiness);

    // A file that cannot be read leaves things as they are, and the check "quarantine" degraded.
    void look() noexcept;
    std::size_t quarantined() const { return quarantined_; }

private:
    void take_over(const std::vector<supervise::Quarantined>& entries);

    const supervise::Quarantine& quarantine_;
    campaign::Catalogue& catalogue_;
    ops::Readiness& readiness_;
    std::set<std::string> known_;
    std::atomic<std::size_t> quarantined_{0};
};

}  // namespace fairground::app
