#include "store/mariadb/connection.hpp"

#include <memory>
#include <mutex>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/sql/errors.hpp"
#include "store/sql/text.hpp"

namespace fairground::store {

namespace {

struct Close {
    void operator()(MYSQL* handle) const { mysql_close(handle); }
};
using OwnedHandle = std::unique_ptr<MYSQL, Close>;

unsigned whole_seconds(std::chrono::milliseconds time) {
    return static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

// What every statement of ours relies on. The last three: an IN list of 1,000 and more would be turned into a join
// with another order of locks; for each element of a list the server would look into the index only to guess how many
// rows there are; it gives a statement up a little before we stop waiting for it.
std::string session_settings(const MariaDb::Settings& settings) {
    const auto limit = settings.io_timeout - settings.io_timeout / 10;
    return sql(
        "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin;"
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;"
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION,"
        "ERROR_FOR_DIVISION_BY_ZERO', autocommit = 1, time_zone = '+00:00', innodb_lock_wait_timeout = ?,"
        "in_predicate_conversion_threshold = 0, eq_range_index_dive_limit = 1, max_statement_time = ?/1000e0",
        whole_seconds(settings.lock_timeout), limit.count());
}

void run_settings(MYSQL* handle, const std::string& text) {
    int more = mysql_real_query(handle, text.data(), text.size());
    while (more == 0) more = mysql_next_result(handle);
    if (more > 0) throw_mariadb_error(mysql_errno(handle), mysql_error(handle), "the session settings");
}

void set_limit(MYSQL* handle, mysql_option option, std::chrono::milliseconds limit) {
    const unsigned seconds = whole_seconds(limit);
    if (seconds != 0) mysql_options(handle, option, &seconds);
}

std::string where(const MariaDb::Settings& s) {
    return "connecting to database " + s.database + " at " + s.where() + " as " + s.user;
}

}  // namespace

MYSQL* MariaDb::open(const Settings& s) {
    static std::once_flag library;  // mysql_init() would do it, but not safely from several threads
    std::call_once(library, [] { mysql_library_init(0, nullptr, nullptr); });

    OwnedHandle handle(mysql_init(nullptr));
    if (!handle) throw Unavailable("no memory for a database connection");
    set_limit(handle.get(), MYSQL_OPT_CONNECT_TIMEOUT, s.connect_timeout);
    set_limit(handle.get(), MYSQL_OPT_READ_TIMEOUT, s.io_timeout);
    set_limit(handle.get(), MYSQL_OPT_WRITE_TIMEOUT, s.io_timeout);
    mysql_options(handle.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
    const char* host = s.socket.empty() ? s.host.c_str() : nullptr;  // else the socket would not be looked at
    if (mysql_real_connect(handle.get(), host, s.user.c_str(), s.password.c_str(), s.database.c_str(), s.port,
                           s.socket.empty() ? nullptr : s.socket.c_str(),
                           CLIENT_FOUND_ROWS | CLIENT_MULTI_STATEMENTS) == nullptr) {
        const unsigned error = mysql_errno(handle.get());
        const std::string message = mysql_error(handle.get());
        try {
            throw_mariadb_error(error, message, where(s));
        } catch (const Retryable& lost) {  // nothing was begun: as good as not connected at all
            throw Unavailable(lost.what());
        }
    }
    if (!takes_bulk(handle.get()))
        throw Unavailable("the server at " + s.where() +
                          ", or a proxy before it, takes no rows in bulk; MariaDB 10.2 and later and MaxScale do");
    run_settings(handle.get(), session_settings(s));
    return handle.release();
}

MariaDb::Line::Line(MYSQL* handle) : socket_(::fcntl(mysql_get_socket(handle), F_DUPFD_CLOEXEC, 0)) {}

MariaDb::Line::~Line() {
    ::close(socket_);
}

void MariaDb::Line::cut() const noexcept {
    ::shutdown(socket_, SHUT_RDWR);
}

bool MariaDb::alive(Connection& connection) noexcept {
    return mysql_ping(connection.handle()) == 0;
}

bool MariaDb::reusable(Connection& connection) noexcept {
    return !connection.failed() && (connection.handle()->server_status & SERVER_STATUS_IN_TRANS) == 0;
}

}  // namespace fairground::store
