// When jobs are due in a campaign's local time. Private to schedule.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "campaign/campaign.hpp"
#include "plugin/schedule.hpp"

namespace fairground::schedule {

struct Due {
    std::int32_t day = 0;  // yyyymmdd, local; names the run
    campaign::Time at{};
};

// After the end of its window a campaign is still given the run that was due before it.
inline constexpr std::chrono::hours grace{24};

// When a job with this schedule is due if it is due on that day. A time that daylight saving skips is its end, one that
// comes twice the first. Empty: no such day.
std::optional<Due> due_on(const plugin::Schedule& schedule, const campaign::LocalTime& local, std::int32_t day);
Due last_due(const plugin::Schedule& schedule, const campaign::LocalTime& local, campaign::Time now);  // at <= now
Due next_due(const plugin::Schedule& schedule, const campaign::LocalTime& local, campaign::Time now);  // at > now

// The one run of the campaign that should be done or have been done by now: the latest that was due within its window
// and since it was first published; missed ones before it are let go. Empty: none.
std::optional<Due> wanted(const plugin::Schedule& schedule, const campaign::Revision& revision,
                          campaign::Time first_published, campaign::Time now);

}  // namespace fairground::schedule
