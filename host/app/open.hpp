// How commands open what the host file names. Private to app.
#pragma once
#include <memory>

#include "app/commands.hpp"
#include "cache/cache.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "engine/engine.hpp"
#include "plugin/plugin.hpp"
#include "schedule/schedule.hpp"
#include "store/store.hpp"
#include "supervise/quarantine.hpp"

namespace fairground::app {

// To standard error; the exit code that goes with it.
int complain(const std::string& what);
// Who runs this program, for the log.
std::string system_user();

// Where this program and its fellows lie.
std::filesystem::path program_folder();
// Where the console lies: beside the program in a build folder, or as it is installed. Maybe there is none.
std::filesystem::path console_folder();
config::HostFile read_config(const Common& common);
// Reads the password files; makes the folder of an SQLite file.
store::Options store_options(const config::HostFile& file);
std::unique_ptr<store::Store> open_store(const config::HostFile& file);
// The plugins folder of the host file, or the one beside the program.
std::unique_ptr<plugin::Shelf> open_shelf(const config::HostFile& file);
supervise::Quarantine open_quarantine(const config::HostFile& file);

// Everything the host would serve.
struct Opened {
    config::HostFile host;
    std::unique_ptr<plugin::Shelf> shelf;
    std::unique_ptr<store::Store> store;
    campaign::Catalogue catalogue;
    std::vector<supervise::Quarantined> quarantine;
};
// Publishes what is new in the campaign files, and takes over what is switched in the database, and which are in
// quarantine on this host.
Opened open_catalogue(const Common& common);

// catalogue and cache must outlive the engine.
engine::Options engine_options(const config::HostFile& file, const campaign::Catalogue& catalogue, cache::Cache& cache);
// bytes: in this process. Reads the password files.
cache::Options cache_options(const config::HostFile& file, std::size_t bytes);
schedule::Options job_options(const config::HostFile& file);

// What an admin's command must carry: 64 hexadecimal digits from <data_dir>/admin.token, made if it is not there yet.
std::string admin_token(const config::HostFile& file);

}  // namespace fairground::app
