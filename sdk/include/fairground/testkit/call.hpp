// SPDX-License-Identifier: MIT
//
// One call of one player in the test kit: what the services do to the world, and how it is undone.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "fairground/testkit/call_checks.hpp"
#include "fairground/testkit/pages.hpp"

namespace fairground::testkit {

class Call : public CallChecks {
public:
    Call(Host host, Sort sort, std::string route, std::string player)
        : CallChecks(host, sort, std::move(route)),
          name_(std::move(player)),
          player_(host.world.players[name_]),
          standing_(player_.standing),
          common_(host.world.common),
          entries_(player_.entries.size()),
          records_(player_.records.size()),
          events_(host.world.events.size()) {}

    void undo() {
        player_.standing = standing_;
        host().world.common = common_;
        player_.entries.resize(entries_);
        player_.records.resize(records_);
        host().world.events.resize(events_);
    }

    // ---- what the tables are made of; each throws ServiceError ----
    const std::string& player_name() const { return name_; }
    const Clock& clock() const { return host().world.clock; }
    const std::string& attribute(std::string_view name) const {
        static const std::string unknown;
        const auto found = player_.attributes.find(std::string(name));
        return found == player_.attributes.end() ? unknown : found->second;
    }
    // A script that does not fit is the test's mistake, which must not cross the border as an exception.
    std::uint32_t random_below(std::uint32_t bound) noexcept {
        try {
            return host().chance.below(bound);
        } catch (const std::logic_error& error) {
            mistake_ = error.what();
            return 0;
        }
    }

    std::int64_t balance(std::string_view currency) {
        need("account", currency);
        return player_.standing.accounts[std::string(currency)].balance(clock().milliseconds());
    }
    void credit(std::string_view currency, std::int64_t amount, std::string_view reason,
                std::optional<std::int64_t> expires_at = std::nullopt) {
        change();
        name("reason", reason);
        if (expires_at && *expires_at <= clock().milliseconds())
            misuse("a credit expires after now, not at " + std::to_string(*expires_at));
        std::int64_t after = 0;
        if (__builtin_add_overflow(balance(currency), amount, &after)) misuse("the balance would not fit 64 bits");
        expect_named(host().world.earns, "earns()", currency);
        Account& account = settled(currency);
        account.stored += amount;
        if (expires_at) account.lots[*expires_at] += amount;
        enter_line(currency, amount, after, reason, clock().milliseconds()).expires_at = expires_at;
    }
    void debit(std::string_view currency, std::int64_t amount, std::string_view reason) {
        change();
        name("reason", reason);
        const std::int64_t after = balance(currency) - amount;
        if (after < 0) throw ServiceError(FG_REFUSED, "too little " + std::string(currency));
        expect_named(host().world.spends, "spends()", currency);
        settled(currency).spend(amount);
        enter_line(currency, -amount, after, reason, clock().milliseconds());
    }
    std::string lots(std::string_view currency) {
        need("account", currency);
        Json lots = Json::array();
        for (const auto& [expires_at, left] : player_.standing.accounts[std::string(currency)].lots)
            if (expires_at > clock().milliseconds() && lots.size() < 200)
                lots.push_back({{"expires_at", expires_at}, {"left", left}});
        return Json{{"lots", std::move(lots)}}.dump();
    }
    std::string entries(std::string_view currency, std::string_view cursor, std::uint32_t most) {
        only_in_views("ledger.entries");
        name("account", currency);
        limit(most, 200);
        return paged(page_of(player_.entries, "entries", cursor, most,
                             [&](const Entry& entry) { return entry.currency == currency; }),
                     cursor);
    }

    void set_score(std::string_view board, std::int64_t score) {
        change();
        name("board", board);
        if (score <= 0) misuse("a score is above zero, not " + std::to_string(score));
        host().world.common.boards[std::string(board)].set(name_, score);
    }
    std::int64_t score(std::string_view board) {
        name("board", board);
        return host().world.common.boards[std::string(board)].score(name_);
    }
    std::string top(std::string_view board, std::uint32_t most) {
        only_in_views("boards.top");
        name("board", board);
        limit(most, 100);
        Json places = Json::array();
        for (const auto& [player, score] : host().world.common.boards[std::string(board)].places())
            if (places.size() < most) places.push_back({{"player", player}, {"score", score}});
        return Json{{"places", std::move(places)}}.dump();
    }
    std::int64_t rank(std::string_view board) {
        only_in_views("boards.rank");
        name("board", board);
        return host().world.common.boards[std::string(board)].rank(name_);
    }

    std::int64_t stock_left(std::string_view item) {
        name("stock", item);
        if (!planned.covers(Planned::of("stock", ""))) expect(Planned::of("stock", item), 1);
        return host().world.common.stock[std::string(item)].left(clock().day());
    }
    void stock_take(std::string_view item, std::int64_t count) {
        change();
        if (stock_left(item) < count) throw ServiceError(FG_REFUSED, "not that many left of " + std::string(item));
        host().world.common.stock[std::string(item)].take(clock().day(), count);
    }
    void stock_give_back(std::string_view item, std::int64_t count) {
        change();
        stock_left(item);
        Item& stock = host().world.common.stock[std::string(item)];
        if (stock.taken < count) misuse("more of " + std::string(item) + " is given back than was taken");
        stock.give_back(clock().day(), count);
    }

    void append_record(std::string_view kind, std::string_view payload) {
        change();
        name("record kind", kind);
        player_.records.push_back({std::to_string(player_.records.size() + 1), std::string(kind),
                                   clock().milliseconds(), clock().day(), object("record", payload)});
    }
    std::int64_t count_records(std::string_view kind, std::int32_t from, std::int32_t to) {
        name("record kind", kind);
        expect(Planned::count(kind, from, to), 1);
        return std::count_if(player_.records.begin(), player_.records.end(), [&](const Record& record) {
            return record.kind == kind && from <= record.day && record.day <= to;
        });
    }
    std::string last_records(std::string_view kind, std::string_view cursor, std::uint32_t most) {
        name("record kind", kind);
        limit(most, 200);
        if (cursor.empty()) expect(Planned::of("records", kind), most);
        return paged(page_of(player_.records, "records", cursor, most,
                             [&](const Record& record) { return record.kind == kind; }),
                     cursor);
    }

    std::string state(std::string_view machine) {
        need("state", machine);
        const auto declared = host().manifest.machines.find(machine);
        if (declared == host().manifest.machines.end())
            misuse("the manifest declares no machine \"" + std::string(machine) + "\"");
        const auto found = player_.standing.states.find(std::string(machine));
        return found == player_.standing.states.end() ? declared->second.initial : found->second;
    }
    void move_state(std::string_view machine, std::string_view to) {
        change();
        const std::string from = state(machine);
        if (!host().manifest.machines.find(machine)->second.moves.contains({from, std::string(to)}))
            throw ServiceError(FG_REFUSED, "no move from " + from + " to " + std::string(to));
        player_.standing.states[std::string(machine)] = to;
    }

    Value value(std::string_view key) {
        need("value", key);
        return player_.standing.values[std::string(key)];
    }
    void put_value(std::string_view key, std::string_view body) {
        change();
        need("value", key);
        document("value of " + std::string(key), body);
        Value& value = player_.standing.values[std::string(key)];
        value = {std::string(body), value.version + 1};
    }

    std::int64_t tally(std::string_view tally) {
        need("tally", tally);
        return host().world.common.tallies[std::string(tally)];
    }
    void add_tally(std::string_view tally, std::int64_t amount) {
        change();
        name("tally", tally);
        std::int64_t& sum = host().world.common.tallies[std::string(tally)];
        std::int64_t added = 0;
        if (__builtin_add_overflow(sum, amount, &added)) misuse("the tally would not fit 64 bits");
        sum = added;
    }

    std::int64_t coupons_left(std::string_view pool) {
        need("coupons", pool);
        const std::string key(pool);
        return static_cast<std::int64_t>(host().world.coupons[key].size() - host().world.common.coupons_taken[key]);
    }
    std::string take_coupon(std::string_view pool) {
        change();
        if (coupons_left(pool) == 0) throw ServiceError(FG_REFUSED, "no coupon left in " + std::string(pool));
        expect(Planned::of("coupons", pool), ++coupons_in_call_[std::string(pool)]);
        return host().world.coupons[std::string(pool)][host().world.common.coupons_taken[std::string(pool)]++];
    }

    void emit(std::string_view topic, std::string_view payload) {
        change();
        if (!host().manifest.emits.contains(topic))
            misuse("the manifest does not declare the event \"" + std::string(topic) + "\"");
        host().world.events.push_back({name_, std::string(topic), object("event", payload)});
    }
    void log(std::int32_t level, std::string_view text) { host().log.push_back({level, std::string(text)}); }

    // What is wrong with the test itself, if anything.
    const std::string& mistake() const { return mistake_; }

private:
    // The account without what has expired.
    Account& settled(std::string_view currency) {
        Account& account = player_.standing.accounts[std::string(currency)];
        std::int64_t balance = account.stored;
        for (const auto& [expired_at, left] : account.settle(clock().milliseconds()))
            enter_line(currency, -left, balance -= left, "expired", expired_at);
        return account;
    }
    Entry& enter_line(std::string_view currency, std::int64_t amount, std::int64_t after, std::string_view reason,
                      std::int64_t at) {
        return player_.entries.emplace_back(Entry{std::string(currency),
                                                  amount,
                                                  after,
                                                  std::string(reason),
                                                  std::to_string(player_.entries.size() + 1),
                                                  at,
                                                  route(),
                                                  {}});
    }
    std::string paged(const std::optional<Json>& page, std::string_view cursor) {
        if (!page) misuse("the cursor \"" + std::string(cursor) + "\" is not one of this service's");
        return page->dump();
    }

    std::string name_;
    Player& player_;
    std::string mistake_;
    std::map<std::string, std::uint32_t> coupons_in_call_;

    // Where undo() goes back to.
    Standing standing_;
    Common common_;
    std::size_t entries_;
    std::size_t records_;
    std::size_t events_;
};

}  // namespace fairground::testkit
