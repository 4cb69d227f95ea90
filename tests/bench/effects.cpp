#include "bench/effects.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace fairground::bench {

namespace {
constexpr std::size_t rows_at_once = 5000;

// row(i) for each i < count, in statements of many rows.
template <class Row>
void insert(test::Sql& sql, const std::string& into, std::size_t count, Row row) {
    for (std::size_t begin = 0; begin < count; begin += rows_at_once) {
        std::string rows;
        for (std::size_t i = begin; i < std::min(count, begin + rows_at_once); ++i)
            rows += (i == begin ? "" : ", ") + row(i);
        sql.execute("INSERT INTO " + into + " VALUES " + rows);
    }
}
}  // namespace

void make_players(test::Sql& sql, const std::string& tenant, const std::string& prefix, std::size_t players) {
    insert(sql, "player (tenant, external_id, version)", players,
           [&](std::size_t i) { return fmt::format("('{}', '{}{}', 0)", tenant, prefix, i); });
}

std::string item_name(std::size_t number, std::size_t items) {
    return items == 1 ? "points-10" : fmt::format("i{}", number + 1);
}

void make_stock(test::Sql& sql, std::int64_t campaign, std::size_t items) {
    insert(sql, "stock (campaign_id, item, day, total, taken)", items,
           [&](std::size_t i) { return fmt::format("({}, '{}', 0, 1000000000, 0)", campaign, item_name(i, items)); });
}

void check_effects(test::Sql& sql, const std::string& contestant, std::int64_t campaign, std::int64_t spins) {
    const auto count = [&](const char* what) {
        return sql.number(fmt::format("SELECT {} WHERE campaign_id = {}", what, campaign));
    };
    const auto records = count("COUNT(*) FROM record");
    const auto requests = count("COUNT(*) FROM request");
    const auto entries = count("COUNT(*) FROM entry");
    const auto events = count("COUNT(*) FROM event");
    const auto taken = count("COALESCE(SUM(taken), 0) FROM stock");
    const bool won = entries == events && entries == taken && entries * 100 >= spins * 99 && entries <= spins;
    if (records != spins || requests != spins || !won)
        throw std::runtime_error(
            fmt::format("{}: {} spins were answered, but there are {} records, {} requests, {} entries, {} events, {} "
                        "pieces taken",
                        contestant, spins, records, requests, entries, events, taken));
}

}  // namespace fairground::bench
