// The prepared statements of one SQLite connection, by their text: what runs in every batch is parsed once.
#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

namespace fairground::store {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using OwnedStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

// flags: SQLITE_PREPARE_…. Throws what throw_sqlite_error() throws, naming the statement.
OwnedStatement prepare(sqlite3* handle, std::string_view text, unsigned flags = 0);

// The error that the connection has just met, with the head of the statement that met it.
[[noreturn]] void throw_last_error(sqlite3* handle, std::string_view text);

// One thread at a time, that of the connection; ends before the connection does.
class KeptStatements {
public:
    // Whatever becomes of it, the statement is as new for the next one: it holds no lock and no value.
    class Use {
    public:
        explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
        ~Use() {
            sqlite3_reset(statement_);
            sqlite3_clear_bindings(statement_);
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        sqlite3_stmt* get() const { return statement_; }

    private:
        sqlite3_stmt* const statement_;
    };

    // most: how many are kept; then the one that was not used for longest goes.
    explicit KeptStatements(sqlite3* handle, std::size_t most = 256) : handle_(handle), most_(most) {}

    // REQUIRES: one Use at a time.
    Use use(const std::string& text);
    std::size_t size() const { return kept_.size(); }

private:
    struct Kept {
        std::string text;
        OwnedStatement statement;
    };

    sqlite3* const handle_;
    const std::size_t most_;
    std::list<Kept> kept_;  // the one used last comes first
    std::unordered_map<std::string_view, std::list<Kept>::iterator> by_text_;
};

}  // namespace fairground::store
