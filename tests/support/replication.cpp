#include "support/replication.hpp"

#include <stdexcept>
#include <thread>

namespace fairground::test {
namespace {

using namespace std::chrono_literals;

void wait_until(PrivateMariaDb& replica, const std::string& state, const std::string& what) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    for (;;) {
        const auto status = replica.execute("SHOW SLAVE STATUS");
        if (status.find(state) != std::string::npos) return;
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the replica does not " + what + ": " + status);
        std::this_thread::sleep_for(5ms);
    }
}

std::string line_of(PrivateMariaDb& server, const std::string& query) {
    auto text = server.execute(query);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

}  // namespace

PrivateMariaDb::Settings replicated(int id, std::vector<std::string> options, bool flush_per_commit) {
    options.push_back("--server-id=" + std::to_string(id));
    options.emplace_back("--log-slave-updates=ON");
    options.emplace_back("--binlog-format=ROW");
    return {.flush_per_commit = flush_per_commit, .binlog = true, .options = std::move(options), .my_cnf = {}};
}

void follow(PrivateMariaDb& replica, const PrivateMariaDb& primary) {
    replica.execute("SET GLOBAL read_only = ON; CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" +
                    std::to_string(primary.port()) +
                    ", MASTER_USER='root', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1; START SLAVE");
    wait_until(replica, "Waiting for master to send event", "follow");
}

void hold_back(PrivateMariaDb& replica, std::chrono::seconds behind) {
    replica.execute("STOP SLAVE; CHANGE MASTER TO MASTER_DELAY=" + std::to_string(behind.count()) + "; START SLAVE");
    wait_until(replica, "Waiting for master to send event", "follow");
}

void wait_for(PrivateMariaDb& replica, PrivateMariaDb& primary) {
    const auto position = line_of(primary, "SELECT @@global.gtid_current_pos");
    if (line_of(replica, "SELECT MASTER_GTID_WAIT('" + position + "', 30)") != "0")
        throw std::runtime_error("the replica does not get to " + position);
}

void promote(PrivateMariaDb& replica) {
    replica.execute("STOP SLAVE IO_THREAD");
    std::this_thread::sleep_for(200ms);  // for its other thread to see what has just come
    wait_until(replica, "has read all relay log", "finish what it has");
    replica.execute("STOP SLAVE; RESET SLAVE ALL; SET GLOBAL read_only = OFF");
}

void demote(PrivateMariaDb& primary) {
    primary.execute("SET GLOBAL read_only = ON");
}

std::string add_host_user(PrivateMariaDb& primary) {
    primary.execute(
        "CREATE USER fair@'127.0.0.1'; GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, DROP ON "
        "fairground.* "
        "TO fair@'127.0.0.1'");
    return host_url(primary);
}

std::string host_url(const PrivateMariaDb& server) {
    return "mariadb://fair@127.0.0.1:" + std::to_string(server.port()) + "/fairground";
}

}  // namespace fairground::test
