// What partners (other business systems) may call with their keys: many players and views in one question.
#pragma once
#include <array>
#include <atomic>
#include <functional>

#include "auth/api_keys.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "engine/views.hpp"
#include "http/gate.hpp"
#include "http/router.hpp"

namespace fairground::http {

struct PartnerFigures {
    std::atomic<int> under_way{0};  // questions; they use the api until they end
    // Growing since the start:

    std::atomic<std::uint64_t> items{0};        // players × views that were answered
    std::atomic<std::uint64_t> unavailable{0};  // of those, with that error
    std::atomic<std::uint64_t> events{0};       // that were given out
    std::atomic<std::uint64_t> over_quota{0};   // requests
};

// Everything the routes need. References must outlive the server.
struct PartnerApi {
    engine::Engine& engine;
    engine::Views& views;
    const campaign::Catalogue& catalogue;
    const auth::ApiKeys& keys;
    config::Limits limits;
    Gate& gate;
    PartnerFigures& figures;
    std::array<unsigned char, 32> cursor_key{};  // the same on all hosts, told to nobody
    std::size_t answer_bytes = 4 * 1024 * 1024;  // an answer is cut there, and goes on by its cursor
    std::function<campaign::Time()> now = campaign::now;
};

// api must outlive the router.
void add_partner_routes(Router& router, const PartnerApi& api);
// The figures must outlive the metrics' use.
void watch(ops::Metrics& metrics, const PartnerFigures& figures);

}  // namespace fairground::http
