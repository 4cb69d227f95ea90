#include "app/command_line.hpp"

#include <cstdio>

#include "app/command_tree.hpp"
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

bool plain_name(const std::string& text) {
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == text.npos;
}

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

void add_check(CommandLine& line, std::vector<std::filesystem::path>& paths, bool& strict, int& days) {
    auto* check = line.command(line.app, "check",
                               "Everything that is wrong with the host file and the campaign files, at once; touches "
                               "nothing",
                               [&] { return fairground::app::check(line.common, paths, strict, days); });
    check->add_option("PATH", paths, "Campaign files or folders; without any the host's campaign folder")
        ->check(CLI::ExistingPath);
    check->add_flag("--strict", strict, "Warnings are errors: exit 1");
    check
        ->add_flag("--against-traffic{30}", days,
                   "Every route that players called in the last 30 days (--against-traffic=7: 7) must be served still")
        ->check(CLI::Range(1, 3650));
    check->footer(
        "Each problem stands with file:line:column, the key, what was expected, what was found and what to do.\n"
        "An error keeps a host from starting. A warning tells what works and is hardly meant: a currency that is "
        "spent\n"
        "and that nobody earns, an event that nobody tells, a daily cap above the stock, a cost of no prize, no page.\n"
        "Without --environment, the files are checked for every environment that they have values for.\n"
        "  fairground check                                        all campaigns of the host\n"
        "  fairground check --config fairground.yaml --environment prod --strict\n"
        "  fairground check campaigns/wheel.yaml --json            for scripts\n"
        "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 misuse.");
}

void add_config(CommandLine& line, SchemaAsked& asked) {
    auto* group = line.group("config", "The host file");
    line.command(*group, "reload",
                 "The running host takes new certificates (tls.…) and database servers, without a restart",
                 [&] { return reload_config(line.common); })
        ->footer(
            "Connections that are open keep the certificate they began with. A file that cannot be read, or a key that "
            "does\n"
            "not fit, is refused, and everything stays as it is. Sending SIGHUP to the service does the same.\n"
            "Exit codes: 0 done, 1 refused, 2 misuse.");
    line.command(*group, "show", "Each key with its value, and which line, environment or option it is from",
                 [&] { return show_config(line.common); })
        ->footer(
            "  fairground config show --config fairground.yaml --environment prod\n"
            "Secrets are never shown: files name where they are (password_file), not what they are.");
    auto* schema = line.command(line.app, "schema", "The JSON Schema of a campaign file, for completion in editors",
                                [&] { return print_schema(line.common, asked); });
    schema->add_option("PLUGIN", asked.plugin, "With the settings of this plugin only; of all plugins without it");
    schema->add_flag("--host", asked.host, "Of fairground.yaml instead");
    schema->add_option("--write", asked.write, "Writes campaign.schema.json and fairground.schema.json into a folder")
        ->check(CLI::ExistingDirectory);
    schema->footer(
        "  fairground schema --write .            then begin a campaign file with the line\n"
        "  # yaml-language-server: $schema=../campaign.schema.json\n"
        "VS Code (extension YAML), Neovim, JetBrains and others then complete keys and mark what is wrong while you "
        "type.\n"
        "`fairground check` says more: what a schema cannot, such as chances that do not add up.");
}

void add_simulate(CommandLine& line, Simulation& asked) {
    auto* simulate =
        line.command(line.app, "simulate", "What a campaign would do: its real rules over a made-up crowd, in memory",
                     [&] { return simulate_campaign(line.common, asked); });
    simulate->add_option("CAMPAIGN", asked.campaign, "A campaign file, or the id of one in the campaign folder")
        ->required();
    simulate->add_option("--players", asked.players, "How many players there are; 10000 unless told");
    simulate->add_option("--days", asked.days,
                         "From the window's first day on; the whole window unless told, at most 30");
    simulate->add_option("--actions,--spins-per-player", asked.actions, "Of each player on each day; 1 unless told");
    simulate->add_option("--give", asked.give, "What each player has at first: --give points=100");
    simulate
        ->add_option("--crowd", asked.crowd, "A file that describes the crowd: who comes when, balances, attributes")
        ->check(CLI::ExistingFile);
    simulate->add_option("--action", asked.action, "The action; the plugin's first for players unless told");
    simulate->add_option("--body", asked.body, "What each action is called with, a JSON object: '{\"count\": 10}'");
    simulate->add_option("--runs", asked.runs, "How often, each with dice of its own: the spread of the figures")
        ->capture_default_str();
    simulate->add_option("--seed", asked.seed, "The same seed rolls the same dice")->capture_default_str();
    simulate->add_option("--report", asked.report, "Writes a page with pictures: --report wheel.html");
    simulate->footer(
        "Examples:\n"
        "  fairground simulate campaigns/wheel-goods.yaml\n"
        "  fairground simulate wheel-goods --players 100000 --days 10 --actions 5 --report wheel.html\n"
        "  fairground simulate signin --action sign-in --days 28 --runs 20\n"
        "Nothing is stored and nobody is told. Costs stand in the campaign file (costs: {unit: CNY, prizes: {phone: "
        "4999}}).\n"
        "  ✓ the odds drawn are those published   ✗ they are not: the plugin draws otherwise than it says\n"
        "Exit codes: 0 fine, 1 the odds are not kept or a call failed, 2 misuse.");
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

void add_admin(CommandLine& line, NewAdmin& asked) {
    auto* group = line.group("admin", "Who may sign in to the console");
    auto* create = line.command(*group, "create", "A new admin; is written to the trail",
                                [&] { return create_admin(line.common, asked); });
    create->add_option("NAME", asked.name)->required();
    create->add_option("--role", asked.role, "viewer looks, operator changes, approver approves, owner makes admins")
        ->required()
        ->check(CLI::IsMember({"viewer", "operator", "approver", "owner"}));
    create->add_option("--tenant", asked.tenant, "Sees and touches only this one; without it all");
    create->add_flag("--generate", asked.generate, "Makes a password and prints it, this once");
    create->footer(
        "  fairground admin create ann --role owner               asks for the password, 12 bytes or more\n"
        "  fairground admin create ann --role owner < password    takes the first line\n"
        "  fairground admin create ann --role operator --tenant shop --generate");
    line.command(*group, "list", "All admins", [&] { return list_admins(line.common); });
    line.command(*group, "disable", "Signs an admin out everywhere, for good; is written to the trail",
                 [&] { return disable_admin(line.common, asked.name); })
        ->add_option("NAME", asked.name)
        ->required();
    line.command(*group, "reset-totp", "Takes off the second factor of who lost it; is written to the trail",
                 [&] { return reset_totp(line.common, asked.name); })
        ->add_option("NAME", asked.name)
        ->required();
}

void add_token(CommandLine& line, NewToken& asked, std::int64_t& id) {
    auto* group = line.group(
        "token", "Keys of partners (other business systems that ask about many players) and of admins' scripts");
    auto* create = line.command(*group, "create", "Makes a key and shows it, this once; is written to the trail",
                                [&] { return create_token(line.common, asked); });
    create->add_option("--partner,--name", asked.partner, "Whose it is, for people")->required();
    create
        ->add_option("--role", asked.role,
                     "Of an admin, for the admin API: viewer, operator, approver or owner; without it a partner's key")
        ->check(CLI::IsMember({"viewer", "operator", "approver", "owner"}));
    create->add_option("--tenant", asked.tenant,
                       "Whose players it is for, default unless told; an admin's: the only one it may touch");
    create
        ->add_option("--scopes", asked.scopes,
                     "What a partner's key opens: query (views of players), events (what happens), or query,events")
        ->capture_default_str();
    create->add_option("--quota", asked.quota, "Items (players × views) a second, of all hosts together")
        ->capture_default_str();
    create->add_option("--burst", asked.burst, "Items at once after a rest; without it twice the quota, 2000 at least");
    create->add_option("--expires", asked.expires, "90d, 12h, or 2027-01-31T00:00:00+08:00; without it never");
    line.command(*group, "list", "All keys, without their secrets", [&] { return list_tokens(line.common); });
    line.command(*group, "revoke", "Ends a key on all hosts within a second; is written to the trail",
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

struct CacheChoice {
    std::string player, campaign, tenant;
};

void add_cache(CommandLine& line, CacheChoice& choice) {
    auto* group = line.group("cache", "What hosts keep of views");
    auto* end =
        line.command(*group, "invalidate",
                     "Ends everything cached of a player, campaign or tenant, on all hosts: after changes of the "
                     "database by hand",
                     [&] { return invalidate_cache(line.common, choice.player, choice.campaign, choice.tenant); });
    auto* one = end->add_option_group("what");
    one->add_option("--player", choice.player, "TENANT/PLAYER");
    one->add_option("--campaign", choice.campaign, "Its id");
    one->add_option("--tenant", choice.tenant, "Its name: of all its campaigns");
    one->require_option(1);
}

void add_database(CommandLine& line) {
    auto* group = line.group("database", "The database servers of the running host");
    line.command(*group, "reload",
                 "The running host reads database.url, socket, password_file and replicas again and goes on with those "
                 "servers, without a restart",
                 [&] { return reload_database(line.common); })
        ->footer(
            "The next primary must be there, be writable and follow no other server; otherwise everything stays as it "
            "is.\n"
            "What is under way on the old one is waited for, half a second at most. All hosts must be told. Sending\n"
            "SIGHUP to the service does the same. Exit codes: 0 done, 1 refused, 2 misuse.");
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
            "hosts send finds its rows by an index; beside it the certificates and public_url.\n"
            "  ✓ as it should be   – cannot be known from here   ! works, and hardly meant so   ✗ not so: what was\n"
            "    found, what was expected, and below it the line for my.cnf, the SQL to run, or what else to do\n"
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
    NewAdmin new_admin;
    std::int64_t token_id = 0;
    std::int64_t after = 0;
    Simulation simulation;
    SchemaAsked schema;
    bool strict = false;
    int days = 0;
    std::filesystem::path file;
    bool watch = false;
    std::vector<std::filesystem::path> paths;

    line.app.require_subcommand(1);
    line.app.footer(footer);
    line.app
        .add_option("--config", line.common.config,
                    "The host file (fairground.yaml); without it every key has its default")
        ->check(CLI::ExistingFile);
    line.app.add_option("--environment", line.common.environment,
                        "Takes the values that the files have for this environment: --environment prod");
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
    add_check(line, paths, strict, days);
    add_config(line, schema);
    add_simulate(line, simulation);
    auto* campaigns = add_campaigns(line, id);
    add_act(line, *campaigns, asked);
    add_rollout(line, *campaigns);
    add_job(line, id, job, day);
    add_plugin(line, id, file);
    add_token(line, token, token_id);
    add_admin(line, new_admin);
    add_migrate(line);
    add_database(line);
    add_preflight(line);
    CacheChoice cached;
    add_cache(line, cached);
    auto* coupons =
        line.command(*line.group("coupons", "Lists of codes that prizes give away"), "import",
                     "Adds the codes of a text file, one a line; codes already there are counted, not doubled",
                     [&] { return import_coupons(line.common, id, pool, file); });
    coupons->add_option("CAMPAIGN", id)->required();
    coupons->add_option("POOL", pool)->required();
    coupons->add_option("FILE", file)->required()->check(CLI::ExistingFile);
    auto* audit = line.group("audit", "Recounts, and the trail of what admins did");
    line.command(*audit, "ledger",
                 "Recounts balances from their entries, stock, coupons; exit 1 if anything does not add up",
                 [&] { return audit_ledger(line.common); });
    line.command(*audit, "export", "What admins did, as lines of JSON, oldest first",
                 [&] { return export_trail(line.common, after); })
        ->add_option("--after", after, "Only lines with a higher id");
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
