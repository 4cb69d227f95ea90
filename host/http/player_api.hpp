// What players may call: sessions, campaigns, actions, views, their own accounts, and the pages.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "engine/engine.hpp"
#include "engine/views.hpp"
#include "http/gate.hpp"
#include "http/pages.hpp"
#include "http/router.hpp"
#include "ops/traffic.hpp"

namespace fairground::http {

// Everything the routes need. References must outlive the server.
struct PlayerApi {
    engine::Engine& engine;
    engine::Views& views;  // that made their replies ready with make_ready
    const campaign::Catalogue& catalogue;
    const auth::Sessions& sessions;
    config::Limits limits;
    std::vector<std::string> providers;  // "dev"
    const Pages& pages;
    Gate& gate;
    std::function<campaign::Time()> now = campaign::now;
    // Where players reach us, without a / at the end: the only place that redirects and links may lead to. Empty: they
    // are relative.
    std::string public_url = {};
    ops::Traffic* traffic = nullptr;  // told what came of actions and views; null: nobody is
};

// The entity tag and the headers of a view's reply, made once for all to whom it is sent.
void make_ready(cache::Reply& reply, const campaign::Revision& revision);

// api must outlive the router.
void add_player_routes(Router& router, const PlayerApi& api);

}  // namespace fairground::http
