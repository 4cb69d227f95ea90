#include "app/command_line.hpp"

#include <cstdio>

#include "app/command_line/tree.hpp"
#include "app/watcher.hpp"

namespace fairground::app {
namespace {

constexpr auto footer =
    "Examples:\n"
    "  fairground serve                          SQLite in ./var, campaigns from ./campaigns, loopback\n"
    "  fairground serve --config fairground.yaml --set listen.players=127.0.0.1:9000\n"
    "  fairground check campaigns/wheel.yaml     everything that is wrong with a campaign file, at once\n"
    "  fairground simulate wheel-goods           what it would cost, give and refuse, before anybody sees it\n"
    "  fairground config show --environment prod each key of the host file, and where its value is from\n"
    "  fairground apply campaigns/wheel.yaml     publishes it: every host serves it within moments\n"
    "  fairground campaigns rollback wheel       back to what was served before, at once\n"
    "  fairground campaigns pause wheel-points   takes effect on all hosts within a second\n"
    "  fairground admin create ann --role owner  who may sign in to the console\n"
    "  fairground plugin new lucky-draw          a project with rules, test and page, ready to build\n"
    "  fairground preflight                      is the database fit for production, and if not, what to do\n"
    "  fairground audit ledger                   recounts balances, stock and coupons\n"
    "Exit codes: 0 fine, 1 found something wrong, 2 misuse.";

void add_options(CommandLine& line) {
    line.app
        .add_option("--config", line.common.config,
                    "The host file (fairground.yaml); without it every key has its default")
        ->check(CLI::ExistingFile);
    line.app.add_option("--environment", line.common.environment,
                        "Takes the values that the files have for this environment: --environment prod");
    line.app.add_option("--set", line.common.overrides,
                        "Overrides a key of the host file: --set listen.players=127.0.0.1:9000");
    line.app.add_flag("--json", line.common.json, "Answers as JSON, for scripts");
}

void add_serve(CommandLine& line) {
    struct Serving {
        bool watch = false;
        bool single = false;
    };
    auto& asked = line.keep<Serving>();
    auto* serving = line.command(line.app, "serve", "Runs the host until SIGTERM or Ctrl-C", [&] {
        if (asked.watch) watch_from_now_on();
        return serve(line.common, asked.single);
    });
    serving->add_flag("--watch", asked.watch,
                      "For developing: takes in changed plugins, pages and campaign files at once; pages show what was "
                      "refused");
    serving->add_flag("--single", asked.single, "One process, without a supervisor: for debuggers");
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CommandLine line;
    line.app.require_subcommand(1);
    line.app.footer(footer);
    add_options(line);
    add_serve(line);
    add_files(line);
    add_campaigns(line);
    add_plugins(line);
    add_access(line);
    add_store(line);
    line.command(line.app, "openapi",
                 "The API that all campaigns share, as OpenAPI 3.1; /openapi.json of a running host also has its "
                 "campaigns' actions and views",
                 [] { return print_openapi(); });
    line.command(line.app, "version", "The versions of program and SDK", [&] { return version(line.common); });

    try {
        line.app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return line.app.exit(help);
    } catch (const CLI::ParseError& misuse) {
        const auto unknown = line.app.remaining();
        if (unknown.empty())
            line.app.exit(misuse);
        else
            std::fprintf(stderr, "there is no command '%s'; `fairground --help` lists them\n", unknown.front().c_str());
        return 2;
    }
    return line.chosen();
}

}  // namespace fairground::app
