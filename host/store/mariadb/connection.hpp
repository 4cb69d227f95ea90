// Connections to MariaDB as the pool wants them.
#pragma once
#include <chrono>
#include <string>

#include <odb/mysql/connection-factory.hxx>
#include <odb/mysql/connection.hxx>
#include <odb/mysql/database.hxx>

#include "store/mariadb/blocks.hpp"
#include "store/mariadb/bulk.hpp"

namespace fairground::store {

// ODB's, and the statements that are kept beside ODB's own.
class MariaConnection : public odb::mysql::connection {
public:
    MariaConnection(odb::mysql::database& database, MYSQL* handle)
        : odb::mysql::connection(database, handle), bulk_(handle), blocks_(handle) {}
    BulkStatements& bulk() { return bulk_; }
    Blocks& blocks() { return blocks_; }

private:
    BulkStatements bulk_;
    Blocks blocks_;
};

struct MariaDb {
    using Factory = odb::mysql::connection_factory;
    using Connection = MariaConnection;
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
        bool replica = false;

        std::string where() const { return socket.empty() ? host + ":" + std::to_string(port) : socket; }
    };

    // The way to the server, held besides the connection's own: the client library may close its descriptor at any
    // time, and the number be another's by then.
    class Line {
    public:
        explicit Line(MYSQL* handle);
        ~Line();
        Line(const Line&) = delete;
        Line& operator=(const Line&) = delete;
        void cut() const noexcept;

    private:
        const int socket_;
    };

    static MYSQL* open(const Settings& settings);
    static bool alive(Connection& connection) noexcept;
    static bool reusable(Connection& connection) noexcept;
};

}  // namespace fairground::store
