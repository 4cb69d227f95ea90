// Pages of a player's lines, newest first, for readers and writers alike.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/batch.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

std::vector<RecordLine> page_of_records(Session& session, std::int64_t player, std::int64_t campaign,
                                        std::string_view kind, std::int32_t before_day, std::int64_t before_seq,
                                        std::uint32_t limit);
std::vector<EntryLine> page_of_entries(Session& session, std::int64_t player, std::string_view currency,
                                       std::int64_t before_seq, std::uint32_t limit);
std::vector<AccountRow> accounts_of(Session& session, std::int64_t player);

}  // namespace fairground::store
