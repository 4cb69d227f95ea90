// A MariaDB server for one test program: own data, own socket, own port on loopback, no configuration file.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace fairground::test {

// Starts in the constructor and answers when that returns; stopped and removed by the destructor. User "root" without
// a password, by socket and by port. One database, "fairground", exists. The data folder of a fresh server is made once
// per build folder and copied after that (about half a second to start).
// Every function throws std::runtime_error, with the end of the server's log, if the server does not do as asked.
class PrivateMariaDb {
public:
    struct Settings {
        bool flush_per_commit = false;  // innodb_flush_log_at_trx_commit=1 (else 2), and sync_binlog=1
        bool binlog = false;
        std::vector<std::string> options;  // further ones for mariadbd: "--max-connections=20"
        std::string my_cnf = {};           // the text of its option file; empty: none
    };

    PrivateMariaDb() : PrivateMariaDb(Settings{}) {}
    explicit PrivateMariaDb(Settings settings);
    ~PrivateMariaDb();

    void start();  // after stop() or kill(): the same data, socket and port
    void stop();   // an orderly shutdown
    void kill();   // kill -9
    void restart() { stop(), start(); }
    // Runs statements with the command line client and returns what it prints (tabs, no headings).
    std::string execute(const std::string& sql, const std::string& database = "fairground");
    // Drops the database if it exists and makes it anew, empty.
    void fresh_database(const std::string& name = "fairground");

    // "mariadb://root@127.0.0.1:PORT/fairground"
    std::string url(const std::string& database = "fairground") const;
    std::string socket() const { return (folder_ / "s").string(); }
    unsigned short port() const { return port_; }
    pid_t pid() const { return server_->pid(); }
    std::filesystem::path log() const { return folder_ / "log"; }

private:
    void wait_until_ready();
    [[noreturn]] void fail(const std::string& what);

    const Settings settings_;
    TempDir folder_;
    const unsigned short port_;
    std::unique_ptr<ChildProcess> server_;
};

}  // namespace fairground::test
