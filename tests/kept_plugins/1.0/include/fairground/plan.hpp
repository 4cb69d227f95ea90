// SPDX-License-Identifier: MIT
// What a call will need. A promise for speed only: what is not named is still served, one by one.
#pragma once
#include <functional>

#include "fairground/call.hpp"

namespace fairground {

class Plan {
public:
    Plan(const detail::Services& services, fg_plan* handle) : table_(*services.plan), handle_(handle) {}

    void account(std::string_view currency) { table_.account(handle_, detail::bytes(currency)); }
    void stock(std::string_view item = "") { table_.stock(handle_, detail::bytes(item)); }  // empty: all items
    void records(std::string_view kind, std::uint32_t newest) { table_.records(handle_, detail::bytes(kind), newest); }
    void record_count(std::string_view kind, Days days) {
        table_.record_count(handle_, detail::bytes(kind), days.from, days.to);
    }
    void state(std::string_view machine) { table_.state(handle_, detail::bytes(machine)); }
    void value(std::string_view key) { table_.value(handle_, detail::bytes(key)); }
    void tally(std::string_view name) { table_.tally(handle_, detail::bytes(name)); }
    void coupons(std::string_view pool, std::uint32_t count) { table_.coupons(handle_, detail::bytes(pool), count); }

private:
    const fg_plan_1& table_;
    fg_plan* handle_;
};

// A need that a route declares: `.needs(account("spins"), value("progress"))`.
using Need = std::function<void(Plan&)>;

inline Need account(std::string currency) {
    return [currency = std::move(currency)](Plan& plan) { plan.account(currency); };
}
inline Need stock(std::string item = "") {  // empty: all items
    return [item = std::move(item)](Plan& plan) { plan.stock(item); };
}
inline Need records(std::string kind, std::uint32_t newest) {
    return [kind = std::move(kind), newest](Plan& plan) { plan.records(kind, newest); };
}
inline Need record_count(std::string kind, Days days) {
    return [kind = std::move(kind), days](Plan& plan) { plan.record_count(kind, days); };
}
inline Need state(std::string machine) {
    return [machine = std::move(machine)](Plan& plan) { plan.state(machine); };
}
inline Need value(std::string key) {
    return [key = std::move(key)](Plan& plan) { plan.value(key); };
}
inline Need tally(std::string name) {
    return [name = std::move(name)](Plan& plan) { plan.tally(name); };
}
inline Need coupons(std::string pool, std::uint32_t count = 1) {
    return [pool = std::move(pool), count](Plan& plan) { plan.coupons(pool, count); };
}

}  // namespace fairground
