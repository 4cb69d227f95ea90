#include "app/open.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include <pwd.h>
#include <sodium.h>
#include <unistd.h>

#include "auth/auth.hpp"

namespace fairground::app {
namespace {

// The first line of a small file.
std::string read_secret(const std::string& key, const std::filesystem::path& file) {
    if (file.empty()) return {};
    constexpr std::size_t most = 4096;
    std::string secret(most + 1, '\0');
    std::error_code error;
    std::ifstream in(file);
    if (std::filesystem::is_regular_file(file, error)) in.read(secret.data(), most + 1);
    const auto size = static_cast<std::size_t>(in.gcount());
    secret.resize(std::min(secret.find_first_of("\r\n"), size));
    if (size > most || secret.empty())
        throw std::runtime_error(
            key + ": " + file.string() +
            (size > most
                 ? " has more than " + std::to_string(most) + " bytes, expected a password in its first line"
                 : " cannot be read or its first line is empty; put the password there, readable by this user"));
    return secret;
}

}  // namespace

int complain(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

std::string system_user() {
    const passwd* user = getpwuid(getuid());
    return user ? user->pw_name : std::to_string(getuid());
}

std::filesystem::path program_folder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

std::filesystem::path console_folder() {
    const auto built = program_folder().parent_path() / "console";
    return std::filesystem::is_directory(built) ? built : program_folder() / FAIRGROUND_CONSOLE_FROM_PROGRAM;
}

config::HostFile read_config(const Common& common) {
    return config::read_host_file(common.config, common.overrides, common.environment);
}

store::Options store_options(const config::HostFile& file) {
    store::Options options;
    options.url = file.database.url;
    if (options.url.empty()) options.url = "sqlite:" + (file.data_dir / "fairground.db").string();
    if (options.url.starts_with("sqlite:")) {
        const auto folder = std::filesystem::path(options.url.substr(7)).parent_path();
        if (!folder.empty()) std::filesystem::create_directories(folder);
    }
    options.password = read_secret("database.password_file", file.database.password_file);
    options.socket = file.database.socket;
    options.connections = file.database.connections;
    options.lease_timeout = file.database.wait;
    options.reconnect = file.database.reconnect;
    options.replica_connections = file.database.replica_connections;
    options.replica_lag = file.database.replica_lag;
    for (const auto& replica : file.database.replicas)
        options.replicas.push_back({replica.url,
                                    replica.password_file.empty()
                                        ? options.password
                                        : read_secret("database.replicas.password_file", replica.password_file),
                                    replica.socket});
    return options;
}

std::unique_ptr<store::Store> open_store(const config::HostFile& file) {
    return store::Store::open(store_options(file));
}

std::unique_ptr<plugin::Shelf> open_shelf(const config::HostFile& file) {
    auto folder = file.plugins;
    if (folder.empty()) folder = program_folder().parent_path() / "plugins";
    if (!std::filesystem::is_directory(folder))
        throw std::runtime_error("plugins: there is no folder " + folder.string() +
                                 "; build the plugins (./dev build) or name their folder with --set plugins=FOLDER");
    return std::make_unique<plugin::Shelf>(folder, file.data_dir / "images",
                                           plugin::ProbeOptions{program_folder() / "fairground-probe"});
}

Opened open_catalogue(const Common& common) {
    auto host = read_config(common);
    auto shelf = open_shelf(host);
    auto store = open_store(host);
    store->migrate();
    auto catalogue =
        campaign::Catalogue::load(config::read_campaign_folder(host.campaigns, host.environment), *shelf, *store);
    catalogue.refresh(*store);
    auto quarantine = open_quarantine(host).list();
    for (const auto& entry : quarantine)
        if (const auto campaign = catalogue.find(entry.campaign)) campaign->set_quarantined(true);
    return {std::move(host), std::move(shelf), std::move(store), std::move(catalogue), std::move(quarantine)};
}

cache::Options cache_options(const config::HostFile& file, std::size_t bytes) {
    cache::Options options;
    options.bytes = bytes;
    options.environment = file.environment;
    options.alone = file.database.hosts == 1;
    options.patience = file.database.wait;
    if (file.redis.url.empty()) return options;
    auto& redis = options.redis.emplace();
    redis.address = redis::parse_url(file.redis.url);
    redis.password = read_secret("redis.password_file", file.redis.password_file);
    redis.sentinel_password = read_secret("redis.sentinel_password_file", file.redis.sentinel_password_file);
    redis.connections = file.redis.connections;
    redis.connect_timeout = file.redis.connect;
    redis.io_timeout = file.redis.timeout;
    redis.reconnect = file.redis.reconnect;
    return options;
}

engine::Options engine_options(const config::HostFile& file, const campaign::Catalogue& catalogue,
                               cache::Cache& cache) {
    engine::Options options;
    options.catalogue = &catalogue;
    options.cache = &cache;
    options.writers = file.database.writers;
    options.hosts = file.database.hosts;
    options.batch = file.limits.batch;
    options.queue = file.limits.queue;
    options.queue_time = file.limits.queue_time;
    options.fair_shares = file.limits.fair_shares;
    return options;
}

schedule::Options job_options(const config::HostFile& file) {
    schedule::Options options;
    options.keys_last = std::chrono::hours(24) * file.limits.request_retention_days;
    return options;
}

std::string admin_token(const config::HostFile& file) {
    const auto key = auth::read_or_make_key(file.data_dir / "admin.token");
    std::string hex(2 * key.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
    hex.pop_back();
    return hex;
}

supervise::Quarantine open_quarantine(const config::HostFile& file) {
    return supervise::Quarantine(file.data_dir / "quarantine.json", file.limits.crashes);
}

}  // namespace fairground::app
