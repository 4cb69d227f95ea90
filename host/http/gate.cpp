#include "http/gate.hpp"

#include "http/problem.hpp"

namespace fairground::http {
namespace {

admission::Rate to_rate(const config::Rate& rate) {
    return {static_cast<double>(rate.rate), static_cast<double>(rate.burst)};
}

bool is_probe(const Target& target) {
    return target.segments.size() == 1 && (target.segments[0] == "healthz" || target.segments[0] == "readyz");
}

}  // namespace

Gate::Limit::Limit(const config::Rate& rate, const char* whose_it_is) : limiter(to_rate(rate)), whose(whose_it_is) {}

void Gate::Limit::take(std::string_view key) {
    const auto wait = limiter.take(key, admission::RateLimiter::Clock::now());
    if (wait == wait.zero()) return;
    refused.fetch_add(1, std::memory_order_relaxed);
    throw Problem(429, "too_many_requests",
                  std::string("more requests than this ") + whose + " may send; ask again later", retry_after(wait));
}

Gate::Gate(const config::Limits& limits)
    : player_(limits.per_player, "player"),
      address_(limits.per_address, "address"),
      campaign_(limits.per_campaign, "campaign"),
      tenant_(limits.per_tenant, "tenant") {}

void Gate::address(const Request& request) {
    address_.take(request.address);
}

void Gate::player(const auth::Player& player) {
    // In one piece of memory that is there already: this is asked for each request.
    thread_local std::string key;
    key.assign(player.tenant).append(1, '\0').append(player.id);
    player_.take(key);
}

void Gate::campaign(const campaign::Revision& revision) {
    campaign_.take(revision.id());
    tenant_.take(revision.config.tenant);
}

void Gate::watch(ops::Metrics& metrics) const {
    for (const Limit* limit : {&player_, &address_, &campaign_, &tenant_})
        metrics.counter_from("fairground_admission_refused_total", "Requests that were not let in, by reason",
                             [limit] { return static_cast<double>(limit->refused.load(std::memory_order_relaxed)); },
                             {{"reason", limit->whose}});
}

Handler behind(Gate& gate, const Handler& handler) {
    return [&gate, handler](Request& request, const Respond& respond) {
        try {
            if (!is_probe(request.target)) gate.address(request);
        } catch (const Problem& problem) {
            return respond(to_response(problem, request.trace_id()));
        }
        handler(request, respond);
    };
}

}  // namespace fairground::http
