// SPDX-License-Identifier: MIT
//
// A page of a player's records, as fg_records_1::last writes it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fairground/testkit/world.hpp"

namespace fairground::testkit {

// How many records are older than the cursor; nothing for a cursor that no page came with.
inline std::optional<std::size_t> behind(const std::vector<Record>& records, std::string_view cursor) {
    if (cursor.empty()) return records.size();
    for (std::size_t at = 0; at < records.size(); ++at)
        if (cursor == "before-" + records[at].id) return at;
    return std::nullopt;
}

inline std::optional<Json> records_page(const std::vector<Record>& records, std::string_view kind,
                                        std::string_view cursor, std::uint32_t limit) {
    const auto older = behind(records, cursor);
    if (!older) return std::nullopt;
    Json lines = Json::array();
    for (std::size_t at = *older; at-- > 0;) {
        const Record& record = records[at];
        if (record.kind != kind) continue;
        if (lines.size() == limit) {
            const std::string next = "before-" + lines.back()["id"].get<std::string>();
            return Json{{"records", std::move(lines)}, {"next", next}};
        }
        lines.push_back({{"id", record.id}, {"at", record.at}, {"day", record.day}, {"payload", record.payload}});
    }
    return Json{{"records", std::move(lines)}};
}

}  // namespace fairground::testkit
