#include "admin/people.hpp"

#include <algorithm>

#include "admin/body.hpp"
#include "admin/trail.hpp"
#include "engine/adjust.hpp"
#include "http/problem.hpp"
#include "http/statement.hpp"
#include "http/times.hpp"

namespace fairground::admin {
namespace {

using engine::Adjusted;
using http::Problem;
using http::Request;
using http::Response;
using nlohmann::json;

// As they are in the ledger.
constexpr std::size_t longest_currency = 48;
constexpr std::size_t longest_posting_reason = 64;
constexpr std::size_t longest_key = 64;

struct Person {
    std::string tenant;
    std::string player;
};

Person person_of(const Request& request, const Caller& caller) {
    Person person{request.param("tenant"), request.param("player")};
    if (!caller.sees(person.tenant))
        throw Problem(403, "other_tenant", caller.name + " is an admin of the tenant " + *caller.tenant + " only");
    return person;
}

store::PlayerRow row_of(store::Reader& reader, const Person& person) {
    const auto row = reader.player(person.tenant, person.player);
    if (!row)
        throw Problem(404, "no_such_player",
                      "the tenant " + person.tenant + " has no player " + person.player + " who ever took part");
    return *row;
}

json expiring_of(const store::Loaded& loaded, const std::string& currency, std::int64_t now) {
    std::vector<store::LotRow> lots;
    for (const auto& lot : loaded.lots)
        if (lot.currency == currency && lot.expires > now) lots.push_back(lot);
    std::ranges::sort(lots, {}, &store::LotRow::expires);
    json list = json::array();
    for (const auto& lot : lots) list.push_back({{"expires_at", http::utc_text(lot.expires)}, {"amount", lot.left}});
    return list;
}

json campaigns_of(const People& people, const std::string& tenant) {
    json list = json::array();
    for (const auto& campaign : people.catalogue.all()) {
        const auto revision = campaign->revision();
        if (revision->config.tenant != tenant) continue;
        list.push_back({{"id", revision->id()},
                        {"title", revision->config.title},
                        {"status", campaign::to_text(campaign->status(people.now()))}});
    }
    return list;
}

Response show(const People& people, const Request& request, const Caller& caller) {
    const auto person = person_of(request, caller);
    const auto reader = people.store.reader("an admin's look");
    const auto row = row_of(*reader, person);
    const auto now = people.now().time_since_epoch().count();
    const auto accounts = reader->accounts(row.id, now);
    store::Needs needs{.players = {row.id}};
    for (const auto& account : accounts) needs.currencies.push_back(account.currency);
    const auto loaded = needs.currencies.empty() ? store::Loaded{} : reader->load(needs);
    json list = json::array();
    for (const auto& account : accounts)
        list.push_back({{"currency", account.currency},
                        {"balance", account.balance},
                        {"expiring", expiring_of(loaded, account.currency, now)}});
    return json_answer({{"player", person.player},
                        {"tenant", person.tenant},
                        {"version", row.version},
                        {"accounts", std::move(list)},
                        {"campaigns", campaigns_of(people, person.tenant)}});
}

Response entries(const People& people, const Request& request, const Caller& caller) {
    const auto person = person_of(request, caller);
    const auto page = http::page_of(request);
    const auto reader = people.store.reader("an admin's look");
    return json_answer(http::entries_json(*reader, row_of(*reader, person), page, people.catalogue));
}

engine::Adjustment adjustment_of(const People& people, const Request& request, const Person& person) {
    Body body(request);
    engine::Adjustment adjustment{.tenant = person.tenant,
                                  .player = person.player,
                                  .currency = body.text("currency", longest_currency),
                                  .amount = body.whole("amount"),
                                  .reason = body.text("reason", longest_posting_reason),
                                  .key = body.text("key", longest_key),
                                  .now = people.now()};
    body.no_others();
    if (adjustment.amount == 0 || adjustment.amount == std::numeric_limits<std::int64_t>::min())
        throw Problem(400, "bad_member", "amount: expected a whole number that is not 0, negative to take off");
    if (!std::ranges::all_of(adjustment.key, [](char c) { return c >= '!' && c <= '~'; }))
        throw Problem(400, "bad_member", "key: expected 1 to 64 visible ASCII characters");
    return adjustment;
}

void require_done(const Adjusted& adjusted) {
    switch (adjusted.came) {
        case Adjusted::Came::done:
            return;
        case Adjusted::Came::too_little:
            throw Problem(409, "balance_too_low",
                          "the balance is " + std::to_string(adjusted.before) + "; it does not go below 0");
        case Adjusted::Came::too_much:
            throw Problem(422, "balance_too_high", "the balance would not fit 64 bits");
        case Adjusted::Came::key_conflict:
            throw Problem(422, "idempotency_key_reused", "the key was used before for another adjustment");
    }
}

Response adjust(const People& people, Request& request, const Caller& caller) {
    const auto person = person_of(request, caller);
    const auto adjustment = adjustment_of(people, request, person);
    row_of(*people.store.reader("an admin's look"), person);
    AuditEntry entry{.who = caller,
                     .action = "player adjust",
                     .target = person.player,
                     .tenant = person.tenant,
                     .detail = {{"currency", adjustment.currency},
                                {"amount", adjustment.amount},
                                {"reason", adjustment.reason},
                                {"key", adjustment.key}},
                     .trace_id = request.trace_id()};
    const auto adjusted = engine::adjust(people.store, people.cache, adjustment, [&](const Adjusted& came) {
        entry.before = {{"balance", came.before}};
        entry.after = {{"balance", came.balance}};
        return to_row(entry);
    });
    require_done(adjusted);
    if (!adjusted.replayed) log_line(entry);
    return json_answer({{"balance", adjusted.balance}, {"replayed", adjusted.replayed}});
}

}  // namespace

void add_people_routes(Routes& routes, const People& people) {
    routes.add("GET", "players/{tenant}/{player}", "A player's balances", Role::viewer,
               [&people](Request& request, const Caller& caller) { return show(people, request, caller); });
    routes.add("GET", "players/{tenant}/{player}/entries", "A player's ledger, newest first", Role::viewer,
               [&people](Request& request, const Caller& caller) { return entries(people, request, caller); });
    routes.add("POST", "players/{tenant}/{player}/adjust", "Corrects a balance, exactly once per key", Role::operating,
               [&people](Request& request, const Caller& caller) { return adjust(people, request, caller); });
}

}  // namespace fairground::admin
