// SPDX-License-Identifier: MIT
//
// One call of one player in the test kit: what the services do to the world, and how it is undone.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fairground/abi.h"
#include "fairground/testkit/chance.hpp"
#include "fairground/testkit/manifest.hpp"
#include "fairground/testkit/planned.hpp"
#include "fairground/testkit/records_page.hpp"
#include "fairground/testkit/world.hpp"

namespace fairground::testkit {

// What a service answers instead of FG_OK.
struct ServiceError : std::runtime_error {
    ServiceError(fg_status status, const std::string& text) : std::runtime_error(text), status(status) {}
    fg_status status;
};

class Call {
public:
    enum class Sort { action, view };
    // What outlives the call.
    struct Host {
        const Manifest& manifest;
        World& world;
        Chance& chance;
        std::set<std::string, std::less<>>& failing;
        std::vector<LogLine>& log;
        std::vector<std::string>& warnings;
    };

    Call(Host host, Sort sort, std::string route, std::string player)
        : host_(host),
          sort_(sort),
          route_(std::move(route)),
          name_(std::move(player)),
          player_(host.world.players[name_]),
          standing_(player_.standing),
          common_(host.world.common),
          entries_(player_.entries.size()),
          records_(player_.records.size()),
          events_(host.world.events.size()) {}

    void undo() {
        player_.standing = standing_;
        host_.world.common = common_;
        player_.entries.resize(entries_);
        player_.records.resize(records_);
        host_.world.events.resize(events_);
    }

    // ---- what the tables are made of; each throws ServiceError ----
    void enter(std::string_view service) {
        if (!host_.failing.contains(service)) return;
        unavailable_ = service;
        throw ServiceError(FG_UNAVAILABLE, unavailable_ + " is made to fail");
    }
    const std::string& player_name() const { return name_; }
    const Clock& clock() const { return host_.world.clock; }
    const std::string& attribute(std::string_view name) const {
        static const std::string unknown;
        const auto found = player_.attributes.find(std::string(name));
        return found == player_.attributes.end() ? unknown : found->second;
    }
    // A script that does not fit is the test's mistake, which must not cross the border as an exception.
    std::uint32_t random_below(std::uint32_t bound) noexcept {
        try {
            return host_.chance.below(bound);
        } catch (const std::logic_error& error) {
            mistake_ = error.what();
            return 0;
        }
    }

    std::int64_t balance(std::string_view currency) {
        need("account", currency);
        return player_.standing.balances[std::string(currency)];
    }
    void post(std::string_view currency, std::int64_t amount, std::string_view reason) {
        change();
        name("reason", reason);
        std::int64_t after = 0;
        if (__builtin_add_overflow(balance(currency), amount, &after)) misuse("the balance would not fit 64 bits");
        if (after < 0) throw ServiceError(FG_REFUSED, "too little " + std::string(currency));
        player_.standing.balances[std::string(currency)] = after;
        player_.entries.push_back({std::string(currency), amount, after, std::string(reason)});
    }

    std::int64_t stock_left(std::string_view item) {
        name("stock", item);
        if (!planned.covers(Planned::of("stock", ""))) expect(Planned::of("stock", item), 1);
        return host_.world.common.stock[std::string(item)].left(clock().day());
    }
    void stock_take(std::string_view item, std::int64_t count) {
        change();
        if (stock_left(item) < count) throw ServiceError(FG_REFUSED, "not that many left of " + std::string(item));
        host_.world.common.stock[std::string(item)].take(clock().day(), count);
    }
    void stock_give_back(std::string_view item, std::int64_t count) {
        change();
        stock_left(item);
        Item& stock = host_.world.common.stock[std::string(item)];
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
    std::string last_records(std::string_view kind, std::string_view cursor, std::uint32_t limit) {
        name("record kind", kind);
        if (limit < 1 || limit > 200) misuse("a page has 1 to 200 records, not " + std::to_string(limit));
        if (cursor.empty()) expect(Planned::of("records", kind), limit);
        const auto page = records_page(player_.records, kind, cursor, limit);
        if (!page) misuse("the cursor \"" + std::string(cursor) + "\" is not one of this service's");
        return page->dump();
    }

    std::string state(std::string_view machine) {
        need("state", machine);
        const auto declared = host_.manifest.machines.find(machine);
        if (declared == host_.manifest.machines.end())
            misuse("the manifest declares no machine \"" + std::string(machine) + "\"");
        const auto found = player_.standing.states.find(std::string(machine));
        return found == player_.standing.states.end() ? declared->second.initial : found->second;
    }
    void move_state(std::string_view machine, std::string_view to) {
        change();
        const std::string from = state(machine);
        if (!host_.manifest.machines.find(machine)->second.moves.contains({from, std::string(to)}))
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
        if (body.size() > 16 * 1024)
            misuse("a value has at most 16 KiB, not " + std::to_string(body.size()) + " bytes");
        if (!Json::accept(body)) misuse("the value of " + std::string(key) + " is not JSON");
        Value& value = player_.standing.values[std::string(key)];
        value = {std::string(body), value.version + 1};
    }

    std::int64_t tally(std::string_view tally) {
        need("tally", tally);
        return host_.world.common.tallies[std::string(tally)];
    }
    void add_tally(std::string_view tally, std::int64_t amount) {
        change();
        name("tally", tally);
        std::int64_t& sum = host_.world.common.tallies[std::string(tally)];
        std::int64_t added = 0;
        if (__builtin_add_overflow(sum, amount, &added)) misuse("the tally would not fit 64 bits");
        sum = added;
    }

    std::int64_t coupons_left(std::string_view pool) {
        need("coupons", pool);
        const std::string key(pool);
        return static_cast<std::int64_t>(host_.world.coupons[key].size() - host_.world.common.coupons_taken[key]);
    }
    std::string take_coupon(std::string_view pool) {
        change();
        if (coupons_left(pool) == 0) throw ServiceError(FG_REFUSED, "no coupon left in " + std::string(pool));
        expect(Planned::of("coupons", pool), ++coupons_in_call_[std::string(pool)]);
        return host_.world.coupons[std::string(pool)][host_.world.common.coupons_taken[std::string(pool)]++];
    }

    void emit(std::string_view topic, std::string_view payload) {
        change();
        if (!host_.manifest.emits.contains(topic))
            misuse("the manifest does not declare the event \"" + std::string(topic) + "\"");
        host_.world.events.push_back({name_, std::string(topic), object("event", payload)});
    }
    void log(std::int32_t level, std::string_view text) { host_.log.push_back({level, std::string(text)}); }

    Planned planned;
    // The service that could not answer, if any: then the call must not succeed.
    const std::string& unavailable() const { return unavailable_; }
    // What is wrong with the test itself, if anything.
    const std::string& mistake() const { return mistake_; }

    [[noreturn]] void misuse(const std::string& text) {
        warn(text);
        throw ServiceError(FG_INVALID, text);
    }
    void name(std::string_view sort, std::string_view text) {
        if (!is_name(text))
            misuse("the " + std::string(sort) + " \"" + std::string(text) + "\" is not a name: [a-z0-9_.-]{1,48}");
    }
    void warn(const std::string& text) {
        const std::string line = route_ + ": " + text;
        if (std::find(host_.warnings.begin(), host_.warnings.end(), line) == host_.warnings.end())
            host_.warnings.push_back(line);
    }

private:
    void change() {
        if (sort_ == Sort::view) misuse("a view may not change anything");
    }
    void need(std::string_view sort, std::string_view text) {
        name(sort, text);
        expect(Planned::of(sort, text), 1);
    }
    void expect(const std::string& need, std::uint32_t quantity) {
        if (!planned.covers(need, quantity)) warn(need + " was not planned: a host loads it for this call alone");
    }
    Json object(std::string_view sort, std::string_view text) {
        if (text.size() > 16 * 1024) misuse("the payload of the " + std::string(sort) + " has more than 16 KiB");
        Json json = Json::parse(text, nullptr, false);
        if (!json.is_object()) misuse("the payload of the " + std::string(sort) + " is not a JSON object");
        return json;
    }
    Host host_;
    Sort sort_;
    std::string route_;
    std::string name_;
    Player& player_;
    std::string unavailable_;
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
