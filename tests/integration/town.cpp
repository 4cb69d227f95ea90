#include "integration/town.hpp"

namespace fairground::integration {
namespace {

// The test plugins lie in the build folders of their rooms.
const std::filesystem::path& plugins() {
    static const test::TempDir folder;
    static const bool filled = [] {
        for (const std::filesystem::path file : {VISITS_PLUGIN, ECHO_PLUGIN})
            std::filesystem::create_symlink(file, folder.path() / file.filename());
        return true;
    }();
    static const std::filesystem::path path = filled ? folder.path() : "";
    return path;
}

std::string visits(const std::string& id) {
    return "id: " + id + "\nplugin: visits\ntime_zone: Asia/Shanghai\nsettings: {}\n";
}
std::string echo(const std::string& id) {
    return "id: " + id + "\nplugin: echo\nsettings: {listens: [visits.visited, visits.reminded]}\n";
}

}  // namespace

test::HostProcess::Settings town(const std::string& url) {
    test::HostProcess::Settings settings{.campaigns = {{"park.yaml", visits("park")},
                                                       {"pool.yaml", visits("pool")},
                                                       {"north.yaml", echo("north")},
                                                       {"south.yaml", echo("south")}},
                                         .config = {{"plugins", plugins().string()}}};
    if (!url.empty()) settings.config["database"]["url"] = url;
    return settings;
}

std::int64_t campaign_id(test::Sql& sql, const std::string& name) {
    return sql.number("SELECT id FROM campaign WHERE name = '" + name + "'");
}

}  // namespace fairground::integration
