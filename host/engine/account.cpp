#include "engine/account.hpp"

#include <algorithm>

namespace fairground::engine {

std::int64_t Account::balance(std::int64_t now) const {
    std::int64_t balance = balance_;
    for (const Lot& lot : lots_) {
        if (lot.expires > now) break;
        balance -= lot.left;
    }
    return balance;
}

std::span<const Lot> Account::lots(std::int64_t now) const {
    const auto first = std::ranges::upper_bound(lots_, now, {}, &Lot::expires);
    return {first, lots_.end()};
}

std::optional<Lot> Account::take_expired(std::int64_t now) {
    if (lots_.empty() || lots_.front().expires > now) return std::nullopt;
    const Lot expired = lots_.front();
    lots_.erase(lots_.begin());
    balance_ -= expired.left;
    return expired;
}

void Account::credit(std::int64_t amount, std::optional<std::int64_t> expires) {
    balance_ += amount;
    if (expires) add_lot({*expires, amount});
}

void Account::debit(std::int64_t amount) {
    balance_ -= amount;
    auto lot = lots_.begin();
    while (lot != lots_.end() && amount >= lot->left) amount -= lot++->left;
    lots_.erase(lots_.begin(), lot);
    if (!lots_.empty()) lots_.front().left -= amount;
}

void Account::add_lot(const Lot& lot) {
    const auto place = std::ranges::lower_bound(lots_, lot.expires, {}, &Lot::expires);
    if (place != lots_.end() && place->expires == lot.expires)
        place->left += lot.left;
    else
        lots_.insert(place, lot);
}

std::optional<std::int64_t> Account::next_expiry() const {
    return lots_.empty() ? std::nullopt : std::optional(lots_.front().expires);
}

}  // namespace fairground::engine
