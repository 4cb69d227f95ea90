// For tests of what lies below the store on MariaDB: a backend on the tests' server, and a session of it.
#pragma once
#include <gtest/gtest.h>

#include "store/mariadb/backend.hpp"
#include "store/store_fixture.hpp"

namespace fairground::store {

inline std::shared_ptr<Backend> backend_for_tests(std::chrono::milliseconds lock_timeout) {
    using namespace std::chrono_literals;
    return make_mariadb_backend({.host = {},
                                 .socket = mariadb_server().socket(),
                                 .user = "root",
                                 .password = "",
                                 .database = "fairground",
                                 .connect_timeout = 2s,
                                 .io_timeout = 5s,
                                 .lock_timeout = lock_timeout},
                                {2});
}

// On an empty database.
class BackendTest : public testing::Test {
protected:
    BackendTest() {
        mariadb_server().fresh_database();
        backend_ = backend_for_tests(std::chrono::seconds(1));
        session_ = backend_->lease("a test");
    }

    void commit(const Script& script) {
        session_->begin();
        session_->commit(script);
    }
    // The first column of each row, with a ; behind it.
    std::string ask(const std::string& question) {
        std::string found;
        Script script;
        script.add(question, [&](const Row& row) { found += row.maybe_text(0).value_or("NULL") + ";"; });
        session_->run(script);
        return found;
    }
    int status(const std::string& name) {
        return std::stoi(
            ask("SELECT variable_value FROM information_schema.session_status WHERE variable_name = '" + name + "'"));
    }
    static void kill_all_connections() {
        const auto others = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
        for (const auto& row : others->query(
                 "SELECT id FROM information_schema.processlist WHERE db = 'fairground' AND id <> CONNECTION_ID()"))
            others->execute("KILL " + row[0]);
    }

    std::shared_ptr<Backend> backend_;
    std::unique_ptr<Session> session_;
};

}  // namespace fairground::store
