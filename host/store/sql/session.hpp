// A leased connection to a database, and the backend that leases them: all that the rest of the room sees of MariaDB
// and SQLite. Throws only what store.hpp promises.
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <odb/database.hxx>
#include <odb/transaction.hxx>

#include "store/preflight.hpp"
#include "store/schema_shape.hpp"
#include "store/sql/errors.hpp"
#include "store/sql/script.hpp"

namespace fairground::store {

// A commit was on its way when the connection was lost: it may have taken effect, or may yet.
struct InDoubt : Unavailable {
    using Unavailable::Unavailable;
};

// One thread at a time. Gives the connection back when destroyed, rolling back what is open.
class Session {
public:
    virtual ~Session() = default;

    virtual Dialect dialect() const = 0;

    // REQUIRES: no transaction is open; throws std::logic_error and leaves that one as it is.
    void begin();
    // Runs the script and commits, in one round trip where the database can. Throws InDoubt; whatever else it throws,
    // nothing was committed. Ends the transaction either way.
    void commit(const Script& last = {});
    void rollback() noexcept;
    bool in_transaction() const { return transaction_ != nullptr; }

    // In the open transaction, or each statement by itself if there is none.
    virtual void run(const Script& script) = 0;
    // Any number of statements as one text, as in a migration file.
    virtual void run_file(const std::string& text) = 0;

    // Work with entities, work(odb::database&): in the open transaction, or each statement by itself if there is none.
    template <typename Work>
    auto entities(Work&& work) {
        return with_entities([this] { return join(); }, std::forward<Work>(work));
    }
    // The same in a transaction of its own. REQUIRES: none is open.
    template <typename Work>
    auto change(Work&& work) {
        require_no_transaction("change");
        return with_entities([this] { return start(); }, std::forward<Work>(work));
    }

    // Makes this process the only one in the database that migrates, until the session ends. SQLite opens a transaction
    // for it, to be committed.
    virtual void lock_migrations(std::chrono::seconds patience) = 0;
    virtual SchemaShape live_schema() = 0;

protected:
    virtual odb::transaction_impl* start() = 0;
    // The same, but it may wait for the first script.
    virtual odb::transaction_impl* start_with_script() { return start(); }
    // Sets commit_sent once the database may be committing. What it did not commit, the end of the transaction does.
    virtual void run_last(const Script& script, bool& commit_sent);
    // For ODB, whose every work needs a "transaction": one that neither begins nor ends anything.
    virtual odb::transaction_impl* join() = 0;
    // A commit failed: whatever state the connection is in, nobody gets it after us.
    virtual void abandon() noexcept = 0;
    virtual odb::database& database() = 0;

private:
    void require_no_transaction(const char* what) const;

    template <typename Begin, typename Work>
    auto with_entities(Begin&& begin, Work&& work) {
        return translated([&] {
            odb::transaction transaction(begin());
            if constexpr (std::is_void_v<decltype(work(database()))>) {
                work(database());
                transaction.commit();
            } else {
                auto result = work(database());
                transaction.commit();
                return result;
            }
        });
    }

    std::unique_ptr<odb::transaction> transaction_;
};

// Shared by the store and all sessions, which may outlive it. Safe from any thread.
class Backend : public std::enable_shared_from_this<Backend> {
public:
    virtual ~Backend() = default;
    virtual Dialect dialect() const = 0;
    virtual std::size_t useful_writers() const = 0;
    // holder: who and what for. Throws Unavailable if no connection is free in time or none can be made.
    virtual std::unique_ptr<Session> lease(std::string holder) = 0;
    // One with no limit on how long a statement may take: for migrations. Takes its place among the others.
    virtual std::unique_ptr<Session> long_running(std::string holder) = 0;
    virtual void warm_up() = 0;
    // Where it is, as an operator would say: "db-1:3306".
    virtual std::string name() const = 0;
    // The next leases get new connections.
    virtual void forget_idle() {}
    // Ends every connection, those that are leased too: what their holders wait for fails at once.
    virtual void cut() {}
    virtual Connections connections() const = 0;
    virtual SchemaShape expected_schema() = 0;
    // Of the server or the file itself; hosts: that share it.
    virtual std::vector<Check> checks(std::size_t hosts) = 0;
    // Of a replica: does it follow the primary, and could it take its place.
    virtual std::vector<Check> replica_checks(Session& primary) = 0;
};

}  // namespace fairground::store
