#include "plugin/tables/serve.hpp"

namespace fairground::plugin {

const fg_host& host_table() {
    static const fg_host host = {
        .size = sizeof(fg_host),
        .ctx = nullptr,
        .service = [](void*, fg_str name) -> const void* {
            static constexpr std::pair<std::string_view, const void*> tables[] = {
                {"fg.plan/1", &plan_table},     {"fg.call/1", &call_table},       {"fg.accounts/1", &accounts_table},
                {"fg.stock/1", &stock_table},   {"fg.records/1", &records_table}, {"fg.states/1", &states_table},
                {"fg.values/1", &values_table}, {"fg.tallies/1", &tallies_table}, {"fg.coupons/1", &coupons_table},
                {"fg.events/1", &events_table}, {"fg.log/1", &log_table},         {"fg.ledger/1", &ledger_table},
                {"fg.boards/1", &boards_table},
            };
            if (name.data == nullptr) return nullptr;
            for (const auto& [known, table] : tables)
                if (known == std::string_view(name.data, name.size)) return table;
            return nullptr;
        },
    };
    return host;
}

}  // namespace fairground::plugin
