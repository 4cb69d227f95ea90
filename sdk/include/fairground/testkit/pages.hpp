// SPDX-License-Identifier: MIT
//
// Pages of a player's records and entries, as fg_records_1::last and fg_ledger_1::entries write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fairground/testkit/world.hpp"

namespace fairground::testkit {

inline Json as_line(const Record& record) {
    return {{"id", record.id}, {"at", record.at}, {"day", record.day}, {"payload", record.payload}};
}
inline Json as_line(const Entry& entry) {
    Json line = {
        {"id", entry.id},         {"at", entry.at},          {"amount", entry.amount}, {"balance", entry.balance_after},
        {"reason", entry.reason}, {"campaign", campaign_id}, {"action", entry.action}};
    if (entry.expires_at) line["expires_at"] = *entry.expires_at;
    return line;
}

// How many lines are older than the cursor; nothing for a cursor that no page came with.
template <typename Line>
std::optional<std::size_t> behind(const std::vector<Line>& lines, std::string_view cursor) {
    if (cursor.empty()) return lines.size();
    for (std::size_t at = 0; at < lines.size(); ++at)
        if (cursor == "before-" + lines[at].id) return at;
    return std::nullopt;
}

// The lines that belong on the page, newest first, under the name `list`; nothing for a made-up cursor.
template <typename Line, typename Belongs>
std::optional<Json> page_of(const std::vector<Line>& lines, const char* list, std::string_view cursor,
                            std::uint32_t limit, Belongs&& belongs) {
    const auto older = behind(lines, cursor);
    if (!older) return std::nullopt;
    Json page = {{list, Json::array()}};
    for (std::size_t at = *older; at-- > 0;) {
        if (!belongs(lines[at])) continue;
        if (page[list].size() == limit) {
            page["next"] = "before-" + page[list].back()["id"].template get<std::string>();
            break;
        }
        page[list].push_back(as_line(lines[at]));
    }
    return page;
}

}  // namespace fairground::testkit
