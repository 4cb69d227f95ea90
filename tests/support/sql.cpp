#include "support/sql.hpp"

#include <stdexcept>

#include <mysql.h>
#include <sqlite3.h>

namespace fairground::test {
namespace {

[[noreturn]] void fail(const std::string& statement, const char* why) {
    throw std::runtime_error(statement.substr(0, 200) + ": " + why);
}

class SqliteSql final : public Sql {
public:
    explicit SqliteSql(const std::filesystem::path& file) {
        if (sqlite3_open_v2(file.c_str(), &connection_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
            fail("opening " + file.string(), sqlite3_errmsg(connection_));
        sqlite3_busy_timeout(connection_, 5000);
    }
    ~SqliteSql() override { sqlite3_close(connection_); }

    std::vector<Row> query(const std::string& statement) override {
        std::vector<Row> rows;
        const auto add = [](void* into, int columns, char** values, char**) {
            auto& row = static_cast<std::vector<Row>*>(into)->emplace_back();
            for (int i = 0; i < columns; ++i) row.emplace_back(values[i] ? values[i] : "");
            return 0;
        };
        if (sqlite3_exec(connection_, statement.c_str(), add, &rows, nullptr) != SQLITE_OK)
            fail(statement, sqlite3_errmsg(connection_));
        return rows;
    }

    std::int64_t changed() const override { return sqlite3_changes(connection_); }

private:
    sqlite3* connection_ = nullptr;
};

class MariaDbSql final : public Sql {
public:
    MariaDbSql(const std::string& socket, const std::string& user, const std::string& database)
        : connection_(mysql_init(nullptr)) {
        if (!mysql_real_connect(connection_, nullptr, user.c_str(), nullptr, database.c_str(), 0, socket.c_str(), 0))
            fail("connecting to " + socket, mysql_error(connection_));
        mysql_set_character_set(connection_, "utf8mb4");
    }
    ~MariaDbSql() override { mysql_close(connection_); }

    std::vector<Row> query(const std::string& statement) override {
        if (mysql_real_query(connection_, statement.data(), statement.size()) != 0)
            fail(statement, mysql_error(connection_));
        const std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> result(mysql_store_result(connection_),
                                                                      mysql_free_result);
        if (!result && mysql_errno(connection_) != 0) fail(statement, mysql_error(connection_));
        std::vector<Row> rows;
        if (!result) return rows;
        const unsigned columns = mysql_num_fields(result.get());
        while (MYSQL_ROW values = mysql_fetch_row(result.get())) {
            const unsigned long* sizes = mysql_fetch_lengths(result.get());
            auto& row = rows.emplace_back();
            for (unsigned i = 0; i < columns; ++i) row.emplace_back(values[i] ? values[i] : "", sizes[i]);
        }
        return rows;
    }

    std::int64_t changed() const override { return static_cast<std::int64_t>(mysql_affected_rows(connection_)); }

private:
    MYSQL* connection_;
};

}  // namespace

std::unique_ptr<Sql> Sql::sqlite(const std::filesystem::path& file) {
    return std::make_unique<SqliteSql>(file);
}

std::unique_ptr<Sql> Sql::mariadb(const std::string& socket, const std::string& user, const std::string& database) {
    return std::make_unique<MariaDbSql>(socket, user, database);
}

std::int64_t Sql::number(const std::string& statement) {
    const auto rows = query(statement);
    if (rows.size() != 1 || rows[0].size() != 1) fail(statement, "expected one row with one column");
    return std::stoll(rows[0][0]);
}

}  // namespace fairground::test
