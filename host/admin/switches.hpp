// What operators do to campaigns without another revision: pause, resume, release; and what of the stock is left.
#pragma once
#include <functional>

#include "admin/looks.hpp"

namespace fairground::admin {

// References must outlive the routes.
struct Switches {
    const campaign::Catalogue& catalogue;
    store::Store& store;
    // Before a campaign is opened again. Throws std::runtime_error: the schema is not as it has to be.
    std::function<void()> check_schema;
    // Ends the quarantine on this host. False: it was not in quarantine.
    std::function<bool(const std::string& campaign)> release;
    std::function<campaign::Time()> now = campaign::now;
};

// POST campaigns/{id}/pause, /resume, /release {reason}; GET campaigns/{id}/stock.
void add_switch_routes(Routes& routes, const Switches& switches);

}  // namespace fairground::admin
