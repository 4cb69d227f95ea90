// Players as admins see them: who he is, his balances and lines, and correcting a balance.
#pragma once
#include "admin/looks.hpp"
#include "cache/cache.hpp"

namespace fairground::admin {

// References must outlive the routes.
struct People {
    const campaign::Catalogue& catalogue;
    store::Store& store;
    cache::Cache* cache = nullptr;
    std::function<campaign::Time()> now = campaign::now;
};

// GET players/{tenant}/{player} and …/entries; POST …/adjust {currency, amount, reason, key}.
void add_people_routes(Routes& routes, const People& people);

}  // namespace fairground::admin
