#include "store/schema_check.hpp"

#include <algorithm>

namespace fairground::store {

namespace {

// The CREATE TABLE statement of a table in the migrations, on one line; empty if they word it otherwise.
std::string create_statement(std::string_view table, std::span<const MigrationFile> files) {
    const std::string start = "CREATE TABLE IF NOT EXISTS " + std::string(table) + " (";
    for (const auto& file : files) {
        const auto begin = file.text.find(start);
        if (begin == file.text.npos) continue;
        std::string statement;
        for (char c : file.text.substr(begin, file.text.find(';', begin) - begin)) {
            if (c == '\n') c = ' ';
            if (c != ' ' || statement.back() != ' ') statement += c;
        }
        return statement;
    }
    return {};
}

class Comparison {
public:
    Comparison(Dialect dialect, std::span<const MigrationFile> files) : dialect_(dialect), files_(files) {}

    void compare(const SchemaShape& expected, const SchemaShape& live) {
        for (const auto& [name, table] : expected.tables) {
            const auto found = live.tables.find(name);
            if (found == live.tables.end()) {
                report(name, "missing", create_statement(name, files_));
            } else {
                compare_columns(name, table, found->second);
                compare_indexes(name, table, found->second);
            }
        }
    }

    std::vector<std::string> lines;

private:
    void report(const std::string& table, const std::string& what, const std::string& statement) {
        std::string line = "table " + table + ": " + what + "; run `fairground migrate up`";
        if (!statement.empty()) line += ", or if that has nothing to do, repair it with: " + statement;
        lines.push_back(line);
    }

    void compare_columns(const std::string& table, const SchemaShape::Table& expected, const SchemaShape::Table& live) {
        for (const auto& [name, column] : expected.columns) {
            const std::string wanted = name + " " + column.type;
            const auto found = live.columns.find(name);
            if (found == live.columns.end()) {
                report(table, "missing column " + wanted, "ALTER TABLE " + table + " ADD COLUMN " + wanted);
            } else if (found->second != column) {
                const bool can = dialect_ == Dialect::mariadb;  // SQLite cannot change a column
                report(table, "column " + name + " is " + found->second.type + ", expected " + column.type,
                       can ? "ALTER TABLE " + table + " MODIFY COLUMN " + wanted : "");
            }
        }
    }

    void compare_indexes(const std::string& table, const SchemaShape::Table& expected, const SchemaShape::Table& live) {
        for (const auto& [name, index] : expected.indexes) {
            // An index of another name does as well.
            const auto same = [&wanted = index](const auto& other) { return other.second == wanted; };
            if (std::ranges::any_of(live.indexes, same)) continue;
            const std::string wanted = name + columns_of(index);
            const auto found = live.indexes.find(name);
            const std::string what = found == live.indexes.end()
                                         ? "missing index " + wanted
                                         : "index " + name + " is " + (found->second.unique ? "unique " : "") +
                                               columns_of(found->second) + ", expected " +
                                               (index.unique ? "unique " : "") + columns_of(index);
            report(table, what, add_statement(table, name, index));
        }
    }

    static std::string columns_of(const SchemaShape::Index& index) {
        std::string text;
        for (const auto& column : index.columns) text += (text.empty() ? "(" : ", ") + column;
        return text + ")";
    }

    std::string add_statement(const std::string& table, const std::string& name,
                              const SchemaShape::Index& index) const {
        const std::string columns = columns_of(index);
        const std::string unique = index.unique ? "UNIQUE " : "";
        if (dialect_ == Dialect::sqlite) {
            if (name == "PRIMARY") return {};  // only by making the table anew
            return "CREATE " + unique + "INDEX " + name + " ON " + table + " " + columns;
        }
        const std::string kind = name == "PRIMARY" ? "PRIMARY KEY" : unique + "INDEX " + name;
        return "ALTER TABLE " + table + " ADD " + kind + " " + columns + ", ALGORITHM=INPLACE, LOCK=NONE";
    }

    const Dialect dialect_;
    const std::span<const MigrationFile> files_;
};

}  // namespace

std::vector<std::string> compare_schemas(const SchemaShape& expected, const SchemaShape& live, Dialect dialect,
                                         std::span<const MigrationFile> files) {
    Comparison comparison(dialect, files);
    comparison.compare(expected, live);
    return std::move(comparison.lines);
}

}  // namespace fairground::store
