#include "store/mariadb/replica_checks.hpp"

#include <cmath>
#include <cstdio>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "store/mariadb/grants.hpp"
#include "store/migrations.hpp"
#include "store/trail.hpp"

namespace fairground::store {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using State = Check::State;
using Variables = std::map<std::string, std::string>;

constexpr auto patience = 2s;  // for it to catch up
constexpr double most_apart_s = 1.0;

Variables variables_of(Session& session) {
    Variables found;
    Script script;
    const auto keep = [&](const Row& row) { found[row.text(0)] = row.text(1); };
    script.add("SHOW GLOBAL VARIABLES", keep);
    script.add("SHOW GLOBAL STATUS LIKE 'Slave%running'", keep);
    session.run(script);
    return found;
}

Position position_of(Session& session, Literal variable) {
    Position position;
    Script script;
    script.add(sql("SELECT @@global.?", variable), [&](const Row& row) { position = Position(row.view(0)); });
    session.run(script);
    return position;
}

double clock_of(Session& session) {
    double seconds = 0;
    Script script;
    script.add("SELECT UNIX_TIMESTAMP(NOW(6))", [&](const Row& row) { seconds = std::stod(row.text(0)); });
    session.run(script);
    return seconds;
}

// "10.11.6-MariaDB" as 10011.
int release_of(const std::string& version) {
    int major = 0, minor = 0;
    std::sscanf(version.c_str(), "%d.%d", &major, &minor);
    return major * 1000 + minor;
}

std::string numbers(Session& session) {
    std::string list;
    for (const auto& migration : list_migrations(session))
        if (migration.applied_at) list += (list.empty() ? "" : ", ") + std::to_string(migration.number);
    return list.empty() ? "none" : list;
}

class ReplicaChecks {
public:
    ReplicaChecks(Session& replica, Session& primary, const MariaDb::Settings& settings)
        : replica_(replica),
          primary_(primary),
          settings_(settings),
          here_(variables_of(replica)),
          there_(variables_of(primary)) {}

    std::vector<Check> all() {
        differs();
        is("Slave_running", "ON", "on it: SHOW SLAVE STATUS says why not; START SLAVE goes on");
        is("read_only", "ON", "on it: SET GLOBAL read_only = ON, and read_only = ON in its my.cnf");
        check_user();
        is("log_bin", "ON", in_my_cnf("log_bin = binlog"));
        is("log_slave_updates", "ON", in_my_cnf("log_slave_updates = ON"));
        const auto& domain = there_["gtid_domain_id"];
        is("gtid_domain_id", domain, "on it: SET GLOBAL gtid_domain_id = " + domain + ", and the same in its my.cnf");
        const auto& theirs = there_["version"];
        add("version", release_of(here_["version"]) >= release_of(theirs), here_["version"],
            "not older than the primary's, " + theirs, "upgrade replicas before their primary");
        check_lag();
        check_clock();
        const auto applied = numbers(primary_);
        const auto found = numbers(replica_);
        add("migrations", found == applied, found, "as on the primary: " + applied,
            "wait until it has caught up; if it stays so, set it up anew from a backup of the primary");
        return std::move(checks_);
    }

private:
    void add(const std::string& name, bool ok, std::string found, std::string expected, std::string remedy) {
        checks_.push_back({"replica " + settings_.where() + " " + name, ok ? State::ok : State::failed,
                           std::move(found), std::move(expected), ok ? "" : std::move(remedy)});
    }
    void is(const std::string& name, const std::string& expected, const std::string& remedy) {
        add(name, here_[name] == expected, here_[name], expected, remedy);
    }
    static std::string in_my_cnf(const std::string& line) {
        return "under [mariadbd] in its my.cnf: " + line + "; then restart it. Without it, it cannot be a primary";
    }

    void differs() {
        const auto& id = here_["server_id"];
        add("server_id", id != there_["server_id"], id, "another than the primary's, " + there_["server_id"],
            "give each server a server_id of its own in its my.cnf, then restart it");
    }

    // Who may write to a server that is read-only would write to one that was demoted.
    void check_user() {
        std::vector<std::string> grants;
        Script script;
        script.add("SHOW GRANTS", [&](const Row& row) { grants.push_back(row.text(0)); });
        replica_.run(script);
        std::string may;
        for (const char* privilege : {"SUPER", "READ_ONLY ADMIN"})
            if (missing_privileges(grants, "", {privilege}).empty())
                may += (may.empty() ? "" : ", ") + std::string(privilege);
        add("privileges of " + settings_.user, may.empty(), may.empty() ? "none that ignores read_only" : may,
            "neither SUPER nor READ_ONLY ADMIN", "REVOKE " + may + " ON *.* FROM the host's user, on the primary");
    }

    void check_lag() {
        const auto target = position_of(primary_, "gtid_current_pos");
        const auto begin = Clock::now();
        while (!position_of(replica_, "gtid_slave_pos").covers(target)) {
            if (Clock::now() - begin > patience)
                return add("lag", false, fmt::format("more than {} s", patience.count()), "less",
                           "on it: SHOW SLAVE STATUS; is it slower than the primary, or is there a MASTER_DELAY?");
            std::this_thread::sleep_for(10ms);
        }
        const auto took = std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
        add("lag", true, fmt::format("at most {} ms", took.count()), "", "");
    }

    void check_clock() {
        const auto begin = Clock::now();
        const double theirs = clock_of(primary_);
        const double ours = clock_of(replica_);
        const double way = std::chrono::duration<double>(Clock::now() - begin).count();
        add("clock", std::abs(ours - theirs) <= most_apart_s + way,
            fmt::format("{:+.3f} s from the primary's", ours - theirs), "at most 1 s apart",
            "let both machines keep time by the same NTP servers (timedatectl)");
    }

    Session& replica_;
    Session& primary_;
    const MariaDb::Settings& settings_;
    Variables here_;
    Variables there_;
    std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> check_replica(Session& replica, Session& primary, const MariaDb::Settings& settings) {
    return ReplicaChecks(replica, primary, settings).all();
}

}  // namespace fairground::store
