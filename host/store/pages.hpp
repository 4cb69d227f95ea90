// Pages of a player's lines, newest first, and of boards.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/batch.hpp"
#include "store/sql/session.hpp"
#include "store/store.hpp"

namespace fairground::store {

std::vector<RecordLine> page_of_records(Session& session, std::int64_t player, std::int64_t campaign,
                                        std::string_view kind, std::int32_t before_day, std::int64_t before_seq,
                                        std::uint32_t limit);
std::vector<EntryLine> page_of_entries(Session& session, std::int64_t player, std::string_view currency,
                                       std::int64_t before_seq, std::uint32_t limit);
std::vector<AccountRow> accounts_of(Session& session, std::span<const std::int64_t> players, std::int64_t at);
std::vector<std::optional<PlayerRow>> players_of(Session& session, std::string_view tenant,
                                                 std::span<const std::string> external_ids);
std::map<std::int64_t, std::string> names_of_campaigns(Session& session, std::span<const std::int64_t> ids);
std::vector<Place> top_of_board(Session& session, std::int64_t campaign, std::string_view board, std::uint32_t limit);
std::int64_t rank_on_board(Session& session, std::int64_t campaign, std::string_view board, std::int64_t player);

}  // namespace fairground::store
