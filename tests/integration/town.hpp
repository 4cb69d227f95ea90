// Campaigns of test plugins that tell, hear and have jobs, for the real program: "park" and "pool" of the plugin
// visits, whose visits "north" and "south" of the plugin echo hear.
#pragma once
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/player_client.hpp"
#include "support/private_mariadb.hpp"
#include "support/sql.hpp"

namespace fairground::integration {

using nlohmann::json;

// url empty: SQLite.
test::HostProcess::Settings town(const std::string& url = "");

class Visitor : public test::PlayerClient {
public:
    using PlayerClient::PlayerClient;
    json look(const std::string& campaign) { return view(campaign, "look").json(); }
};

std::int64_t campaign_id(test::Sql& sql, const std::string& name);

}  // namespace fairground::integration
