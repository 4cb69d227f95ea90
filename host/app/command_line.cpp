#include "app/command_line.hpp"

#include <cstdio>
#include <functional>

#include <CLI/CLI.hpp>

#include "app/commands.hpp"
#include "app/watcher.hpp"

namespace fairground::app {
namespace {

constexpr auto footer =
    "Examples:\n"
    "  fairground serve                          SQLite in ./var, campaigns from ./campaigns, loopback\n"
    "  fairground serve --config fairground.yaml --set listen.players=127.0.0.1:9000\n"
    "  fairground check campaigns/wheel.yaml     everything that is wrong with a campaign file, at once\n"
    "  fairground campaigns pause wheel-points   takes effect on all hosts within a second\n"
    "  fairground plugin new lucky-draw          a project with rules, test and page, ready to build\n"
    "  fairground preflight                      is the database fit for production, and if not, what to do\n"
    "  fairground audit ledger                   recounts balances, stock and coupons\n"
    "Exit codes: 0 fine, 1 found something wrong, 2 misuse.";

bool plain_name(const std::string& text) {
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == text.npos;
}

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

CLI::App* add_campaigns(CommandLine& line, std::string& id) {
    auto* group = line.group("campaigns", "What runs, and switching it on and off");
    line.command(*group, "list", "All campaigns with plugin and status", [&] { return list_campaigns(line.common); });
    line.command(*group, "show", "One campaign: window, plugin, stock, odds, whom it hears and who hears it",
                 [&] { return show_campaign(line.common, id); })
        ->add_option("ID", id)
        ->required();
    line.command(*group, "pause", "Players get a friendly page, actions are refused",
                 [&] { return pause_campaign(line.common, id, true); })
        ->add_option("ID", id)
        ->required();
    line.command(*group, "reload", "The running host reads the campaign files again: other settings, new campaigns",
                 [&] { return reload_campaigns(line.common); });
    line.command(*group, "resume", "Ends a pause", [&] { return pause_campaign(line.common, id, false); })
        ->add_option("ID", id)
        ->required();
    return group;
}

void add_act(CommandLine& line, CLI::App& campaigns, AdminAction& asked) {
    auto* act = line.command(campaigns, "act",
                             "Carries out an action for a player, those of role admin included; is written to the log",
                             [&] { return act_for_player(line.common, asked); });
    act->add_option("CAMPAIGN", asked.campaign)->required();
    act->add_option("ACTION", asked.action)->required();
    act->add_option("--player", asked.player, "The player's id")->required();
    act->add_option("--body", asked.body, "A JSON object; without it {}");
    act->add_option("--key", asked.key, "An idempotency key: the same key again gives the same answer");
}

void add_job(CommandLine& line, std::string& campaign, std::string& job, std::int32_t& day) {
    auto* group = line.group("job", "Scheduled work of campaigns");
    line.command(*group, "status", "Each job: when it is due, and how far its last run is",
                 [&] { return job_status(line.common); });
    auto* run = line.command(*group, "run",
                             "Does a run now; players who are done already stay done, the others get another chance",
                             [&] { return run_job(line.common, campaign, job, day); });
    run->add_option("CAMPAIGN", campaign)->required();
    run->add_option("JOB", job)->required();
    run->add_option("--day", day, "The run of that local day, yyyymmdd; without it the one that was last due");
}

void add_plugin(CommandLine& line, std::string& name, std::filesystem::path& path) {
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

void add_token(CommandLine& line, NewToken& asked, std::int64_t& id) {
    auto* group = line.group("token", "Keys of partners: other business systems that ask about many players");
    auto* create = line.command(*group, "create", "Makes a key and shows it, this once; is written to the log",
                                [&] { return create_token(line.common, asked); });
    create->add_option("--partner", asked.partner, "Whose it is, for people")->required();
    create->add_option("--tenant", asked.tenant, "Whose players it is for")->capture_default_str();
    create->add_option("--scopes", asked.scopes, "What it opens")->capture_default_str();
    create->add_option("--quota", asked.quota, "Items (players × views) a second, of all hosts together")
        ->capture_default_str();
    create->add_option("--burst", asked.burst, "Items at once after a rest; without it twice the quota, 2000 at least");
    create->add_option("--expires", asked.expires, "90d, 12h, or 2027-01-31T00:00:00+08:00; without it never");
    line.command(*group, "list", "All keys, without their secrets", [&] { return list_tokens(line.common); });
    line.command(*group, "revoke", "Ends a key on all hosts within a second; is written to the log",
                 [&] { return revoke_token(line.common, id); })
        ->add_option("ID", id)
        ->required();
}

void add_migrate(CommandLine& line) {
    auto* group = line.group("migrate", "The database schema");
    line.command(*group, "status", "Which migrations are applied", [&] { return migrate_status(line.common); });
    line.command(*group, "up", "Applies what is missing; safe on several hosts at once",
                 [&] { return migrate_up(line.common); });
    line.command(*group, "verify", "Names every table, column and index that is missing or different",
                 [&] { return migrate_verify(line.common); });
}

void add_preflight(CommandLine& line) {
    line.command(
            line.app, "preflight",
            "Is the database fit for production: what is in effect there, not what some file says; touches nothing",
            [&] { return preflight(line.common); })
        ->footer(
            "Looks up, on the running server: durability (flush per commit, binlog and that it is synced), "
            "connections\n"
            "against the budgets of all hosts, character set, time zone, isolation, packet size, version, clock, free\n"
            "disk, the privileges of our user, every table, column and index, and by EXPLAIN that every statement "
            "that\n"
            "hosts send finds its rows by an index.\n"
            "  ✓ as it should be   – cannot be known from here   ✗ not so: what was found, what was expected, and "
            "below\n"
            "    it the line for my.cnf or the SQL to run\n"
            "With mode: production the host looks before it starts, and refuses; else it only warns.\n"
            "Exit codes: 0 nothing failed, 1 something failed or the database cannot be asked, 2 misuse.");
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CommandLine line;
    std::string id;
    std::string pool;
    std::string job;
    std::int32_t day = 0;
    AdminAction asked;
    NewToken token;
    std::int64_t token_id = 0;
    std::filesystem::path file;
    bool watch = false;
    std::vector<std::filesystem::path> paths;

    line.app.require_subcommand(1);
    line.app.footer(footer);
    line.app
        .add_option("--config", line.common.config,
                    "The host file (fairground.yaml); without it every key has its default")
        ->check(CLI::ExistingFile);
    line.app.add_option("--set", line.common.overrides,
                        "Overrides a key of the host file: --set listen.players=127.0.0.1:9000");
    line.app.add_flag("--json", line.common.json, "Answers as JSON, for scripts");

    bool single = false;
    auto* serving = line.command(line.app, "serve", "Runs the host until SIGTERM or Ctrl-C", [&] {
        if (watch) watch_from_now_on();
        return serve(line.common, single);
    });
    serving->add_flag("--watch", watch,
                      "For developing: takes in changed plugins, pages and campaign files at once; pages show what was "
                      "refused");
    serving->add_flag("--single", single, "One process, without a supervisor: for debuggers");
    line.command(line.app, "check", "Checks campaign files, or the whole campaign folder; touches nothing",
                 [&] { return check(line.common, paths); })
        ->add_option("PATH", paths, "Files or folders")
        ->check(CLI::ExistingPath);
    add_act(line, *add_campaigns(line, id), asked);
    add_job(line, id, job, day);
    add_plugin(line, id, file);
    add_token(line, token, token_id);
    add_migrate(line);
    add_preflight(line);
    auto* coupons =
        line.command(*line.group("coupons", "Lists of codes that prizes give away"), "import",
                     "Adds the codes of a text file, one a line; codes already there are counted, not doubled",
                     [&] { return import_coupons(line.common, id, pool, file); });
    coupons->add_option("CAMPAIGN", id)->required();
    coupons->add_option("POOL", pool)->required();
    coupons->add_option("FILE", file)->required()->check(CLI::ExistingFile);
    line.command(*line.group("audit", "Recounts"), "ledger",
                 "Recounts balances from their entries, stock, coupons; exit 1 if anything does not add up",
                 [&] { return audit_ledger(line.common); });
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
