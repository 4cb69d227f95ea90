#include "http/statement.hpp"

#include <array>
#include <limits>

#include <sodium.h>

#include "http/problem.hpp"
#include "http/text.hpp"
#include "http/times.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

constexpr std::uint32_t max_limit = 100;
constexpr std::size_t max_currency = 48;

// A cursor is the number of the last entry given out. Encoded, so that nobody counts on what it looks like.
constexpr int cursor_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::string_view cursor_mark = "e1:";

std::string to_cursor(std::int64_t seq) {
    const std::string text = std::string(cursor_mark) + std::to_string(seq);
    std::string cursor(sodium_base64_encoded_len(text.size(), cursor_variant), '\0');
    sodium_bin2base64(cursor.data(), cursor.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                      cursor_variant);
    cursor.pop_back();
    return cursor;
}

std::int64_t seq_of(std::string_view cursor) {
    std::array<char, 64> bytes{};
    std::size_t size = 0;
    const bool decoded = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), cursor.data(),
                                           cursor.size(), nullptr, &size, nullptr, cursor_variant) == 0;
    const std::string_view text(bytes.data(), size);
    const auto seq =
        decoded && text.starts_with(cursor_mark)
            ? number_in<std::int64_t>(text.substr(cursor_mark.size()), 1, std::numeric_limits<std::int64_t>::max())
            : std::nullopt;
    if (!seq) throw Problem(400, "bad_cursor", "cursor: expected the \"next\" of the page before");
    return *seq;
}

}  // namespace

Page page_of(const Request& request) {
    Page page;
    for (const auto& [name, value] : request.target.query) {
        if (name == "currency") {
            page.currency = value;
        } else if (name == "cursor") {
            page.before = seq_of(value);
        } else if (name == "limit") {
            const auto limit = number_in<std::uint32_t>(value, 1, max_limit);
            if (!limit) throw Problem(400, "bad_limit", "limit: expected a number from 1 to 100");
            page.limit = *limit;
        }
    }
    if (page.currency.empty() || page.currency.size() > max_currency)
        throw Problem(400, "bad_currency", "currency: say which, such as ?currency=points");
    return page;
}

namespace {

json to_json(const store::EntryLine& entry, const campaign::Catalogue& catalogue) {
    json line{{"id", std::to_string(entry.seq)}, {"currency", entry.currency},
              {"amount", entry.amount},          {"balance_after", entry.balance_after},
              {"reason", entry.reason},          {"campaign", nullptr},
              {"action", entry.action}};
    const campaign::Time at{std::chrono::milliseconds(entry.at)};
    line["at"] = utc_text(at);
    for (const auto& campaign : catalogue.all()) {
        const auto revision = campaign->revision();
        if (revision->campaign != entry.campaign) continue;
        line["campaign"] = revision->id();
        line["at"] = revision->local_time.rfc3339(at);
    }
    return line;
}

}  // namespace

json entries_json(store::Reader& reader, const std::optional<store::PlayerRow>& row, const Page& page,
                  const campaign::Catalogue& catalogue) {
    json body{{"entries", json::array()}};
    if (!row) return body;
    auto lines = reader.entries(row->id, page.currency, page.before, page.limit + 1);
    const bool more = lines.size() > page.limit;
    if (more) lines.resize(page.limit);
    for (const auto& line : lines) body["entries"].push_back(to_json(line, catalogue));
    if (more) body["next"] = to_cursor(lines.back().seq);
    return body;
}

json accounts_json(store::Reader& reader, const std::optional<store::PlayerRow>& row, campaign::Time now) {
    json body{{"accounts", json::array()}};
    if (!row) return body;
    for (const auto& account : reader.accounts(row->id, now.time_since_epoch().count()))
        body["accounts"].push_back({{"currency", account.currency}, {"balance", account.balance}});
    return body;
}

}  // namespace fairground::http
