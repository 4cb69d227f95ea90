#include "app/admin_client.hpp"

#include <cstdio>
#include <future>

#include "admin/rollout_api.hpp"
#include "admin/trail.hpp"
#include "app/change_link.hpp"
#include "app/open.hpp"
#include "app/running_host.hpp"
#include "app/simulation.hpp"
#include "http/problem.hpp"

namespace fairground::app {
namespace {

using nlohmann::json;

constexpr const char* base = "/api/v1/admin/";

// Who may read the files of this host may do everything; he is the same as who has its token, so that he does not
// become a second person by stopping the host.
class Here final : public admin::Access {
public:
    explicit Here(store::Store& store) : trail_(store.audit()) {}
    admin::Caller require(http::Request&, admin::Role, std::string_view) override {
        auto caller = admin::command_line(system_user());
        caller.from = caller.name + ", " + caller.from;
        caller.name = "host";
        return caller;
    }
    void audit(const admin::AuditEntry& entry) noexcept override { admin::keep(*trail_, entry); }

private:
    const std::unique_ptr<store::Audit> trail_;
};

AdminAnswer ask_here(const Common& common, const std::string& method, const std::string& path, const json& body) {
    auto opened = open_catalogue(common);
    ChangeLink link(opened.host, {});
    rollout::Releases releases(*opened.store, opened.catalogue, *opened.shelf,
                               {opened.host.environment, opened.host.approval}, [&link] { link.tell(); });
    const admin::RolloutApi api{
        releases, [](const rollout::StandingView&, std::int64_t) -> std::vector<rollout::Finding> { return {}; },
        [&](const config::CampaignFile& file, std::uint32_t players, std::uint32_t turns) {
            return simulate_revision(file, *opened.shelf, players, turns);
        }};
    Here access(*opened.store);
    ops::Metrics metrics;
    http::Router router(metrics);
    admin::Desk desk(1, 1);
    admin::Routes routes(router, access, desk);
    admin::add_rollout_routes(routes, api);

    const std::string text = body.is_null() ? "" : body.dump();
    http::Request request;
    request.method = method;
    request.target = http::parse_target(base + path);
    request.body = text;
    std::promise<http::Response> answered;
    router(request, http::Respond([&](http::Response* response) {
               answered.set_value(response ? std::move(*response) : http::Response{.status = 500, .body = "{}"});
           }));
    const auto response = answered.get_future().get();
    return {response.status, json::parse(response.content(), nullptr, false), false};
}

}  // namespace

AdminAnswer ask_admin(const Common& common, const std::string& method, const std::string& path, const json& body) {
    const auto host = read_config(common);
    try {
        AdminAnswer answer;
        answer.body = ask_running_host(host, method, base + path, body.is_null() ? "" : body.dump(), answer.status);
        return answer;
    } catch (const NoHost&) {
        return ask_here(common, method, path, body);
    }
}

int complain(const AdminAnswer& answer) {
    if (answer.body.contains("problems"))
        for (const auto& problem : answer.body["problems"])
            std::fprintf(
                stderr, "%s\n",
                config::to_text({problem.value("file", ""), problem.value("line", 0), problem.value("column", 0),
                                 problem.value("key", ""), problem.value("message", ""), false})
                    .c_str());
    else
        std::fprintf(stderr, "%s\n",
                     answer.body.value("detail", "the host answered " + std::to_string(answer.status)).c_str());
    return 1;
}

}  // namespace fairground::app
