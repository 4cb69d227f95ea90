// The commands as they are put together, over several files. Private to app.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

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
    // What options are read into: as long as the commands are.
    template <typename Asked>
    Asked& keep() {
        const auto kept = std::make_shared<Asked>();
        kept_.push_back(kept);
        return *kept;
    }
    CLI::App* group(const std::string& name, const std::string& about) {
        auto* sub = command(app, name, about, nullptr);
        sub->require_subcommand(1);
        return sub;
    }

private:
    std::vector<std::shared_ptr<void>> kept_;
};

void add_files(CommandLine& line);      // check, config, schema, simulate
void add_campaigns(CommandLine& line);  // campaigns, job, coupons
void add_plugins(CommandLine& line);    // plugin
void add_access(CommandLine& line);     // admin, token
void add_store(CommandLine& line);      // migrate, database, preflight, cache, audit
// apply, and campaigns revisions|diff|rollout and the like.
void add_rollout(CommandLine& line, CLI::App& campaigns);

}  // namespace fairground::app
