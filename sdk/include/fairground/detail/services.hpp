// SPDX-License-Identifier: MIT
// The host's tables, fetched once per instance.
#pragma once
#include <stdexcept>
#include <string>

#include "fairground/detail/bytes.hpp"

namespace fairground::detail {

struct Services {
    const fg_call_1* call;
    const fg_plan_1* plan;
    const fg_accounts_1* accounts;
    const fg_ledger_1* ledger;
    const fg_boards_1* boards;
    const fg_stock_1* stock;
    const fg_records_1* records;
    const fg_states_1* states;
    const fg_values_1* values;
    const fg_tallies_1* tallies;
    const fg_coupons_1* coupons;
    const fg_events_1* events;
    const fg_log_1* log;

    // Throws std::runtime_error naming a service that this host lacks.
    explicit Services(const fg_host& host)
        : call(fetch<fg_call_1>(host, "fg.call/1")),
          plan(fetch<fg_plan_1>(host, "fg.plan/1")),
          accounts(fetch<fg_accounts_1>(host, "fg.accounts/1")),
          ledger(fetch<fg_ledger_1>(host, "fg.ledger/1")),
          boards(fetch<fg_boards_1>(host, "fg.boards/1")),
          stock(fetch<fg_stock_1>(host, "fg.stock/1")),
          records(fetch<fg_records_1>(host, "fg.records/1")),
          states(fetch<fg_states_1>(host, "fg.states/1")),
          values(fetch<fg_values_1>(host, "fg.values/1")),
          tallies(fetch<fg_tallies_1>(host, "fg.tallies/1")),
          coupons(fetch<fg_coupons_1>(host, "fg.coupons/1")),
          events(fetch<fg_events_1>(host, "fg.events/1")),
          log(fetch<fg_log_1>(host, "fg.log/1")) {}

private:
    template <class Table>
    static const Table* fetch(const fg_host& host, const char* name) {
        const auto* table = static_cast<const Table*>(host.service(host.ctx, bytes(name)));
        if (!table)
            throw std::runtime_error(std::string("this host has no service ") + name +
                                     ", which the plugin needs: update the host or use an older version of the plugin");
        if (table->size < sizeof(Table))
            throw std::runtime_error(std::string("this host's service ") + name + " has " +
                                     std::to_string(table->size) + " bytes, the plugin was built for " +
                                     std::to_string(sizeof(Table)) +
                                     ": update the host or build the plugin against its SDK");
        return table;
    }
};

}  // namespace fairground::detail
