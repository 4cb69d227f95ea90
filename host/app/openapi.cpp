// fairground openapi: the description of the API without a running host.
#include "http/openapi.hpp"

#include <cstdio>

#include "app/commands.hpp"
#include "http/player_api.hpp"
#include "store/store.hpp"

namespace fairground::app {

int print_openapi() {
    // Routes are described by those who serve them; nothing here is ever asked.
    store::Options nowhere;
    nowhere.url = "sqlite::memory:";
    const auto store = store::Store::open(nowhere);
    const campaign::Catalogue catalogue;
    const auth::Sessions sessions(auth::Sessions::Key{}, std::chrono::hours(1));
    engine::Engine engine(*store, {});
    const http::Pages pages;
    const http::PlayerApi api{engine, catalogue, sessions, {}, {}, pages};
    ops::Metrics metrics;
    http::Router router(metrics);
    http::add_player_routes(router, api);
    std::printf("%s\n", http::describe(router, catalogue).dump(2).c_str());
    return 0;
}

}  // namespace fairground::app
