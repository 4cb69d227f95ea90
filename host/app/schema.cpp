// fairground schema
#include <cstdio>
#include <fstream>

#include "app/commands.hpp"
#include "app/open.hpp"

namespace fairground::app {
namespace {

using nlohmann::json;

// The settings of the plugin; of all that are fit if none is named.
std::map<std::string, json> settings_schemas(plugin::Shelf& shelf, const std::string& plugin) {
    std::map<std::string, json> schemas;
    std::vector<std::string> names;
    for (const auto& entry : shelf.list()) {
        if (!entry.manifest) continue;
        names.push_back(entry.manifest->id);
        if (plugin.empty() || plugin == entry.manifest->id)
            schemas[entry.manifest->id] = entry.manifest->settings_schema;
    }
    if (!plugin.empty() && schemas.empty()) {
        const std::string near = config::nearest(plugin, names);
        throw std::runtime_error("there is no plugin '" + plugin + "' in " + shelf.folder().string() +
                                 (near.empty() ? "" : "; did you mean " + near + "?"));
    }
    return schemas;
}

void write(const std::filesystem::path& file, const json& schema) {
    std::ofstream out(file);
    out << schema.dump(2) << "\n";
    if (!out.flush()) throw std::runtime_error("--write: cannot write " + file.string());
    std::printf("%s\n", file.c_str());
}

}  // namespace

int print_schema(const Common& common, const SchemaAsked& asked) {
    if (asked.host && asked.write.empty()) {
        std::printf("%s\n", config::host_file_schema().dump(2).c_str());
        return 0;
    }
    const auto shelf = open_shelf(read_config(common));
    const json campaign = config::campaign_schema(settings_schemas(*shelf, asked.plugin));
    if (asked.write.empty()) {
        std::printf("%s\n", campaign.dump(2).c_str());
        return 0;
    }
    write(asked.write / "campaign.schema.json", campaign);
    write(asked.write / "fairground.schema.json", config::host_file_schema());
    return 0;
}

}  // namespace fairground::app
