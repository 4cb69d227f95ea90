// SPDX-License-Identifier: MIT
// The player's balances and the ledger behind them. They belong to the tenant: all its campaigns share them.
#pragma once
#include <optional>
#include <vector>

#include "fairground/detail/border_call.hpp"

namespace fairground {

// A part of a balance that expires.
struct Lot {
    std::int64_t expires_at = 0;  // ms
    std::int64_t left = 0;
};

// The player's balance in a currency; never below zero, never with what has expired.
class Account : detail::Named {
public:
    using Named::Named;
    std::int64_t balance() const {
        std::int64_t balance = 0;
        check(services().accounts->balance(handle(), name(), &balance), "accounts.balance");
        return balance;
    }
    // REQUIRES: amount > 0
    void credit(std::int64_t amount, std::string_view reason) {
        check(services().accounts->credit(handle(), name(), amount, detail::bytes(reason)), "accounts.credit");
    }
    // What is left of it at expires_at (ms) is taken off then. REQUIRES: amount > 0, expires_at after now
    void credit_until(std::int64_t amount, std::string_view reason, std::int64_t expires_at) {
        check(services().accounts->credit_until(handle(), name(), amount, detail::bytes(reason), expires_at),
              "accounts.credit_until");
    }
    // Spends what expires first. Refuses the call with balance_too_low. REQUIRES: amount > 0
    void debit(std::int64_t amount, std::string_view reason) {
        if (!done(services().accounts->debit(handle(), name(), amount, detail::bytes(reason)), "accounts.debit"))
            refuse("balance_too_low", "the balance of " + text() + " does not pay for " + std::to_string(amount));
    }
    // What expires, soonest first, at most 200.
    std::vector<Lot> lots() const {
        detail::Gathered json;
        check(services().accounts->lots(handle(), name(), json.sink()), "accounts.lots");
        const Json list = Json::parse(std::move(json).text());
        std::vector<Lot> lots;
        for (const Json& lot : list.at("lots")) lots.push_back({lot.at("expires_at"), lot.at("left")});
        return lots;
    }
};

// One change of a balance.
struct Entry {
    std::string id;
    std::int64_t at = 0;       // ms
    std::int64_t amount = 0;   // negative: debit
    std::int64_t balance = 0;  // after it
    std::string reason;        // "expired": taken off by the host
    std::string campaign;      // the public id of the campaign in which it was made
    std::string action;
    std::optional<std::int64_t> expires_at;  // ms, of a credit that expires
};
struct EntryPage {
    std::vector<Entry> entries;       // newest first
    std::optional<std::string> next;  // cursor of the next page; empty at the end
};

// The entries of the player's account in a currency, over all campaigns. Only in views.
class Ledger : detail::Named {
public:
    using Named::Named;
    // From the newest, or from behind a cursor that an earlier page gave; a cursor of other origin is the caller's
    // fault: Invalid with invalid_cursor. REQUIRES: limit 1..200
    EntryPage entries(std::uint32_t limit, std::string_view cursor = "") const {
        detail::Gathered page;
        const fg_status status =
            services().ledger->entries(handle(), name(), detail::bytes(cursor), limit, page.sink());
        if (status == FG_INVALID && !cursor.empty())
            throw Invalid("invalid_cursor", "this cursor is not from an earlier page: leave it out to start anew");
        check(status, "ledger.entries");
        return read(Json::parse(std::move(page).text()));
    }

private:
    static EntryPage read(const Json& json) {
        EntryPage page;
        for (const Json& line : json.at("entries")) {
            page.entries.push_back({line.at("id"), line.at("at"), line.at("amount"), line.at("balance"),
                                    line.at("reason"), line.at("campaign"), line.at("action"), std::nullopt});
            if (line.contains("expires_at")) page.entries.back().expires_at = line.at("expires_at").get<std::int64_t>();
        }
        if (json.contains("next")) page.next = json.at("next").get<std::string>();
        return page;
    }
};

}  // namespace fairground
