// What players may call: sessions, campaigns, actions, views, their own accounts, and the pages.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "engine/engine.hpp"
#include "http/gate.hpp"
#include "http/pages.hpp"
#include "http/router.hpp"

namespace fairground::http {

// Everything the routes need. References must outlive the server.
struct PlayerApi {
    engine::Engine& engine;
    const campaign::Catalogue& catalogue;
    const auth::Sessions& sessions;
    config::Limits limits;
    std::vector<std::string> providers;  // "dev"
    const Pages& pages;
    Gate& gate;
    std::function<campaign::Time()> now = campaign::now;
};

// api must outlive the router.
void add_player_routes(Router& router, const PlayerApi& api);

}  // namespace fairground::http
