// Whether players see what they did. Each client is one player who changes something now and then and looks at it all
// the time, through nginx on all hosts in turn; what he sees must never be less than what he was told was done, nor
// less than he saw before.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "support/http_client.hpp"

namespace fairground::staleness {

// A look at how many changes of the player there were. Empty: no answer came.
class Looks {
public:
    virtual ~Looks() = default;
    virtual std::optional<std::int64_t> look() = 0;
    // A change; true: it was acknowledged.
    virtual bool change() = 0;
};

struct Verdict {
    std::atomic<std::int64_t> reads{0};
    std::atomic<std::int64_t> changes{0};
    std::atomic<std::int64_t> older_than_acknowledged{0};
    std::atomic<std::int64_t> went_back{0};
    std::atomic<std::int64_t> unanswered{0};
    std::int64_t violations() const { return older_than_acknowledged + went_back; }
};

// Looks until then; one in `looks_per_change` is a change.
void check(Looks& looks, std::chrono::steady_clock::time_point until, unsigned looks_per_change, Verdict& verdict);

}  // namespace fairground::staleness
