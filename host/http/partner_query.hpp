// Private to the partners' API: a question, checked.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "http/partner_api.hpp"

namespace fairground::http {

inline constexpr std::size_t max_players = 1000;
inline constexpr std::size_t max_views = 20;
inline constexpr std::size_t max_fields = 50;

struct Query {
    std::vector<std::string> players;                            // each once
    std::shared_ptr<const std::vector<engine::BulkView>> views;  // for each campaign of each view
    std::vector<std::string> labels;                             // of each: `"view":"prizes","campaign":"wheel"`
    std::vector<std::pair<std::string, nlohmann::json::json_pointer>> fields;  // empty: whole replies
    std::size_t limit = 0;                                                     // items of the answer
    std::size_t first = 0;                                                     // item, as the cursor says
    bool strong = false;
    std::string print;  // of all that decides which items there are, for cursors

    std::size_t items() const { return players.size() * labels.size(); }
};

// Items stand player by player, for each his views, in the order asked. Throws Problem: 400 with what is wrong and
// where, 404 no_such_campaign or no_such_view, 403 other_tenant, 429.
Query read_query(const nlohmann::json& body, const PartnerApi& api, const auth::ApiKey& key);

// Where an answer that was cut goes on. Sealed: it holds only for the same question by the same key, and nobody can
// make one up.
std::string to_cursor(const Query& query, std::size_t next, const PartnerApi& api);
// Throws 400 bad_cursor.
std::size_t item_of(const std::string& cursor, const Query& query, const PartnerApi& api);

}  // namespace fairground::http
