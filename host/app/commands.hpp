// The subcommands of the program `fairground`. Each returns the exit code: 0 fine, 1 found something wrong; misuse (2)
// is told by the command line before any of them runs. Results go to standard output, complaints to standard error.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fairground::app {

// What every command understands.
struct Common {
    std::filesystem::path config;        // --config; empty: all defaults
    std::string environment;             // --environment; empty: the one the file names
    std::vector<std::string> overrides;  // --set key=value
    bool json = false;                   // --json: for scripts
};

// single: without a supervisor, for debuggers.
int serve(const Common& common, bool single);
// paths: campaign files or folders; empty: the host file's campaign folder. strict: warnings are errors. days: what
// players called in so many days has to be served still; 0: that is not asked.
int check(const Common& common, const std::vector<std::filesystem::path>& paths, bool strict, int days);
// Each key of the host file with its value, and where that is from.
int show_config(const Common& common);
// What editors check and complete files with.
struct SchemaAsked {
    std::string plugin;           // empty: all of the host
    bool host = false;            // of fairground.yaml
    std::filesystem::path write;  // a folder for both; empty: one to standard output
};
int print_schema(const Common& common, const SchemaAsked& asked);
// What a campaign would do, before it is enabled.
struct Simulation {
    std::string campaign;         // a file, or the id of one in the campaign folder
    std::filesystem::path crowd;  // a file; empty: the figures below, or the usual
    std::optional<std::uint32_t> players, days, actions;
    std::vector<std::string> give;  // "points=100": of each player at first
    std::string action;
    std::string body = "{}";
    std::uint32_t runs = 5;
    std::uint64_t seed = 1;
    std::filesystem::path report;  // the page with pictures; empty: none
};
// 1 also where the odds drawn are not those published, or a call failed.
int simulate_campaign(const Common& common, const Simulation& asked);
// Publishes campaign files, through the running host or straight into the store.
struct ToApply {
    std::vector<std::filesystem::path> paths;
    std::string note;
    std::optional<double> share;  // empty: everybody
    bool draft = false;           // nobody sees it yet
    bool emergency = false;       // without the second person
};
int apply(const Common& common, const ToApply& asked);
int list_revisions(const Common& common, const std::string& campaign);
int show_revision(const Common& common, const std::string& campaign, std::int32_t number);
int diff_revisions(const Common& common, const std::string& campaign, std::int32_t from, std::int32_t to);
int decide_revision(const Common& common, const std::string& campaign, std::int32_t number, bool approve,
                    const std::string& note);
// Who gets which revision; to see how it stands, without a revision.
struct RolloutAsked {
    std::string campaign;
    std::optional<std::int32_t> revision;
    std::optional<double> share;
    std::vector<std::string> tenants, regions, allow;
    std::filesystem::path plan;  // a YAML file
    bool emergency = false;
};
int roll_out(const Common& common, const RolloutAsked& asked);
// to: empty: to the base of the rollout.
int roll_back(const Common& common, const std::string& campaign, std::optional<std::int32_t> to,
              const std::string& reason);
int kill_campaign(const Common& common, const std::string& campaign, bool killed, const std::string& reason);
int list_campaigns(const Common& common);
int show_campaign(const Common& common, const std::string& id);
// What an admin does for a player.
struct AdminAction {
    std::string campaign;
    std::string action;
    std::string player;
    std::string body = "{}";
    std::string key;  // empty: none
};
int act_for_player(const Common& common, const AdminAction& asked);
// Who may sign in to the console.
struct NewAdmin {
    std::string name;
    std::string role;
    std::string tenant;     // empty: all
    bool generate = false;  // a password is made and printed; else it is read from the terminal or the input
};
int create_admin(const Common& common, const NewAdmin& asked);
int list_admins(const Common& common);
int disable_admin(const Common& common, const std::string& name);
int reset_totp(const Common& common, const std::string& name);
// A partner's or an admin's key to be made, as it was asked for.
struct NewToken {
    std::string partner;  // whose it is, for people
    std::string role;     // of an admin; empty: it is a partner's
    std::string tenant;   // empty: a partner's is of default, an admin's of all
    std::string scopes = "query";
    std::string quota = "1000/s";
    std::int64_t burst = 0;  // 0: twice the quota, 2000 at least
    std::string expires;     // empty: never
};
int create_token(const Common& common, const NewToken& asked);
int list_tokens(const Common& common);
int revoke_token(const Common& common, std::int64_t id);
int job_status(const Common& common);
// day: yyyymmdd; 0: when it was last due.
int run_job(const Common& common, const std::string& campaign, const std::string& job, std::int32_t day);
int pause_campaign(const Common& common, const std::string& id, bool paused);
int migrate_status(const Common& common);
int migrate_up(const Common& common);
int migrate_verify(const Common& common);
// Is the database fit for production; touches nothing.
int preflight(const Common& common);
int import_coupons(const Common& common, const std::string& campaign, const std::string& pool,
                   const std::filesystem::path& file);
// Ends the quarantine of a campaign; a running host takes it over within a second.
int release_plugin(const Common& common, const std::string& campaign);
int audit_ledger(const Common& common);
// The trail of what admins did, from the line after that id on.
int export_trail(const Common& common, std::int64_t after);
// Writes the project of a new plugin into folder (empty: ./NAME), which must not exist yet.
int new_plugin(const std::string& name, const std::filesystem::path& folder);
// name: of a plugin; empty: all in use. Asks the running host.
int reload_plugin(const Common& common, const std::string& name);
int reload_campaigns(const Common& common);
// Ends everything cached of one of them, on all hosts; the others are empty. player: "TENANT/PLAYER". Asks the running
// host.
int invalidate_cache(const Common& common, const std::string& player, const std::string& campaign,
                     const std::string& tenant);
int reload_database(const Common& common);
// Certificates and database servers of the running host.
int reload_config(const Common& common);
// plugin: a file, or the name of one in the host's folder. campaign: a file with settings for it; empty: those of the
// host's campaigns, or made up.
int check_plugin_file(const Common& common, const std::string& plugin, const std::filesystem::path& campaign);
int inspect_plugin_file(const Common& common, const std::string& plugin, const std::filesystem::path& campaign);
// What all campaigns share, as OpenAPI 3.1.
int print_openapi();
int version(const Common& common);

}  // namespace fairground::app
