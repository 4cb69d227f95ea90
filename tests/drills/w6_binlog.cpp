// W6: a setting stands in my.cnf and is not in effect. Preflight reads what is in effect, names it, and in production
// the host does not start.
#include <gmock/gmock.h>

#include "drills/turn_host.hpp"
#include "support/private_mariadb.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// All that production needs, if the server sees it.
std::string my_cnf(const std::string& section) {
    return "[" + section + "]\nlog_bin = binlog\nserver_id = 1\nsync_binlog = 1\n";
}

class Binlog : public testing::Test {
protected:
    void serve_with(const std::string& section, const std::string& mode) {
        server.emplace(test::PrivateMariaDb::Settings{
            .flush_per_commit = true, .binlog = false, .options = {}, .my_cnf = my_cnf(section)});
        host.emplace(
            std::map<std::string, std::string>{{"turn.yaml", "id: turn\nplugin: turn\n"}}, server->url(),
            nlohmann::json{
                {"mode", mode}, {"public_url", "https://play.example.com"}, {"limits", {{"connections", 1000}}}});
    }
    test::HostProcess& process() { return **host; }

    std::optional<test::PrivateMariaDb> server;
    std::optional<TurnHost> host;
};

const auto named =
    AllOf(HasSubstr("✗ log_bin"), HasSubstr("OFF; expected ON"), HasSubstr("under [mariadbd] in my.cnf"));

TEST_F(Binlog, UnderAWrongSectionIsNamedAndProductionDoesNotStart) {
    serve_with("mysqldump", "production");
    ASSERT_EQ(process().run({"migrate", "up"}).code, 0);
    const auto found = process().run({"preflight"});
    EXPECT_EQ(found.code, 1);
    EXPECT_THAT(found.output, named);
    EXPECT_THAT(found.output, HasSubstr("✓ innodb_flush_log_at_trx_commit"));
    process().launch();
    EXPECT_EQ(process().process().wait(20s), 1);
    EXPECT_THAT(process().log(), AllOf(HasSubstr("preflight found"), named));
}

// In development it serves, and says so.
TEST_F(Binlog, UnderAWrongSectionIsAWarningInDevelopment) {
    serve_with("mysqldump", "development");
    host->start();
    EXPECT_THAT(process().log(), AllOf(HasSubstr("preflight: log_bin"), HasSubstr("\"level\":\"warning\"")));
}

// The other side: the same lines where the server sees them, and nothing is found.
TEST_F(Binlog, UnderTheRightSectionIsFine) {
    serve_with("mariadbd", "production");
    host->start();
    const auto found = process().run({"preflight"});
    EXPECT_EQ(found.code, 0) << found.output;
    EXPECT_THAT(found.output, AllOf(HasSubstr("✓ log_bin"), Not(HasSubstr("✗"))));
    const auto json = nlohmann::json::parse(process().run({"preflight", "--json"}).output);
    EXPECT_EQ(json["ok"], true);
    EXPECT_THAT(process().log(), Not(HasSubstr("preflight")));
}

// The sum of all pools is what the server must bear, not one of them.
TEST_F(Binlog, ConnectionsOfAllHostsAreCountedTogether) {
    serve_with("mariadbd", "production");
    ASSERT_EQ(process().run({"migrate", "up"}).code, 0);
    const auto found = process().run({"preflight", "--set", "database.hosts=20"});
    EXPECT_EQ(found.code, 1);
    EXPECT_THAT(found.output, HasSubstr("151; expected at least 170: 20 hosts (database.hosts) with 8 connections each "
                                        "(database.connections), and 10 for others"));
    EXPECT_THAT(found.output, Not(HasSubstr("✗ max_prepared_stmt_count")));
    EXPECT_THAT(process().run({"preflight", "--set", "database.hosts=21"}).output,
                HasSubstr("16382; expected at least 16800: 100 for each connection of a host"));
}

TEST_F(Binlog, AUserWhoLacksAPrivilegeIsToldWhichAndHowToGetIt) {
    serve_with("mariadbd", "production");
    ASSERT_EQ(process().run({"migrate", "up"}).code, 0);
    server->execute(
        "CREATE USER plain@'127.0.0.1'; GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER ON fairground.* TO "
        "plain@'127.0.0.1'");
    const auto url = "mariadb://plain@127.0.0.1:" + std::to_string(server->port()) + "/fairground";
    const auto found = process().run({"preflight", "--set", "database.url=" + url});
    EXPECT_EQ(found.code, 1);
    EXPECT_THAT(found.output, AllOf(HasSubstr("✗ privileges of plain"), HasSubstr("without INDEX"),
                                    HasSubstr("GRANT INDEX ON `fairground`.* TO 'plain'@'127.0.0.1'")));
}

}  // namespace
}  // namespace fairground::drills
