#include "store/mariadb/preflight.hpp"

#include <cmath>

#include <fmt/format.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/mariadb/grants.hpp"

namespace fairground::store {

namespace {

using State = Check::State;
using Variables = std::map<std::string, std::string>;

constexpr std::size_t connections_of_others = 10;  // backups, replicas, people, a host's commands
constexpr std::int64_t smallest_packet = 16 * 1024 * 1024;
constexpr std::uint64_t least_disk = std::uint64_t{1} << 30;
constexpr double clock_tolerance_s = 1.0;
// Statements that a connection keeps prepared: blocks, one for each table that rows go into in bulk, ODB's own.
constexpr std::size_t prepared_by_each = 100;
static_assert(Blocks::most_prepared < prepared_by_each * 2 / 3);

constexpr const char* set_by_us =
    "our connections set it themselves: look for a proxy or an init_connect that sets it again";

std::string in_my_cnf(const std::string& line) {
    return "under [mariadbd] in my.cnf: " + line + "; then restart the server";
}

Variables read_variables(Session& session, Literal which) {
    Variables variables;
    Script script;
    script.add(sql("SHOW ? VARIABLES", which), [&](const Row& row) { variables[row.text(0)] = row.text(1); });
    session.run(script);
    return variables;
}

class ServerChecks {
public:
    ServerChecks(Session& session, const MariaDb::Settings& settings, const Share& share)
        : session_(session),
          settings_(settings),
          share_(share),
          server_(read_variables(session, "GLOBAL")),
          ours_(read_variables(session, "SESSION")) {}

    std::vector<Check> all() {
        check_version();
        check_durability();
        check_connections();
        check_sessions();
        check_clock();
        check_disk();
        check_privileges();
        return std::move(checks_);
    }

private:
    void add(std::string name, bool ok, std::string found, std::string expected, std::string remedy) {
        checks_.push_back({std::move(name), ok ? State::ok : State::failed, std::move(found), std::move(expected),
                           ok ? "" : std::move(remedy)});
    }
    const std::string& server(const std::string& name) { return server_[name]; }
    std::int64_t number(const std::string& name) { return std::atoll(server(name).c_str()); }

    void is(const std::string& name, const std::string& expected, const std::string& remedy) {
        add(name, server(name) == expected, server(name), expected, remedy);
    }
    // Set by each of our connections, unless something between us and the server undoes it.
    void ours_is(const std::string& name, const std::string& expected) {
        add("session " + name, ours_[name] == expected, ours_[name], expected, set_by_us);
    }

    void check_version() {
        const std::string& version = server("version");
        int major = 0, minor = 0;
        const bool known = std::sscanf(version.c_str(), "%d.%d", &major, &minor) == 2;
        const bool maria = version.find("MariaDB") != version.npos;
        add("version", known && maria && (major > 10 || (major == 10 && minor >= 6)), version,
            "MariaDB 10.6 or newer (SKIP LOCKED)", "install MariaDB 10.6 or newer");
    }

    void check_durability() {
        const auto at_once = [](const std::string& name) {
            return "under [mariadbd] in my.cnf: " + name + " = 1; and at once: SET GLOBAL " + name + " = 1";
        };
        is("innodb_flush_log_at_trx_commit", "1", at_once("innodb_flush_log_at_trx_commit"));
        is("log_bin", "ON",
           in_my_cnf("log_bin = binlog") +
               ". Is it there already? Under another section ([client], [mysql], [mysqldump] …) the server does not "
               "see it, and says nothing: `mariadbd --print-defaults` shows what it sees");
        is("sync_binlog", "1", at_once("sync_binlog"));
        const std::string& format = server("binlog_format");
        add("binlog_format", format == "ROW" || format == "MIXED", format, "ROW or MIXED, for READ COMMITTED",
            in_my_cnf("binlog_format = ROW"));
        is("read_only", "OFF",
           "this server is a replica, or was left read-only: name the primary in database.url; if it is the primary: "
           "SET GLOBAL read_only = OFF");
    }

    void check_connections() {
        const auto needed = share_.hosts * share_.budget.connections + connections_of_others;
        add("max_connections", number("max_connections") >= static_cast<std::int64_t>(needed),
            server("max_connections"),
            fmt::format("at least {}: {} host{} (database.hosts) with {} connections each (database.connections), and "
                        "{} for others",
                        needed, share_.hosts, share_.hosts == 1 ? "" : "s", share_.budget.connections,
                        connections_of_others),
            fmt::format("under [mariadbd] in my.cnf: max_connections = {0}; and at once: SET GLOBAL max_connections = "
                        "{0}; or lower database.connections",
                        needed));
        const auto of_user = number("max_user_connections");
        const auto ours = share_.hosts * share_.budget.connections;
        add("max_user_connections", of_user == 0 || of_user >= static_cast<std::int64_t>(ours),
            server("max_user_connections"), fmt::format("0 (no limit), or at least {}", ours),
            "SET GLOBAL max_user_connections = 0");
        const auto prepared = ours * prepared_by_each;
        add("max_prepared_stmt_count", number("max_prepared_stmt_count") >= static_cast<std::int64_t>(prepared),
            server("max_prepared_stmt_count"),
            fmt::format("at least {}: {} for each connection of a host", prepared, prepared_by_each),
            fmt::format("under [mariadbd] in my.cnf: max_prepared_stmt_count = {0}; and at once: SET GLOBAL "
                        "max_prepared_stmt_count = {0}",
                        prepared));
        add("max_allowed_packet", number("max_allowed_packet") >= smallest_packet, server("max_allowed_packet"),
            fmt::format("at least {}", smallest_packet), in_my_cnf("max_allowed_packet = 16M"));
    }

    void check_sessions() {
        ours_is("tx_isolation", "READ-COMMITTED");
        ours_is("time_zone", "+00:00");
        ours_is("character_set_client", "utf8mb4");
        ours_is("innodb_lock_wait_timeout",
                std::to_string(std::chrono::ceil<std::chrono::seconds>(settings_.lock_timeout).count()));
        const std::string& mode = ours_["sql_mode"];
        add("session sql_mode",
            mode.find("STRICT_ALL_TABLES") != mode.npos && mode.find("NO_BACKSLASH_ESCAPES") != mode.npos, mode,
            "with STRICT_ALL_TABLES and NO_BACKSLASH_ESCAPES", set_by_us);
        const std::string& set = ours_["character_set_database"];
        add("character set of the database", set == "utf8mb4", set, "utf8mb4",
            "ALTER DATABASE " + settings_.database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    }

    void check_clock() {
        using namespace std::chrono;
        double theirs = 0;
        Script script;
        script.add("SELECT UNIX_TIMESTAMP(NOW(6))", [&](const Row& row) { theirs = std::stod(row.text(0)); });
        const auto before = system_clock::now();
        session_.run(script);
        const duration<double> way = system_clock::now() - before;
        const double ours = duration<double>(before.time_since_epoch()).count() + way.count() / 2;
        add("clock", std::abs(theirs - ours) <= clock_tolerance_s + way.count() / 2,
            fmt::format("{:+.3f} s from this host's", theirs - ours), "at most 1 s apart",
            "let both machines keep time by the same NTP servers (timedatectl)");
    }

    // Only of a server on this machine; elsewhere it is known to nobody but its own monitoring.
    void check_disk() {
        char name[256] = "";
        ::gethostname(name, sizeof name - 1);
        struct statvfs disk {};
        const std::string& folder = server("datadir");
        if (server("hostname") != name || ::statvfs(folder.c_str(), &disk) != 0) {
            checks_.push_back({"free disk", State::unknown,
                               "not known from here: " + folder + " on " + server("hostname"), "at least 1 GiB", ""});
            return;
        }
        const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
        add("free disk", free >= least_disk, fmt::format("{} MiB in {}", free >> 20, folder), "at least 1024 MiB",
            "make room there, or move datadir");
    }

    void check_privileges() {
        std::vector<std::string> grants;
        Script script;
        script.add("SHOW GRANTS", [&](const Row& row) { grants.push_back(row.text(0)); });
        session_.run(script);
        const auto missing = missing_privileges(grants, settings_.database,
                                                {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "INDEX"});
        std::string list;
        for (const auto& one : missing) list += (list.empty() ? "" : ", ") + one;
        add("privileges of " + settings_.user, missing.empty(),
            missing.empty() ? "all that is needed" : "without " + list,
            "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX",
            "GRANT " + list + " ON `" + settings_.database + "`.* TO " + current_user());
    }

    // As a GRANT wants it: 'fair'@'%'.
    std::string current_user() {
        std::string user;
        Script script;
        script.add("SELECT CURRENT_USER()", [&](const Row& row) { user = row.text(0); });
        session_.run(script);
        const auto at = user.rfind('@');
        return "'" + user.substr(0, at) + "'@'" + user.substr(at + 1) + "'";
    }

    Session& session_;
    const MariaDb::Settings& settings_;
    const Share& share_;
    Variables server_;
    Variables ours_;
    std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> check_server(Session& session, const MariaDb::Settings& settings, const Share& share) {
    return ServerChecks(session, settings, share).all();
}

}  // namespace fairground::store
