#include "store/sql/errors.hpp"

#include <odb/exceptions.hxx>
#include <odb/mysql/exceptions.hxx>
#include <odb/mysql/mysql.hxx>
#include <odb/sqlite/exceptions.hxx>
#include <sqlite3.h>

namespace fairground::store {

namespace {

enum class Kind { unavailable, read_only, retryable, duplicate, fault };

// Numbers that <mysqld_error.h> of the client library does not name.
constexpr unsigned connection_killed = 1927;
constexpr unsigned statement_timeout = 1969;
constexpr unsigned read_only_mode = 1836;

Kind kind_of_mariadb(unsigned error) {
    switch (error) {
        case ER_LOCK_DEADLOCK:
        case ER_LOCK_WAIT_TIMEOUT:
        case ER_SERVER_SHUTDOWN:
        case ER_QUERY_INTERRUPTED:
        case connection_killed:
        case statement_timeout:
        case CR_SERVER_GONE_ERROR:
        case CR_SERVER_LOST:
            return Kind::retryable;
        case ER_OPTION_PREVENTS_STATEMENT:  // --read-only: a replica
        case ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION:
        case read_only_mode:
            return Kind::read_only;
        case ER_DUP_ENTRY:
            return Kind::duplicate;
        case ER_CON_COUNT_ERROR:
        case ER_TOO_MANY_USER_CONNECTIONS:
        case ER_USER_LIMIT_REACHED:
        case ER_ACCESS_DENIED_ERROR:
        case ER_DBACCESS_DENIED_ERROR:
        case ER_BAD_DB_ERROR:
        case ER_DISK_FULL:
        case ER_RECORD_FILE_FULL:
        case ER_OUT_OF_RESOURCES:
            return Kind::unavailable;
        default:
            return error >= CR_MIN_ERROR && error <= CR_MAX_ERROR ? Kind::unavailable : Kind::fault;
    }
}

Kind kind_of_sqlite(int code) {
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY) return Kind::duplicate;
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_INTERRUPT:
            return Kind::retryable;
        case SQLITE_CANTOPEN:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return Kind::unavailable;
        default:
            return Kind::fault;
    }
}

[[noreturn]] void throw_as(Kind kind, const std::string& message) {
    if (kind == Kind::retryable) throw Retryable(message);
    if (kind == Kind::read_only) throw ReadOnly(message);
    if (kind == Kind::unavailable) throw Unavailable(message);
    if (kind == Kind::duplicate) throw Duplicate(message);
    throw Fault(message);
}

std::string worded(std::string_view database, long error, std::string_view message, std::string_view what) {
    std::string text = std::string(database) + " error " + std::to_string(error) + ": " + std::string(message);
    if (!what.empty()) text += "; in: " + std::string(what);
    return text;
}

}  // namespace

void throw_mariadb_error(unsigned error, std::string_view message, std::string_view what) {
    throw_as(kind_of_mariadb(error), worded("MariaDB", error, message, what));
}

void throw_sqlite_error(int code, std::string_view message, std::string_view what) {
    throw_as(kind_of_sqlite(code), worded("SQLite", code, message, what));
}

void rethrow_translated() {
    try {
        throw;
    } catch (const odb::mysql::database_exception& e) {
        throw_mariadb_error(e.error(), e.message(), {});
    } catch (const odb::sqlite::database_exception& e) {
        throw_sqlite_error(e.extended_error(), e.message(), {});
    } catch (const odb::recoverable& e) {  // deadlock, time-out, connection lost
        throw Retryable(std::string("the database transaction was given up: ") + e.what());
    } catch (const odb::exception& e) {
        throw Fault(e.what());
    }
}

}  // namespace fairground::store
