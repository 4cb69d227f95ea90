// What the integration tests share: a real host on SQLite or MariaDB, and a player's words.
#pragma once
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/player_client.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::integration {

using nlohmann::json;
using test::Headers;
using test::HttpAnswer;

// The program's own server, started on first use; each test has a fresh, empty database on it.
test::PrivateMariaDb& server();

// Campaigns: "wheel" (every turn wins 10 points, three turns a player), "endless" (the same without that
// limit), "upcoming" and "over".
test::HostProcess::Settings campaigns();

class Player : public test::PlayerClient {
public:
    using PlayerClient::PlayerClient;

    HttpAnswer spin(const std::string& key = "", const std::string& body = "{}",
                    const std::string& campaign = "wheel") {
        return act(campaign, "spin", key, body);
    }
    std::int64_t points();
};

enum class Database { sqlite, mariadb };

class House : public testing::TestWithParam<Database> {
protected:
    House();

    Player player(const std::string& name = "ann") { return {host.port(), name}; }
    std::unique_ptr<test::Sql> sql();

    test::HostProcess host;
};

// The same tests on both databases.
#define ON_BOTH_DATABASES(suite)                                                            \
    INSTANTIATE_TEST_SUITE_P(, suite, testing::Values(Database::sqlite, Database::mariadb), \
                             [](const auto& info) { return info.param == Database::sqlite ? "Sqlite" : "MariaDb"; })

}  // namespace fairground::integration
