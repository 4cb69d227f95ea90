// Many rows for one statement in one packet (MariaDB's COM_STMT_BULK_EXECUTE): prepared once, and nothing of the rows
// is parsed, which is most of what a multi-row INSERT costs the server.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <mysql.h>

#include "store/mariadb/server_error.hpp"
#include "store/sql/bound_rows.hpp"

namespace fairground::store {

// Can this server, and whatever stands before it, be sent rows like that?
bool takes_bulk(MYSQL* handle);

// The statements of one connection that were given rows, by their text: as many as there are in effects.cpp. Used by
// the connection's thread; ends before the connection does.
class BulkStatements {
public:
    struct Result {
        std::uint64_t changed = 0;  // rows, all together
        std::optional<ServerError> error;
    };

    explicit BulkStatements(MYSQL* handle) : handle_(handle) {}

    // text: with a ? for each value of a row. REQUIRES: rows is not empty; no answer of the connection is outstanding.
    Result run(const std::string& text, const BoundRows& rows);

private:
    struct Close {
        void operator()(MYSQL_STMT* statement) const { mysql_stmt_close(statement); }
    };
    using Owned = std::unique_ptr<MYSQL_STMT, Close>;

    MYSQL* const handle_;
    std::map<std::string, Owned, std::less<>> kept_;
};

}  // namespace fairground::store
