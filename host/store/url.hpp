// What a database url says.
#pragma once
#include <string>
#include <variant>

namespace fairground::store {

struct SqliteUrl {
    std::string path;
};

struct MariaDbUrl {
    std::string host;
    unsigned port = 3306;
    std::string user;
    std::string database;
};

// "sqlite:PATH" or "mariadb://USER@HOST[:PORT]/DATABASE". Throws std::invalid_argument naming what is wrong.
std::variant<SqliteUrl, MariaDbUrl> parse_url(const std::string& url);

}  // namespace fairground::store
