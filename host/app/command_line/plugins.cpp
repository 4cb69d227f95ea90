#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

bool plain_name(const std::string& text) {
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == text.npos;
}

struct PluginAsked {
    std::string name;
    std::filesystem::path path;
};

}  // namespace

void add_plugins(CommandLine& line) {
    auto& asked = line.keep<PluginAsked>();
    std::string& name = asked.name;
    std::filesystem::path& path = asked.path;
    auto* group = line.group("plugin", "Plugins: their files, and the host that runs them");
    auto* start = line.command(*group, "new", "Writes the project of a new plugin, with test and page, ready to build",
                               [&] { return new_plugin(name, path); });
    start->add_option("NAME", name, "Like lucky-draw")->required();
    start->add_option("--dir", path, "The folder to make; ./NAME if not given");
    const auto on_file = [&](CLI::App* command) {
        command->add_option("FILE", name, "A .so file, or the name of a plugin of the host")->required();
        command->add_option("--settings", path, "A campaign file whose settings are taken")->check(CLI::ExistingFile);
    };
    on_file(line.command(*group, "check", "Is a file fit to be loaded: every test, each in a process of its own",
                         [&] { return check_plugin_file(line.common, name, path); }));
    on_file(line.command(*group, "inspect", "What a file says of itself: stamp, manifest, needs, imports",
                         [&] { return inspect_plugin_file(line.common, name, path); }));
    line.command(
            *group, "reload",
            "The running host loads the present file of a plugin (all: without NAME) for all its campaigns, or says "
            "at which step it did not; no request is lost",
            [&] { return reload_plugin(line.common, name); })
        ->add_option("NAME", name)
        ->check(CLI::Validator(
            [](const std::string& text) { return plain_name(text) ? "" : "expected the name of a plugin: " + text; },
            "NAME"));
    line.command(*group, "release", "Ends the quarantine of a campaign that made the host crash",
                 [&] { return release_plugin(line.common, name); })
        ->add_option("CAMPAIGN", name)
        ->required();
}

}  // namespace fairground::app
