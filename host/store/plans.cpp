#include "store/plans.hpp"

namespace fairground::store {

namespace {

bool small(std::string_view table) {
    return table == "campaign" || table == "writer_mark" || table == "schema_migration" || table == "lease" ||
           table == "token" || table == "admin" || table == "change_counter";
}

// A few rows are read faster than looked up: that is the server's choice, as long as there is an index for later.
constexpr std::int64_t few_rows = 1000;

}  // namespace

std::vector<std::string> plan_problems(Session& session, const std::vector<std::string>& statements) {
    constexpr std::size_t table = 2, type = 3, possible = 4, rows = 8;
    std::vector<std::string> problems;
    for (const auto& statement : statements) {
        Script script;
        script.add("EXPLAIN " + statement, [&](const Row& row) {
            if (row.null(table) || row.view(table).starts_with('<') || row.null(type)) return;  // no table of ours
            if (row.view(type) != "ALL" && row.view(type) != "index") return;
            const bool by_choice = !row.null(possible) && row.maybe_integer(rows).value_or(0) < few_rows;
            if (by_choice || small(row.view(table))) return;
            problems.push_back("table " + row.text(table) +
                               ": read from end to end, as no index serves the statement: " + head_of(statement));
        });
        try {
            session.run(script);
        } catch (const Fault& fault) {
            problems.push_back(std::string("cannot be carried out: ") + fault.what());
        }
    }
    return problems;
}

}  // namespace fairground::store
