// A player's balances and the lines behind them, as he and admins get to see them.
#pragma once
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "campaign/campaign.hpp"
#include "http/message.hpp"
#include "store/store.hpp"

namespace fairground::http {

struct Page {
    std::string currency;
    std::int64_t before = 0;
    std::uint32_t limit = 20;
};
// ?currency=points&cursor=…&limit=… Throws Problem 400 bad_currency, bad_cursor, bad_limit.
Page page_of(const Request& request);

// {"entries": […], "next": …}: newest first. row empty: he never acted.
nlohmann::json entries_json(store::Reader& reader, const std::optional<store::PlayerRow>& row, const Page& page,
                            const campaign::Catalogue& catalogue);
// {"accounts": […]}
nlohmann::json accounts_json(store::Reader& reader, const std::optional<store::PlayerRow>& row, campaign::Time now);

}  // namespace fairground::http
