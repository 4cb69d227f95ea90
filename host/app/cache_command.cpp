// fairground cache invalidate; and what commands change in their own process, told to the hosts.
#include <cstdio>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/outside_changes.hpp"
#include "app/running_host.hpp"

namespace fairground::app {
namespace {

constexpr std::chrono::seconds patience_with_redis{3};

std::string target_of(const std::string& what) {
    return "/api/v1/admin/cache/" + what + "/invalidate";
}

}  // namespace

OutsideChanges::OutsideChanges(const config::HostFile& host) : host_(host), cache_(cache_options(host, 0)) {
    cache_.linked_within(patience_with_redis);
}

// Several hosts without Redis look at each player's version themselves.
void OutsideChanges::tell(const std::string& tenant, const std::string& player) {
    const std::string what = player.empty() ? "--tenant " + tenant : "--player " + tenant + "/" + player;
    if (!host_.redis.url.empty()) {
        if (cache_.figures().owed > 0)
            complain(
                "done, but Redis could not be told: hosts may show for up to an hour what was before. Run "
                "`fairground cache invalidate " +
                what + "` when it is back");
        return;
    }
    if (host_.database.hosts > 1) return;
    try {
        int status = 0;
        ask_running_host(host_, target_of(player.empty() ? "tenants/" + tenant : "players/" + tenant + "/" + player),
                         status);
    } catch (const NoHost&) {
        return;  // nobody has cached anything
    }
}

int invalidate_cache(const Common& common, const std::string& player, const std::string& campaign,
                     const std::string& tenant) {
    std::string what = "campaigns/" + campaign;
    if (!tenant.empty()) what = "tenants/" + tenant;
    if (!player.empty()) {
        const auto slash = player.find('/');
        if (slash == player.npos || slash == 0 || slash + 1 == player.size())
            return complain("--player: expected TENANT/PLAYER, found " + player);
        what = "players/" + player;
    }
    int status = 0;
    const auto body = ask_running_host(read_config(common), target_of(what), status);
    if (common.json)
        std::printf("%s\n", body.dump(2).c_str());
    else if (status == 200)
        std::printf("ended: everything cached of the %s\n", body.value("ended", "").c_str());
    else
        std::fprintf(stderr, "%s\n", body.value("detail", body.dump()).c_str());
    return status == 200 ? 0 : 1;
}

}  // namespace fairground::app
