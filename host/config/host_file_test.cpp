#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/problem_texts.hpp"

namespace fairground::config {
namespace {

using testing::ElementsAre;

HostFile with(const std::vector<std::string>& overrides) {
    return read_host_file("", overrides);
}

std::vector<std::string> host_file_problems(const std::vector<std::string>& overrides,
                                            const std::filesystem::path& file = "") {
    return problem_texts([&] { read_host_file(file, overrides); });
}

std::filesystem::path written(const std::string& text) {
    std::filesystem::path path = testing::TempDir() + "host_file_test.yaml";
    std::ofstream(path) << text;
    return path;
}

TEST(HostFile, DefaultsSuitALaptop) {
    const HostFile file = with({});
    EXPECT_EQ(file.environment, "dev");
    EXPECT_EQ(file.players.host, "127.0.0.1");
    EXPECT_EQ(file.players.port, 8080);
    EXPECT_EQ(file.admin.port, 8081);
    EXPECT_EQ(file.database.url, "");
    EXPECT_EQ(file.redis.url, "") << "none";
    EXPECT_THAT(file.auth.providers, ElementsAre("dev"));
    EXPECT_EQ(file.limits.batch, 256U);
}

TEST(HostFile, EveryKeyIsRead) {
    const HostFile file = read_host_file(written(R"(
environment: prod-cn
listen: {players: "0.0.0.0:80", admin: "[::1]:9001"}
tls: {players: {certificate: /etc/fairground/play.pem, key: /etc/fairground/play.key}, admin: insecure}
public_url: https://play.example.com
trusted_proxies: [10.0.0.0/8]
data_dir: /var/lib/fairground
plugins: /opt/plugins
campaigns: /etc/campaigns
database:
  url: mariadb://fair@db.example.com:3307/fairground
  password_file: /etc/fairground/password
  socket: /run/mysqld/mysqld.sock
  connections: 20
  writers: 4
  hosts: 3
  wait_ms: 1005
  reconnect_ms: 1006
  replicas: ["mariadb://db-2.example.com/fairground", {socket: /run/db-3.sock, password_file: /etc/fairground/3}]
  replica_connections: 5
  replica_lag_ms: 1007
redis:
  url: sentinel://fair@a:1,b/main/2
  password_file: /etc/fairground/redis
  sentinel_password_file: /etc/fairground/sentinel
  connections: 3
  connect_ms: 201
  timeout_ms: 101
  reconnect_ms: 501
cache: {bytes: 12345}
auth: {providers: [], session_key_file: /etc/fairground/key, session_time_h: 12}
log: {level: warn, file: /var/log/fairground.log}
threads: 3
limits:
  body_bytes: 1000
  query_body_bytes: 2000
  header_bytes: 2000
  json_depth: 5
  request_time_ms: 1001
  idle_time_ms: 1002
  drain_time_ms: 1003
  action_time_ms: 1004
  query_time_ms: 1014
  connections: 11
  connections_per_address: 15
  per_player: {rate: 16, burst: 17}
  per_address: {rate: 18, burst: 19}
  per_campaign: {rate: 20, burst: 21}
  per_tenant: {rate: 22, burst: 23}
  queue_time_ms: 24
  fair_shares: false
  queue: 12
  batch: 13
  request_retention_days: 14
)"),
                                         {});
    EXPECT_EQ(file.environment, "prod-cn");
    EXPECT_EQ(file.players.host, "0.0.0.0");
    EXPECT_EQ(file.players.port, 80);
    EXPECT_EQ(file.admin.host, "::1");
    EXPECT_EQ(file.admin.port, 9001);
    EXPECT_EQ(file.players_tls.certificate, "/etc/fairground/play.pem");
    EXPECT_EQ(file.players_tls.key, "/etc/fairground/play.key");
    EXPECT_FALSE(file.admin_tls.on());
    EXPECT_TRUE(file.admin_insecure);
    EXPECT_EQ(file.public_url, "https://play.example.com");
    EXPECT_EQ(file.trusted_proxies.size(), 1U);
    EXPECT_EQ(file.data_dir, "/var/lib/fairground");
    EXPECT_EQ(file.plugins, "/opt/plugins");
    EXPECT_EQ(file.campaigns, "/etc/campaigns");
    EXPECT_EQ(file.database.url, "mariadb://fair@db.example.com:3307/fairground");
    EXPECT_EQ(file.database.password_file, "/etc/fairground/password");
    EXPECT_EQ(file.database.socket, "/run/mysqld/mysqld.sock");
    EXPECT_EQ(file.database.connections, 20U);
    EXPECT_EQ(file.database.writers, 4U);
    EXPECT_EQ(file.database.hosts, 3U);
    EXPECT_EQ(file.database.wait.count(), 1005);
    EXPECT_EQ(file.database.reconnect.count(), 1006);
    ASSERT_EQ(file.database.replicas.size(), 2U);
    EXPECT_EQ(file.database.replicas[0].url, "mariadb://fair@db-2.example.com/fairground");
    EXPECT_EQ(file.database.replicas[0].password_file, "");
    EXPECT_EQ(file.database.replicas[1].url, file.database.url);
    EXPECT_EQ(file.database.replicas[1].socket, "/run/db-3.sock");
    EXPECT_EQ(file.database.replicas[1].password_file, "/etc/fairground/3");
    EXPECT_EQ(file.database.replica_connections, 5U);
    EXPECT_EQ(file.database.replica_lag.count(), 1007);
    EXPECT_EQ(file.redis.url, "sentinel://fair@a:1,b/main/2");
    EXPECT_EQ(file.redis.password_file, "/etc/fairground/redis");
    EXPECT_EQ(file.redis.sentinel_password_file, "/etc/fairground/sentinel");
    EXPECT_EQ(file.redis.connections, 3U);
    EXPECT_EQ(file.redis.connect.count(), 201);
    EXPECT_EQ(file.redis.timeout.count(), 101);
    EXPECT_EQ(file.redis.reconnect.count(), 501);
    EXPECT_EQ(file.cache.bytes, 12345U);
    EXPECT_TRUE(file.auth.providers.empty());
    EXPECT_EQ(file.auth.session_key_file, "/etc/fairground/key");
    EXPECT_EQ(file.auth.session_time, std::chrono::hours(12));
    EXPECT_EQ(file.log.level, "warn");
    EXPECT_EQ(file.log.file, "/var/log/fairground.log");
    EXPECT_EQ(file.threads, 3U);
    EXPECT_EQ(file.limits.body_bytes, 1000U);
    EXPECT_EQ(file.limits.query_body_bytes, 2000U);
    EXPECT_EQ(file.limits.header_bytes, 2000U);
    EXPECT_EQ(file.limits.json_depth, 5U);
    EXPECT_EQ(file.limits.request_time.count(), 1001);
    EXPECT_EQ(file.limits.idle_time.count(), 1002);
    EXPECT_EQ(file.limits.drain_time.count(), 1003);
    EXPECT_EQ(file.limits.action_time.count(), 1004);
    EXPECT_EQ(file.limits.query_time.count(), 1014);
    EXPECT_EQ(file.limits.connections, 11U);
    EXPECT_EQ(file.limits.connections_per_address, 15U);
    EXPECT_EQ(file.limits.per_player, (Rate{16, 17}));
    EXPECT_EQ(file.limits.per_address, (Rate{18, 19}));
    EXPECT_EQ(file.limits.per_campaign, (Rate{20, 21}));
    EXPECT_EQ(file.limits.per_tenant, (Rate{22, 23}));
    EXPECT_EQ(file.limits.queue_time.count(), 24);
    EXPECT_FALSE(file.limits.fair_shares);
    EXPECT_EQ(file.limits.queue, 12U);
    EXPECT_EQ(file.limits.batch, 13U);
    EXPECT_EQ(file.limits.request_retention_days, 14);
}

TEST(HostFile, ARateAloneGetsFiveSecondsOfItAsItsBurst) {
    EXPECT_EQ(with({"limits.per_player.rate=7"}).limits.per_player, (Rate{7, 35}));
    EXPECT_EQ(with({"limits.per_player.rate=0"}).limits.per_player.rate, 0U);
    EXPECT_EQ(with({}).limits.per_player, (Rate{20, 100}));
    EXPECT_EQ(with({}).limits.per_address.rate, 0U);
}

TEST(HostFile, SectionsWithoutContentKeepTheirDefaults) {
    EXPECT_EQ(read_host_file(written("limits:\nlisten: {}\n"), {}).players.port, 8080);
}

TEST(Overrides, WinOverTheFile) {
    const auto file = written("listen: {players: 127.0.0.1:1, admin: 127.0.0.1:2}\nthreads: 1\n");
    const HostFile read =
        read_host_file(file, {"listen.players=127.0.0.1:3", "threads=2", "threads=4", "log.level=debug"});
    EXPECT_EQ(read.players.port, 3);
    EXPECT_EQ(read.admin.port, 2);
    EXPECT_EQ(read.threads, 4U);
    EXPECT_EQ(read.log.level, "debug");
}

TEST(Overrides, TakeListsAndMaps) {
    EXPECT_TRUE(with({"auth.providers=[]", "environment=prod"}).auth.providers.empty());
    EXPECT_EQ(with({"limits={batch: 7}"}).limits.batch, 7U);
}

TEST(Overrides, AreCheckedLikeTheFileAndNamed) {
    EXPECT_THAT(host_file_problems({"threads=many"}),
                ElementsAre("--set: threads: expected a whole number from 0 to 256, found \"many\""));
    EXPECT_THAT(host_file_problems({"thread=2"}), ElementsAre("--set: thread: unknown key; did you mean threads?"));
    EXPECT_THAT(host_file_problems({"limits={batch: 0}"}),
                ElementsAre("--set: limits.batch: expected a whole number from 1 to 4096, found the number 0"));
    EXPECT_THAT(host_file_problems({"threads"}),
                ElementsAre("--set: expected key=value, such as listen.players=127.0.0.1:9000, found \"threads\""));
    EXPECT_THAT(host_file_problems({".a=1", "a..b=1", "=1"}), testing::SizeIs(3));
    EXPECT_THAT(
        host_file_problems({"auth.providers=[dev"}),
        ElementsAre(
            "--set: auth.providers: in \"[dev\": a bracket that is never closed, or a comma missing behind it"));
    EXPECT_THAT(host_file_problems({"threads.x=1"}, written("threads: 2\n")),
                ElementsAre("--set: threads.x: there is no such key: what stands before the last dot is not a map"));
    EXPECT_THAT(host_file_problems({"threads="}),
                ElementsAre("--set: threads: expected a whole number from 0 to 256, found nothing; "
                            "give it a value or remove it"));
}

TEST(Overrides, TheFilesOwnProblemsKeepTheirPlace) {
    EXPECT_THAT(
        host_file_problems({"threads=300"}, written("log: {level: loud}\nthreads: 2\n")),
        ElementsAre(
            "--set: threads: expected a whole number from 0 to 256, found the number 300",
            testing::EndsWith(
                "host_file_test.yaml:1:14: log.level: expected one of debug, info, warn, error, found \"loud\"")));
}

TEST(DatabaseUrl, PasswordsAreNeverRepeated) {
    const auto found = host_file_problems({"database.url=mariadb://root:s3cret@db/fair"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front(),
              "--set: database.url: the url holds a password; move it to a file only the host can read and name "
              "that file in database.password_file");
}

TEST(DatabaseUrl, Forms) {
    EXPECT_TRUE(host_file_problems({"database.url=sqlite:./var/x.db"}).empty());
    EXPECT_TRUE(host_file_problems({"database.url=mariadb://u@db/fair"}).empty());
    EXPECT_TRUE(host_file_problems({"database.url=mariadb://u@127.0.0.1:3306/fair"}).empty());
    EXPECT_TRUE(host_file_problems({"database.url=mariadb://u@[::1]:3306/fair"}).empty());
    for (const char* wrong : {"postgres://u@db/fair", "mysql://u@db/fair", "sqlite:", "mariadb://db/fair",
                              "mariadb://u@db", "mariadb://u@/fair", "mariadb://u@db:0/fair", "mariadb://u@db:x/fair",
                              "mariadb://u@db/fa ir", "mariadb://@db/fair", "fair.db"}) {
        EXPECT_EQ(host_file_problems({std::string("database.url=") + wrong}).size(), 1U) << wrong;
    }
}

class Replicas : public testing::Test {
protected:
    static std::vector<std::string> problems_of(const std::string& replicas, const std::string& more = "") {
        return problem_texts([&] {
            parse_and_read("database:\n  url: mariadb://fair@db-1/fair\n  replicas: " + replicas + "\n" + more);
        });
    }
    static HostFile parse_and_read(const std::string& text) { return read_host_file(written(text), {}); }
    static auto told(const std::string& end) { return ElementsAre(testing::EndsWith(end)); }
};

TEST_F(Replicas, AreToldWhereTheyStand) {
    EXPECT_TRUE(problems_of("[mariadb://db-2/fair, mariadb://other@db-3:3307/fair]").empty());
    EXPECT_TRUE(problems_of("[]").empty());
    EXPECT_THAT(problems_of("mariadb://db-2/fair"),
                told(".yaml:3:13: database.replicas: expected a list, such as [mariadb://db-2/fair], found "
                     "\"mariadb://db-2/fair\""));
    EXPECT_THAT(problems_of("[mariadb://db-2/fair, mariadb://db-2/fair]"),
                told(".yaml:3:35: database.replicas[1]: this server is in the list twice; remove one"));
    EXPECT_THAT(problems_of("[mariadb://db-1/fair]"),
                told("3:14: database.replicas[0]: this is the primary, database.url; expected another server"));
    EXPECT_THAT(problems_of("[mariadb://db-2]"), told("the database's name (letters, figures, _, -) at the end, found "
                                                      "\"mariadb://fair@db-2\""));
    EXPECT_THAT(problems_of("[mariadb://u:secret@db-2/fair]"),
                told("the url holds a password; move it to a file only the host can read and name that file in "
                     "database.password_file"));
    EXPECT_THAT(problems_of("[sqlite:x.db]"),
                told("expected a mariadb:// database, found SQLite, which has no replicas"));
    EXPECT_THAT(problems_of("[{sockett: /x}]"), told("3:15: database.replicas[0].sockett: unknown key; did you mean "
                                                     "socket?"));
    EXPECT_THAT(problems_of("[{password_file: /x}]"), told("expected a url or a socket, found neither"));
    EXPECT_THAT(problems_of("[3]"), told("expected a map (key: value), found the number 3"));
}

TEST_F(Replicas, LeaveEnoughConnectionsToThePrimary) {
    const std::string two = "[mariadb://db-2/fair, mariadb://db-3/fair]";
    EXPECT_TRUE(problems_of(two).empty());
    EXPECT_THAT(problems_of(two, "  connections: 6\n  writers: 2\n"),
                told("database.writers: expected fewer writers than database.connections (6, of which 4 go to replicas "
                     "(2 each: database.replica_connections)), found 2; the rest of the connections serves reads"));
    EXPECT_TRUE(problems_of(two, "  connections: 6\n  writers: 2\n  replica_connections: 1\n").empty());
    EXPECT_TRUE(problems_of(two, "  connections: 6\n").empty()) << "writers that nobody asked for give way";
    EXPECT_THAT(problems_of(two, "  connections: 5\n"), told("which 4 go to replicas (2 each: "
                                                             "database.replica_connections)), found 1; the rest of "
                                                             "the connections serves reads"));
}

TEST(Writers, AreFourOrWhatTheConnectionsLeave) {
    const auto writers = [](std::size_t connections, const std::string& said = "") {
        return read_host_file(written("database:\n  url: mariadb://fair@db/fair\n  connections: " +
                                      std::to_string(connections) + "\n" + said),
                              {})
            .database.writers;
    };
    EXPECT_EQ(writers(8), 4U);
    EXPECT_EQ(writers(4), 3U);
    EXPECT_EQ(writers(2), 1U);
    EXPECT_EQ(writers(8, "  writers: 7\n"), 7U);
}

TEST_F(Replicas, AreMariaDbs) {
    EXPECT_THAT(host_file_problems({"database.replicas=[mariadb://db/fair]"}),
                ElementsAre("--set: database.replicas: only for mariadb:// databases; remove the key"));
}

TEST(RedisUrl, Forms) {
    for (const char* right : {"redis://a", "redis://a:1", "redis://127.0.0.1:6379/3", "redis://fair@[::1]:1",
                              "sentinel://a/main", "sentinel://fair@a:1,b,[::1]:2/main/15"}) {
        EXPECT_THAT(host_file_problems({std::string("redis.url=") + right}), testing::IsEmpty()) << right;
    }
    for (const char* wrong :
         {"rediss://a", "http://a", "redis://", "redis://@a", "redis://a:0", "redis://a:x", "redis://a,b",
          "redis://a/b", "redis://a/1/2", "redis://a/-1", "sentinel://a", "sentinel://a/", "sentinel://a,/main",
          "sentinel://a/main/x", "sentinel:///main", "a:6379"}) {
        EXPECT_EQ(host_file_problems({std::string("redis.url=") + wrong}).size(), 1U) << wrong;
    }
}

TEST(RedisUrl, PasswordsAreNeverRepeated) {
    for (const char* url : {"redis://fair:s3cret@a", "redis://fair:s3/cret@a", "sentinel://:s3cret@a/main"}) {
        EXPECT_THAT(
            host_file_problems({std::string("redis.url=") + url}),
            ElementsAre("--set: redis.url: the url holds a password; move it to a file only the host can read and "
                        "name that file in redis.password_file"));
    }
}

TEST(Redis, IsOfOnePiece) {
    EXPECT_THAT(host_file_problems({"redis.connections=3"}),
                ElementsAre("--set: redis.connections: expected url beside it: where Redis is; add redis.url or remove "
                            "the key"));
    EXPECT_THAT(host_file_problems({"redis.url=redis://a", "redis.sentinel_password_file=/x"}),
                ElementsAre("--set: redis.sentinel_password_file: only for sentinel:// urls; remove the key"));
}

TEST(Development, BelievesNamesOnlyInDev) {
    EXPECT_THAT(
        host_file_problems({"environment=prod"}),
        ElementsAre("--set: auth.providers: the provider dev believes whatever name it is told: expected it in "
                    "environment dev only, found environment \"prod\"; write providers: [] to serve without logins"));
}

TEST(Mode, IsProductionEverywhereButInDevUnlessItIsGiven) {
    EXPECT_FALSE(with({}).production);
    EXPECT_TRUE(with({"environment=prod", "auth.providers=[]"}).production);
    EXPECT_FALSE(with({"environment=test", "auth.providers=[]", "mode=development"}).production);
    EXPECT_TRUE(with({"mode=production"}).production);
    EXPECT_THAT(host_file_problems({"mode=productoin"}),
                ElementsAre("--set: mode: expected one of development, production, found \"productoin\"; did you mean "
                            "production?"));
}

}  // namespace
}  // namespace fairground::config
