#include "integration/house.hpp"

namespace fairground::integration {
namespace {

constexpr auto wheel = R"(
id: wheel
plugin: lucky-wheel
title: {en: Wheel, zh: 转盘}
time_zone: Asia/Shanghai
settings:
  limits: {total: 3}
  prizes:
    - {id: points-10, title: {en: 10 points}, weight: 1, award: {currency: points, amount: 10}}
)";

constexpr auto endless = R"(
id: endless
plugin: lucky-wheel
title: {en: Endless}
settings: {prizes: [{id: points-10, title: {en: 10 points}, weight: 1, award: {currency: points, amount: 10}}]}
)";

std::string with_window(const std::string& id, const std::string& window) {
    return "id: " + id + "\nplugin: lucky-wheel\ntitle: {en: " + id + "}\nwindow: {" + window +
           "}\nsettings: {prizes: [{id: thanks, title: {en: Thank you}, weight: 1}]}\n";
}

test::HostProcess::Settings settings(Database database) {
    auto settings = campaigns();
    if (database == Database::mariadb) {
        server().fresh_database();
        settings.config["database"]["url"] = server().url();
    }
    return settings;
}

}  // namespace

test::PrivateMariaDb& server() {
    static test::PrivateMariaDb server;
    return server;
}

test::HostProcess::Settings campaigns() {
    return {.campaigns = {{"wheel.yaml", wheel},
                          {"endless.yaml", endless},
                          {"upcoming.yaml", with_window("upcoming", "from: 2099-01-01T00:00:00+00:00")},
                          {"over.yaml", with_window("over", "to: 2001-01-01T00:00:00+00:00")}},
            .config = {}};
}

std::int64_t Player::points() {
    const auto answer = get("/api/v1/me/accounts").json();
    for (const auto& account : answer.at("accounts"))
        if (account.at("currency") == "points") return account.at("balance");
    return 0;
}

House::House() : host(settings(GetParam())) {
    host.start();
}

std::unique_ptr<test::Sql> House::sql() {
    return GetParam() == Database::sqlite ? test::Sql::sqlite(host.sqlite_file())
                                          : test::Sql::mariadb(server().socket(), "root", "fairground");
}

}  // namespace fairground::integration
