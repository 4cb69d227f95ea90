// The player's balances as a call sees and changes them, and the entries behind them.
#include <charconv>

#include "engine/unit_of_work.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;

constexpr std::size_t max_lots = 200;
constexpr std::string_view cursor_mark = "e";

// A cursor is the id of the last entry of the page before: "e17".
std::int64_t read_cursor(std::string_view cursor) {
    if (cursor.empty()) return 0;
    std::int64_t seq = 0;
    const char* end = cursor.data() + cursor.size();
    if (cursor.starts_with(cursor_mark)) {
        const auto read = std::from_chars(cursor.data() + cursor_mark.size(), end, seq);
        if (read.ec == std::errc{} && read.ptr == end && seq > 0) return seq;
    }
    throw plugin::ServiceMisused("the cursor is not one of a page of entries");
}

json to_json(const store::EntryLine& entry, const std::map<std::int64_t, std::string>& campaigns) {
    const auto campaign = campaigns.find(entry.campaign);
    json line{{"id", std::to_string(entry.seq)}, {"at", entry.at},
              {"amount", entry.amount},          {"balance", entry.balance_after},
              {"reason", entry.reason},          {"campaign", campaign == campaigns.end() ? "" : campaign->second},
              {"action", entry.action}};
    if (entry.expires) line["expires_at"] = *entry.expires;
    return line;
}

}  // namespace

const Account& UnitOfWork::account(std::string_view currency) {
    const auto index = reading([&] { return snapshot_.currency(currency); });
    if (const auto* changed = find_index(accounts_, index)) return *changed;
    return snapshot_.player(*player_).accounts[index].now;
}

std::int64_t UnitOfWork::balance(std::string_view currency) {
    touch_player();
    if (!player_) return 0;
    const auto& account = this->account(currency);
    touch_expiry(account);
    return account.balance(moment());
}

// What is left of it changes when the next lot expires, without anybody changing anything.
void UnitOfWork::touch_expiry(const Account& account) const {
    if (!frame_.touched) return;
    if (const auto lots = account.lots(moment()); !lots.empty())
        frame_.touched->until_then(campaign::Time(std::chrono::milliseconds(lots.front().expires)));
}

std::string UnitOfWork::lots(std::string_view currency) {
    touch_player();
    json all = json::array();
    if (player_) {
        touch_expiry(account(currency));
        for (const Lot& lot : account(currency).lots(moment())) {
            if (all.size() == max_lots) break;
            all.push_back({{"expires_at", lot.expires}, {"left", lot.left}});
        }
    }
    return json{{"lots", std::move(all)}}.dump();
}

void UnitOfWork::credit(std::string_view currency, std::int64_t amount, std::string_view reason) {
    post(currency, amount, reason, {});
}

void UnitOfWork::credit_until(std::string_view currency, std::int64_t amount, std::string_view reason,
                              std::int64_t expires_at) {
    if (expires_at <= moment())
        throw plugin::ServiceMisused("a credit of " + std::string(currency) + " would expire at " +
                                     std::to_string(expires_at) + ", which is not after now, " +
                                     std::to_string(moment()));
    post(currency, amount, reason, expires_at);
}

void UnitOfWork::debit(std::string_view currency, std::int64_t amount, std::string_view reason) {
    if (const auto has = balance(currency); has < amount)
        throw plugin::ServiceRefused("the balance of " + std::string(currency) + " is " + std::to_string(has) + ", " +
                                     std::to_string(amount) + " is needed");
    post(currency, -amount, reason, {});
}

void UnitOfWork::post(std::string_view currency, std::int64_t amount, std::string_view reason,
                      std::optional<std::int64_t> expires) {
    require_action("a posting");
    Account& account = settled(currency);
    if (std::int64_t after = 0; __builtin_add_overflow(account.stored_balance(), amount, &after))
        throw plugin::ServiceMisused("the balance of " + std::string(currency) + " would not fit 64 bits");
    if (amount < 0)
        account.debit(-amount);
    else
        account.credit(amount, expires);
    add_entry(currency, amount, account.stored_balance(), reason, moment(), expires);
}

// The account for a posting. What has expired is taken off, each lot with an entry of the moment it expired: between
// that moment and now nothing was posted, so the entries stay in the order of their times.
Account& UnitOfWork::settled(std::string_view currency) {
    const auto index = reading([&] { return snapshot_.currency(currency); });
    auto* account = find_index(accounts_, index);
    if (!account) account = &accounts_.emplace_back(index, snapshot_.player(*player_).accounts[index].now).second;
    while (const auto lot = account->take_expired(moment()))
        add_entry(currency, -lot->left, account->stored_balance(), "expired", lot->expires, {});
    return *account;
}

void UnitOfWork::add_entry(std::string_view currency, std::int64_t amount, std::int64_t balance_after,
                           std::string_view reason, std::int64_t at, std::optional<std::int64_t> expires) {
    entries_.push_back({snapshot_.player(*player_).row.id, std::string(currency), next_version(), amount, balance_after,
                        std::string(reason), frame_.revision.campaign, frame_.route.name, at, expires});
}

store::Reader& UnitOfWork::committed(std::string_view what) const {
    if (!frame_.reader)
        throw plugin::ServiceMisused(std::string(what) + " shows what is committed, and only a view may ask for it");
    return *frame_.reader;
}

std::string UnitOfWork::ledger_entries(std::string_view currency, std::string_view cursor, std::uint32_t limit) {
    auto& reader = committed("the ledger");
    touch_player();
    const auto before = read_cursor(cursor);
    json page{{"entries", json::array()}};
    if (!player_) return page.dump();
    reading([&] {
        auto lines = reader.entries(snapshot_.player(*player_).row.id, currency, before, limit + 1);
        if (lines.size() > limit) {
            lines.resize(limit);
            page["next"] = std::string(cursor_mark) + std::to_string(lines.back().seq);
        }
        std::vector<std::int64_t> campaigns;
        for (const auto& line : lines)
            if (std::ranges::find(campaigns, line.campaign) == campaigns.end()) campaigns.push_back(line.campaign);
        const auto names = reader.campaign_names(campaigns);
        for (const auto& line : lines) page["entries"].push_back(to_json(line, names));
    });
    return page.dump();
}

}  // namespace fairground::engine
