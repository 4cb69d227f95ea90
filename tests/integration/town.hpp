// Campaigns of test plugins that tell, hear and have jobs, for the real program: "park" and "pool" of the plugin
// visits, whose visits "north" and "south" of the plugin echo hear.
#pragma once
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::integration {

using nlohmann::json;

// url empty: SQLite.
test::HostProcess::Settings town(const std::string& url = "");

class Visitor {
public:
    Visitor(std::uint16_t port, const std::string& name);
    test::HttpAnswer act(const std::string& campaign, const std::string& action, const std::string& key = "",
                         const std::string& body = "{}");
    json look(const std::string& campaign);

private:
    test::HttpClient client_;
    std::string token_;
};

std::int64_t campaign_id(test::Sql& sql, const std::string& name);

}  // namespace fairground::integration
