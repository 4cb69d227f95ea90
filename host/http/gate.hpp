// Who may ask how often, on the players' address: so many requests a second of each player, address, campaign and
// tenant. Threads: any.
#pragma once
#include <atomic>
#include <string_view>

#include "admission/rate_limiter.hpp"
#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "http/message.hpp"
#include "ops/metrics.hpp"

namespace fairground::http {

class Gate {
public:
    explicit Gate(const config::Limits& limits);

    // Each throws Problem 429 too_many_requests, with the time after which it makes sense to ask again.
    // Of the client, as trusted proxies tell it.
    void address(const Request& request);
    void player(const auth::Player& player);
    void campaign(const campaign::Revision& revision);  // and its tenant

    // Publishes how many were refused. The gate must outlive the metrics' use.
    void watch(ops::Metrics& metrics) const;

private:
    struct Limit {
        admission::RateLimiter limiter;
        const char* whose;
        std::atomic<std::uint64_t> refused{0};

        Limit(const config::Rate& rate, const char* whose_it_is);
        void take(std::string_view key);
    };
    Limit player_;
    Limit address_;
    Limit campaign_;
    Limit tenant_;
};

// The handler with the limit of addresses before it. What balancers ask (/healthz, /readyz) is not limited. Both must
// outlive the server.
Handler behind(Gate& gate, const Handler& handler);

}  // namespace fairground::http
