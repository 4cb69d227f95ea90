#include "staleness/checker.hpp"

#include <random>

namespace fairground::staleness {

void check(Looks& looks, std::chrono::steady_clock::time_point until, unsigned looks_per_change, Verdict& verdict) {
    std::mt19937 chance{std::random_device{}()};
    std::int64_t acknowledged = 0;
    std::int64_t seen = 0;
    while (std::chrono::steady_clock::now() < until) {
        if (chance() % looks_per_change == 0) {
            if (!looks.change()) continue;  // it may have been done or not: nothing is claimed of it
            ++acknowledged;
            ++verdict.changes;
            continue;
        }
        const auto shown = looks.look();
        if (!shown) {
            ++verdict.unanswered;
            continue;
        }
        ++verdict.reads;
        if (*shown < acknowledged) ++verdict.older_than_acknowledged;
        if (*shown < seen) ++verdict.went_back;
        seen = std::max(seen, *shown);
    }
}

}  // namespace fairground::staleness
