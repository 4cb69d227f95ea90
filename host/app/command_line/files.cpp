#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

struct CheckAsked {
    std::vector<std::filesystem::path> paths;
    bool strict = false;
    int days = 0;  // of traffic; 0: without
};

void add_check(CommandLine& line) {
    auto& asked = line.keep<CheckAsked>();
    auto* check =
        line.command(line.app, "check",
                     "Everything that is wrong with the host file and the campaign files, at once; touches "
                     "nothing",
                     [&] { return fairground::app::check(line.common, asked.paths, asked.strict, asked.days); });
    check->add_option("PATH", asked.paths, "Campaign files or folders; without any the host's campaign folder")
        ->check(CLI::ExistingPath);
    check->add_flag("--strict", asked.strict, "Warnings are errors: exit 1");
    check
        ->add_flag("--against-traffic{30}", asked.days,
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

void add_config(CommandLine& line) {
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
}

void add_schema(CommandLine& line, SchemaAsked& asked) {
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

}  // namespace

void add_files(CommandLine& line) {
    add_check(line);
    add_config(line);
    add_schema(line, line.keep<SchemaAsked>());
    add_simulate(line, line.keep<Simulation>());
}

}  // namespace fairground::app
