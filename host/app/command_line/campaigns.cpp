#include "app/command_line/tree.hpp"

namespace fairground::app {
namespace {

struct CampaignAsked {
    std::string id, pool;
    std::filesystem::path file;
    AdminAction action;
    std::string job;
    std::int32_t day = 0;
};

CLI::App& add_group(CommandLine& line, std::string& id) {
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
    return *group;
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

void add_coupons(CommandLine& line, CampaignAsked& asked) {
    auto* coupons =
        line.command(*line.group("coupons", "Lists of codes that prizes give away"), "import",
                     "Adds the codes of a text file, one a line; codes already there are counted, not doubled",
                     [&] { return import_coupons(line.common, asked.id, asked.pool, asked.file); });
    coupons->add_option("CAMPAIGN", asked.id)->required();
    coupons->add_option("POOL", asked.pool)->required();
    coupons->add_option("FILE", asked.file)->required()->check(CLI::ExistingFile);
}

}  // namespace

void add_campaigns(CommandLine& line) {
    auto& asked = line.keep<CampaignAsked>();
    auto& group = add_group(line, asked.id);
    add_act(line, group, asked.action);
    add_rollout(line, group);
    add_job(line, asked.id, asked.job, asked.day);
    add_coupons(line, asked);
}

}  // namespace fairground::app
