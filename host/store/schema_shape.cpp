#include "store/schema_shape.hpp"

#include <sstream>
#include <stdexcept>

namespace fairground::store {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
    return parts;
}

std::string joined(const std::vector<std::string>& columns) {
    std::string text;
    for (const auto& column : columns) text += (text.empty() ? "" : ",") + column;
    return text;
}

}  // namespace

// "player column id bigint(20) NOT NULL AUTO_INCREMENT", "player unique PRIMARY id", "coupon index free a,b"
std::string to_text(const SchemaShape& shape) {
    std::string text;
    for (const auto& [table, content] : shape.tables) {
        for (const auto& [name, column] : content.columns) text += table + " column " + name + " " + column.type + "\n";
        for (const auto& [name, index] : content.indexes) {
            text += table + (index.unique ? " unique " : " index ") + name + " " + joined(index.columns) + "\n";
        }
    }
    return text;
}

SchemaShape to_shape(std::string_view text) {
    SchemaShape shape;
    for (const auto& line : split(std::string(text), '\n')) {
        std::istringstream in(line);
        std::string table, what, name, rest;
        in >> table >> what >> name >> std::ws;
        std::getline(in, rest);
        if (what == "column") {
            shape.tables[table].columns[name].type = rest;
        } else if (what == "unique" || what == "index") {
            shape.tables[table].indexes[name] = {what == "unique", split(rest, ',')};
        } else {
            throw std::invalid_argument("expected 'TABLE column|unique|index NAME …', found '" + line + "'");
        }
    }
    return shape;
}

}  // namespace fairground::store
