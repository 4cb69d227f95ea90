#include "app/quarantine_watch.hpp"

namespace fairground::app {
namespace {

constexpr const char* file_check = "quarantine";

std::string check_of(const std::string& campaign) {
    return "campaign " + campaign;
}

}  // namespace

QuarantineWatch::QuarantineWatch(const supervise::Quarantine& quarantine, campaign::Catalogue& catalogue,
                                 ops::Readiness& readiness)
    : quarantine_(quarantine), catalogue_(catalogue), readiness_(readiness) {
    look();
}

void QuarantineWatch::look() noexcept try {
    take_over(quarantine_.list());
    readiness_.drop(file_check);
} catch (const std::exception& failure) {
    readiness_.degraded(file_check, failure.what());
}

void QuarantineWatch::take_over(const std::vector<supervise::Quarantined>& entries) {
    std::set<std::string> now;
    for (const auto& entry : entries) {
        if (!catalogue_.find(entry.campaign)) continue;
        now.insert(entry.campaign);
        readiness_.degraded(check_of(entry.campaign), "quarantined: " + entry.reason);
    }
    for (const auto& campaign : catalogue_.all()) campaign->set_quarantined(now.contains(campaign->revision()->id()));
    for (const auto& campaign : known_)
        if (!now.contains(campaign)) readiness_.drop(check_of(campaign));
    quarantined_ = now.size();
    known_ = std::move(now);
}

}  // namespace fairground::app
