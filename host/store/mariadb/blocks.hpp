// Statements that are sent together again and again, prepared as one block (BEGIN NOT ATOMIC … END). The server parses
// nothing of it any more and answers once for all that changes rows: a third less for a lone call's statements.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include <mysql.h>

#include "store/mariadb/server_error.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

using Sending = std::span<const Statement* const>;  // in one packet

// Those of one connection. Used by the connection's thread; ends before the connection does.
class Blocks {
public:
    // How many stay prepared: each takes 150 to 200 kB of the server.
    static constexpr std::size_t most_prepared = 64;

    explicit Blocks(MYSQL* handle) : handle_(handle) {}

    // Null: they are better sent as a text: they have no values, or these texts have not come often lately. Valid until
    // the next find().
    MYSQL_STMT* find(Sending statements);
    // block: what find() said of them. Rows go to the statements' on_row. REQUIRES: whatever answers with rows has one.
    // A server that refuses a statement does not come to those behind it.
    static std::optional<ServerError> run(MYSQL_STMT* block, Sending statements);

private:
    struct Close {
        void operator()(MYSQL_STMT* block) const { mysql_stmt_close(block); }
    };
    struct Known {
        std::uint32_t times = 0;
        std::uint64_t last = 0;  // by turn_
        std::unique_ptr<MYSQL_STMT, Close> block;
    };
    void prepare(const std::string& shape, Known& known);
    void make_room();

    MYSQL* const handle_;
    std::uint64_t turn_ = 0;
    std::size_t prepared_ = 0;
    std::unordered_map<std::string, Known> known_;  // by the texts
};

}  // namespace fairground::store
