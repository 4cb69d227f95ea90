// fairground plugin reload, campaigns reload, database reload, config reload: commands to the running host
#include <cstdio>

#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/running_host.hpp"

namespace fairground::app {
namespace {

using nlohmann::json;

void print_change(const json& body) {
    const json& campaigns = body["campaigns"];
    if (campaigns.empty()) std::printf("nothing has changed\n");
    for (const json& of : campaigns)
        std::printf("%s: %s -> %s, revision %d, generation %d\n", of["campaign"].get<std::string>().c_str(),
                    of["from"].is_null() ? "new" : of["from"].get<std::string>().c_str(),
                    of["to"].is_null() ? "gone" : of["to"].get<std::string>().c_str(), of["revision"].get<int>(),
                    of["generation"].get<int>());
    std::printf("done in %d ms\n", body["took_ms"].get<int>());
}

void print_database(const json& database) {
    std::printf("the primary is %s%s, replicas: %d\n", database["primary"].get<std::string>().c_str(),
                database["changed"].get<bool>() ? "" : " as before", database["replicas"].get<int>());
}

void print_servers(const json& body) {
    print_database(body);
    std::printf("done in %d ms\n", body["took_ms"].get<int>());
}

void print_config(const json& body) {
    for (const json& of : body["certificates"])
        std::printf("listen.%s: the certificate of %s, valid until %s\n", of["listener"].get<std::string>().c_str(),
                    of["subject"].get<std::string>().c_str(), of["valid_until"].get<std::string>().c_str());
    if (body["certificates"].empty()) std::printf("there are no certificates\n");
    print_database(body["database"]);
    std::printf("done in %d ms\n", body["took_ms"].get<int>());
}

int run(const Common& common, const std::string& target, void (*print)(const json&) = print_change) {
    int status = 0;
    const json body = ask_running_host(read_config(common), target, status);
    if (common.json)
        std::printf("%s\n", body.dump(2).c_str());
    else if (status == 200)
        print(body);
    else
        std::fprintf(stderr, "refused%s: %s\n",
                     body.contains("step") ? (" at the step \"" + body["step"].get<std::string>() + "\"").c_str() : "",
                     body.value("detail", body.dump()).c_str());
    return status == 200 ? 0 : 1;
}

}  // namespace

int reload_plugin(const Common& common, const std::string& name) {
    return run(common, name.empty() ? "/api/v1/admin/plugins/reload" : "/api/v1/admin/plugins/" + name + "/reload");
}

int reload_campaigns(const Common& common) {
    return run(common, "/api/v1/admin/campaigns/reload");
}

int reload_database(const Common& common) {
    return run(common, "/api/v1/admin/database/reload", print_servers);
}

int reload_config(const Common& common) {
    return run(common, "/api/v1/admin/config/reload", print_config);
}

}  // namespace fairground::app
