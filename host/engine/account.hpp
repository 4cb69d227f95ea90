// A balance of which parts expire. Private to engine.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace fairground::engine {

// The part of a balance that expires at one moment.
struct Lot {
    std::int64_t expires = 0;  // ms
    std::int64_t left = 0;     // > 0
    bool operator==(const Lot&) const = default;
};

class Account {
public:
    explicit Account(std::int64_t balance = 0) : balance_(balance) {}

    // As it stands at a time (ms): without what has expired by then, even if nobody took it off yet.
    std::int64_t balance(std::int64_t now) const;
    std::span<const Lot> lots(std::int64_t now) const;  // soonest first; valid until the next change

    // Takes off the first lot that has expired and returns it; empty when none is left.
    std::optional<Lot> take_expired(std::int64_t now);

    // REQUIRES of both: what has expired is taken off, amount > 0.
    // expires empty: never. REQUIRES: the balance fits 64 bits.
    void credit(std::int64_t amount, std::optional<std::int64_t> expires);
    // Spends what expires first, and what never expires last. REQUIRES: the balance is enough.
    void debit(std::int64_t amount);

    // As stored: a lot that is part of the balance already.
    void add_lot(const Lot& lot);
    std::int64_t stored_balance() const { return balance_; }  // what has expired, but is not taken off, included
    const std::vector<Lot>& stored_lots() const { return lots_; }
    std::optional<std::int64_t> next_expiry() const;

private:
    std::int64_t balance_;
    std::vector<Lot> lots_;  // soonest first
};

}  // namespace fairground::engine
