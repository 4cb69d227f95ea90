// The commands as they are put together, over several files. Private to app.
#pragma once
#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"

namespace fairground::app {

struct CommandLine {
    CLI::App app{"Fairground runs marketing campaigns as plugins.", "fairground"};
    Common common;
    std::function<int()> chosen;

    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& about, std::function<int()> run) {
        auto* sub = parent.add_subcommand(name, about);
        sub->fallthrough();
        if (run) sub->callback([this, run = std::move(run)] { chosen = run; });
        return sub;
    }
    CLI::App* group(const std::string& name, const std::string& about) {
        auto* sub = command(app, name, about, nullptr);
        sub->require_subcommand(1);
        return sub;
    }
};

// apply, and campaigns revisions|diff|rollout and the like.
void add_rollout(CommandLine& line, CLI::App& campaigns);

}  // namespace fairground::app
