// The shape of a database: tables, columns, indexes. Read from a live database, or expected by the migrations.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fairground::store {

struct SchemaShape {
    struct Column {
        std::string type;  // as the database words it, with NOT NULL and AUTO_INCREMENT
        bool operator==(const Column&) const = default;
    };
    struct Index {
        bool unique = false;
        std::vector<std::string> columns;  // "score", "score DESC"
        bool operator==(const Index&) const = default;
    };
    struct Table {
        std::map<std::string, Column> columns;
        std::map<std::string, Index> indexes;  // "PRIMARY": the primary key
        bool operator==(const Table&) const = default;
    };
    std::map<std::string, Table> tables;
    bool operator==(const SchemaShape&) const = default;
};

// One line for each column and index; to_shape() reads it back. Throws std::invalid_argument naming a bad line.
std::string to_text(const SchemaShape& shape);
SchemaShape to_shape(std::string_view text);

}  // namespace fairground::store
