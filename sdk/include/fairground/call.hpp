// SPDX-License-Identifier: MIT
// What a handler sees: one call of one player. Owner: the SDK; valid until the handler returns, on its thread only.
// Failure: where the host cannot get the data, every function may throw Unavailable (let it pass: the call is undone).
#pragma once
#include "fairground/board.hpp"
#include "fairground/detail/border_call.hpp"
#include "fairground/detail/json_reader.hpp"
#include "fairground/detail/json_text.hpp"
#include "fairground/input.hpp"
#include "fairground/ledger.hpp"
#include "fairground/weighted_draw.hpp"

namespace fairground {

// Days as yyyymmdd in the campaign's time zone, both included.
struct Days {
    std::int32_t from = 0;
    std::int32_t to = 0;
};
// 0 stands for the day of the call.
constexpr Days today() {
    return {0, 0};
}
constexpr Days whole_campaign() {
    return {1'01'01, 9999'12'31};
}

class Player {
public:
    explicit Player(const detail::BorderCall& border) : border_(border) {}

    // Empty in a view asked for without a session.
    std::string_view id() const { return detail::view(border_.services().call->player(border_.handle())); }
    bool known() const { return !id().empty(); }
    // "segment", "region", "level", "follower"…; empty if unknown.
    std::string_view attribute(std::string_view name) const {
        return detail::view(border_.services().call->attribute(border_.handle(), detail::bytes(name)));
    }

private:
    const detail::BorderCall& border_;
};

// What is left of an item; INT64_MAX where nothing limits it.
class Stock : detail::Named {
public:
    using Named::Named;
    std::int64_t left() const {
        std::int64_t left = 0;
        check(services().stock->left(handle(), name(), &left), "stock.left");
        return left;
    }
    // False: not that many left, nothing was taken. REQUIRES: count > 0
    [[nodiscard]] bool try_take(std::int64_t count = 1) {
        return done(services().stock->take(handle(), name(), count), "stock.take");
    }
    // Refuses the call with sold_out.
    void take(std::int64_t count = 1) {
        if (!try_take(count)) refuse("sold_out", "not enough is left of " + text());
    }
    void give_back(std::int64_t count = 1) {
        check(services().stock->give_back(handle(), name(), count), "stock.give_back");
    }
};

struct Record {
    std::string id;
    std::int64_t at = 0;   // ms
    std::int32_t day = 0;  // yyyymmdd
    Json payload;
};
struct RecordPage {
    std::vector<Record> records;      // newest first
    std::optional<std::string> next;  // cursor of the next page; empty at the end
};

// The player's append-only history of one kind.
class Records : detail::Named {
public:
    using Named::Named;
    std::int64_t count(Days days) const {
        const std::int32_t day = services().call->day(handle());
        std::int64_t count = 0;
        check(services().records->count(handle(), name(), days.from ? days.from : day, days.to ? days.to : day, &count),
              "records.count");
        return count;
    }
    // From the newest, or from behind a cursor that an earlier page gave; a cursor of other origin is the caller's
    // fault: Invalid with invalid_cursor. REQUIRES: limit 1..200
    RecordPage last(std::uint32_t limit, std::string_view cursor = "") const {
        detail::Gathered page;
        const fg_status status = services().records->last(handle(), name(), detail::bytes(cursor), limit, page.sink());
        if (status == FG_INVALID && !cursor.empty())
            throw Invalid("invalid_cursor", "this cursor is not from an earlier page: leave it out to start anew");
        check(status, "records.last");
        return read(Json::parse(std::move(page).text()));
    }

private:
    static RecordPage read(Json json) {
        RecordPage page;
        for (Json& line : json.at("records"))
            page.records.push_back({line.at("id"), line.at("at"), line.at("day"), std::move(line.at("payload"))});
        if (json.contains("next")) page.next = json.at("next").get<std::string>();
        return page;
    }
};

// The player's place in a declared state machine.
class State : detail::Named {
public:
    using Named::Named;
    std::string current() const {
        detail::Gathered state;
        check(services().states->current(handle(), name(), state.sink()), "states.current");
        return std::move(state).text();
    }
    // False: no such transition from here.
    [[nodiscard]] bool try_move(std::string_view to) {
        return done(services().states->move(handle(), name(), detail::bytes(to)), "states.move");
    }
    // Refuses the call with not_possible_now.
    void move(std::string_view to) {
        if (!try_move(to))
            refuse("not_possible_now", text() + " is " + current() + " and cannot become " + std::string(to));
    }
};

// A small JSON document of this player, at most 16 KiB.
class Value : detail::Named {
public:
    using Named::Named;
    // Empty: never put.
    std::optional<Json> get() const {
        detail::Gathered value;
        std::uint64_t version = 0;
        check(services().values->get(handle(), name(), value.sink(), &version), "values.get");
        if (version == 0) return std::nullopt;
        return detail::read_json(std::move(value).text());
    }
    // How often it has been changed; 0: never put.
    std::uint64_t version() const {
        detail::Gathered value;
        std::uint64_t version = 0;
        check(services().values->get(handle(), name(), value.sink(), &version), "values.get");
        return version;
    }
    void put(const Json& value) {
        check(services().values->put(handle(), name(), detail::bytes(detail::JsonText::of(value))), "values.put");
    }
};

// A sum over all players of the campaign. Additions show to other calls once they are committed.
class Tally : detail::Named {
public:
    using Named::Named;
    std::int64_t read() const {
        std::int64_t sum = 0;
        check(services().tallies->read(handle(), name(), &sum), "tallies.read");
        return sum;
    }
    void add(std::int64_t amount) { check(services().tallies->add(handle(), name(), amount), "tallies.add"); }
};

// Codes from an imported list, each given once.
class Coupons : detail::Named {
public:
    using Named::Named;
    std::int64_t left() const {
        std::int64_t left = 0;
        check(services().coupons->left(handle(), name(), &left), "coupons.left");
        return left;
    }
    // Empty: none left.
    [[nodiscard]] std::optional<std::string> take() {
        detail::Gathered code;
        if (!done(services().coupons->take(handle(), name(), code.sink()), "coupons.take")) return std::nullopt;
        return std::move(code).text();
    }
};

enum class Log : std::int32_t { debug = FG_LOG_DEBUG, info = FG_LOG_INFO, warn = FG_LOG_WARN, error = FG_LOG_ERROR };

class Call {
public:
    Call(const detail::Services& services, fg_call* handle, Input input)
        : border_(services, handle), input_(std::move(input)) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    const Input& input() const { return input_; }
    Player player() const { return Player(border_); }

    std::int64_t now() const { return border_.services().call->now(border_.handle()); }  // frozen, ms
    std::int32_t day() const { return border_.services().call->day(border_.handle()); }  // yyyymmdd
    // When a local day (yyyymmdd) begins, ms, daylight saving included. Throws std::invalid_argument for a day that
    // does not exist.
    std::int64_t day_start(std::int32_t day) const {
        const std::int64_t start = border_.services().call->day_start(border_.handle(), day);
        if (start == -1) throw std::invalid_argument("day_start: there is no day " + std::to_string(day));
        return start;
    }
    std::string time_text(std::int64_t ms) const {  // RFC 3339, local
        return detail::rfc3339(ms, border_.services().call->utc_offset(border_.handle()));
    }

    // 0 <= n < bound, unbiased, recorded for audit. REQUIRES: bound > 0
    std::uint32_t random_below(std::uint32_t bound) {
        return border_.services().call->random_below(border_.handle(), bound);
    }
    std::size_t pick(const WeightedDraw& draw) {
        return draw.draw([this](std::uint32_t bound) { return random_below(bound); });
    }

    Account account(std::string_view currency) const { return {border_, currency}; }
    Ledger ledger(std::string_view currency) const { return {border_, currency}; }
    Board board(std::string_view name) const { return {border_, name}; }
    Stock stock(std::string_view item) const { return {border_, item}; }
    Records records(std::string_view kind) const { return {border_, kind}; }
    State state(std::string_view machine) const { return {border_, machine}; }
    Value value(std::string_view key) const { return {border_, key}; }
    Tally tally(std::string_view name) const { return {border_, name}; }
    Coupons coupons(std::string_view pool) const { return {border_, pool}; }

    // Adds a line to the player's history. payload: an object.
    void record(std::string_view kind, const Json& payload) {
        border_.check(border_.services().records->append(border_.handle(), detail::bytes(kind),
                                                         detail::bytes(detail::JsonText::of(payload))),
                      "records.append", kind);
    }
    // Tells others, if the call succeeds. The topic must be declared with emits(). payload: an object.
    void emit(std::string_view topic, const Json& payload) {
        border_.check(border_.services().events->emit(border_.handle(), detail::bytes(topic),
                                                      detail::bytes(detail::JsonText::of(payload))),
                      "events.emit", topic);
    }
    void log(Log level, std::string_view text) const {
        border_.services().log->write(border_.handle(), static_cast<std::int32_t>(level), detail::bytes(text));
    }

private:
    detail::BorderCall border_;
    Input input_;
};

}  // namespace fairground
