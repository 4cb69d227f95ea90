// For `serve --watch` only: pages that show what was refused, and load themselves again when something new is there.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"
#include "http/pages.hpp"
#include "http/router.hpp"

namespace fairground::http {

// What stands between the files and the players. Threads: any.
class Refusals {
public:
    // what: "plugins" or "campaigns"; a later one of the same replaces it.
    void refuse(const std::string& what, const std::string& step, const std::string& reason);
    // what was taken in; pages load themselves again.
    void taken(const std::string& what);
    // {"taken":3,"refusals":[{"what":"plugins","step":"describe","reason":"…"}]}
    nlohmann::json to_json() const;

private:
    mutable std::mutex mutex_;
    std::uint64_t taken_ = 0;
    std::map<std::string, std::pair<std::string, std::string>> by_what_;
};

// GET /dev/refusals, /dev/watch.js, and before all others /play/{id}/{file*} with that script in its index.html.
// REQUIRES: added before the players' routes. Everything given must outlive the router.
void add_dev_routes(Router& router, const campaign::Catalogue& catalogue, const Pages& pages, const Refusals& refusals);

}  // namespace fairground::http
