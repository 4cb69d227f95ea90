// Connections to MariaDB as the pool wants them.
#pragma once
#include <chrono>
#include <string>

#include <odb/mysql/connection-factory.hxx>
#include <odb/mysql/connection.hxx>
#include <odb/mysql/database.hxx>

namespace fairground::store {

struct MariaDb {
    using Factory = odb::mysql::connection_factory;
    using Connection = odb::mysql::connection;
    using ConnectionPtr = odb::mysql::connection_ptr;
    using Database = odb::mysql::database;
    using Handle = MYSQL*;

    // Time limits are rounded up to seconds where MariaDB knows nothing finer.
    struct Settings {
        std::string host;
        unsigned port = 3306;
        std::string socket;
        std::string user;
        std::string password;
        std::string database;
        std::chrono::milliseconds connect_timeout{};
        std::chrono::milliseconds io_timeout{};  // zero: none
        std::chrono::milliseconds lock_timeout{};
    };

    static MYSQL* open(const Settings& settings);
    static bool alive(Connection& connection) noexcept;
    static bool reusable(Connection& connection) noexcept;
};

}  // namespace fairground::store
