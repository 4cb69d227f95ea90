#include <functional>
#include <optional>

#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

void add_apply(CommandLine& line) {
    auto& asked = line.keep<ToApply>();
    auto* apply =
        line.command(line.app, "apply", "Publishes campaign files as revisions; every host serves them within moments",
                     [&] { return fairground::app::apply(line.common, asked); });
    apply->add_option("PATH", asked.paths, "Campaign files or folders")->required()->check(CLI::ExistingPath);
    apply->add_option("--note", asked.note, "Why, for those who read the list of revisions");
    apply->add_option("--share", asked.share, "Only for that share of the players: 0.01 is one of a hundred")
        ->check(CLI::Range(0.0, 1.0));
    apply->add_flag("--draft", asked.draft, "Nobody sees it yet; `campaigns rollout` widens it later");
    apply->add_flag("--emergency", asked.emergency, "Without the second person that is usual; everybody is told");
    apply->footer(
        "Through the host that runs on this machine, or straight into the database where none does. What was applied "
        "is\n"
        "served by all hosts from then on, whatever their campaign folders say: a file there that differs is named in "
        "the\n"
        "log and by `campaigns reload`, and never overwrites it.\n"
        "  fairground apply campaigns/wheel.yaml --note 'more mugs'\n"
        "  fairground apply campaigns/wheel.yaml --share 0.01      then: fairground campaigns rollout wheel 7 --share "
        "0.1\n"
        "  fairground campaigns rollback wheel                     back, at once\n"
        "Exit codes: 0 published, or nothing was new; 1 refused; 2 misuse.");
}

struct RevisionChoice {
    std::string id, note;
    std::int32_t number = 0, other = 0;
    RolloutAsked rollout;
};

void add_revisions(CommandLine& line, CLI::App& campaigns) {
    auto& choice = line.keep<RevisionChoice>();
    const auto add = [&](const char* name, const char* about, std::function<int()> run) {
        auto* command = line.command(campaigns, name, about, std::move(run));
        command->add_option("CAMPAIGN", choice.id)->required();
        return command;
    };
    const auto number = [&](CLI::App* command) {
        command->add_option("REVISION", choice.number)->required()->check(CLI::PositiveNumber);
        return command;
    };
    const auto to = [&choice] { return choice.number > 0 ? std::optional(choice.number) : std::nullopt; };
    add("revisions", "All revisions: state, who made them, why",
        [&] { return list_revisions(line.common, choice.id); });
    number(add("revision", "One revision, as it was given",
               [&] { return show_revision(line.common, choice.id, choice.number); }));
    auto* diff = number(add("diff", "What differs between two revisions",
                            [&] { return diff_revisions(line.common, choice.id, choice.number, choice.other); }));
    diff->add_option("OTHER", choice.other)->required()->check(CLI::PositiveNumber);
    for (const bool approve : {true, false})
        number(
            add(approve ? "approve" : "reject",
                approve ? "Lets a revision of somebody else be rolled out" : "Says no to a revision that waits",
                [&, approve] { return decide_revision(line.common, choice.id, choice.number, approve, choice.note); }))
            ->add_option("--note", choice.note, "Why");
    auto* rollout = add("rollout", "Who gets which revision; without a revision: how the rollout stands", [&, to] {
        choice.rollout.campaign = choice.id;
        choice.rollout.revision = to();
        return roll_out(line.common, choice.rollout);
    });
    rollout->add_option("REVISION", choice.number)->check(CLI::PositiveNumber);
    rollout->add_option("--share", choice.rollout.share, "Of the players, in steps of 0.0001; 1: everybody")
        ->check(CLI::Range(0.0, 1.0));
    rollout->add_option("--tenant", choice.rollout.tenants, "Only players of these tenants");
    rollout->add_option("--region", choice.rollout.regions, "Only players of these regions: CN holds CN-SH");
    rollout->add_option("--allow", choice.rollout.allow, "These players in any case, by their ids");
    rollout->add_option("--plan", choice.rollout.plan, "A YAML file with stages and guards: docs/rollout.md")
        ->check(CLI::ExistingFile);
    rollout->add_flag("--emergency", choice.rollout.emergency, "Without the second person that is usual");
    rollout->footer(
        "Whoever is in stays in while the share grows, on every host and after every restart.\n"
        "  fairground campaigns rollout wheel 7 --share 0.0001     one player of ten thousand\n"
        "  fairground campaigns rollout wheel 7 --share 0 --allow ann --allow bob\n"
        "  fairground campaigns rollout wheel 7 --plan careful.yaml\n"
        "  fairground campaigns rollout wheel 7 --share 1          it is live");
    auto* back = add("rollback", "Back to what the others have, or to a revision; for everybody, at once",
                     [&, to] { return roll_back(line.common, choice.id, to(), choice.note); });
    back->add_option("--to", choice.number, "To this revision")->check(CLI::PositiveNumber);
    back->add_option("--reason", choice.note, "Why");
    for (const bool killed : {true, false})
        add(killed ? "kill" : "unkill",
            killed ? "The kill switch: nobody takes part any more, on all hosts, at once" : "Ends that",
            [&, killed] { return kill_campaign(line.common, choice.id, killed, choice.note); })
            ->add_option("--reason", choice.note, "Why");
}

}  // namespace

void add_rollout(CommandLine& line, CLI::App& campaigns) {
    add_apply(line);
    add_revisions(line, campaigns);
}

}  // namespace fairground::app
