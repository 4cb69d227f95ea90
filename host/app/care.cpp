// fairground migrate status|up|verify, audit ledger|export, version
#include <cstdio>

#include "admin/audit_api.hpp"
#include "app/commands.hpp"
#include "app/database_checks.hpp"
#include "app/open.hpp"
#include "app/version.hpp"
#include "fairground/abi.h"

namespace fairground::app {
namespace {

constexpr std::size_t max_findings = 1000;

void print(const std::vector<store::Store::Migration>& migrations, bool as_json) {
    if (as_json) {
        auto list = nlohmann::json::array();
        for (const auto& one : migrations)
            list.push_back({{"number", one.number}, {"name", one.name}, {"applied", one.applied_at.has_value()}});
        std::printf("%s\n", list.dump(2).c_str());
        return;
    }
    for (const auto& one : migrations)
        std::printf("%04d %-40s %s\n", one.number, one.name.c_str(), one.applied_at ? "applied" : "missing");
}

}  // namespace

int migrate_status(const Common& common) {
    const auto migrations = open_store(read_config(common))->migrations();
    print(migrations, common.json);
    for (const auto& one : migrations)
        if (!one.applied_at) return 1;
    return 0;
}

int migrate_up(const Common& common) {
    const auto applied = open_store(read_config(common))->migrate();
    print(applied, common.json);
    if (applied.empty() && !common.json) std::printf("nothing was missing\n");
    return 0;
}

int migrate_verify(const Common& common) {
    const auto differences = open_store(read_config(common))->schema_differences();
    if (common.json) std::printf("%s\n", nlohmann::json(differences).dump(2).c_str());
    for (const auto& line : differences)
        if (!common.json) std::printf("%s\n", line.c_str());
    if (differences.empty() && !common.json) std::printf("the database has every table, column and index it should\n");
    return differences.empty() ? 0 : 1;
}

int audit_ledger(const Common& common) {
    const auto findings = open_store(read_config(common))->recount(max_findings);
    auto list = nlohmann::json::array();
    for (const auto& finding : findings) {
        list.push_back({{"rule", finding.rule}, {"detail", finding.detail}});
        if (!common.json) std::printf("%s: %s\n", finding.rule.c_str(), finding.detail.c_str());
    }
    if (common.json)
        std::printf("%s\n", nlohmann::json{{"findings", list}}.dump(2).c_str());
    else if (findings.empty())
        std::printf("everything adds up\n");
    else
        std::printf("%zu finding%s%s\n", findings.size(), findings.size() == 1 ? "" : "s",
                    findings.size() == max_findings ? " (more were not listed)" : "");
    return findings.empty() ? 0 : 1;
}

int export_trail(const Common& common, std::int64_t after) {
    constexpr std::uint32_t at_once = 1000;
    const auto store = open_store(read_config(common));
    require_schema(*store);
    const auto audit = store->audit();
    for (;;) {
        const auto rows = audit->since(after, std::nullopt, at_once);
        for (const auto& row : rows)
            std::printf("%s\n",
                        admin::to_json(row).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
        if (rows.size() < at_once) return 0;
        after = rows.back().id;
    }
}

int version(const Common& common) {
    if (common.json)
        std::printf("%s\n", nlohmann::json{{"fairground", program_version},
                                           {"abi", {{"major", FG_ABI_MAJOR}, {"minor", FG_ABI_MINOR}}}}
                                .dump()
                                .c_str());
    else
        std::printf("fairground %s, plugin ABI %d.%d\n", program_version, FG_ABI_MAJOR, FG_ABI_MINOR);
    return 0;
}

}  // namespace fairground::app
