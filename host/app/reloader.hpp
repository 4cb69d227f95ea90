// Changes while the host runs: other plugin files, campaign files, pages and database servers. Private to app.
#pragma once
#include <functional>
#include <string>

#include <boost/asio/thread_pool.hpp>

#include "admin/host_api.hpp"
#include "campaign/campaign.hpp"
#include "config/config.hpp"
#include "http/pages.hpp"

namespace fairground::app {

// Reads the pages of a plugin; empty if its manifest names none. Throws std::runtime_error naming the folder.
http::StaticPages read_pages(const plugin::Manifest& manifest, const std::filesystem::path& plugins);

// One change at a time, on a thread of its own. Each function returns at once and calls back from there. References
// must outlive it. Threads: any.
class Reloader {
public:
    struct Parts {
        campaign::Catalogue& catalogue;
        plugin::Shelf& shelf;
        store::Store& store;
        http::Pages& pages;
        std::filesystem::path campaigns;          // folder of campaign files
        std::string environment;                  // whose values they are read with
        std::function<store::Options()> servers;  // of the host file as it is now; throws config::Error
        std::function<void()> moved;              // the primary may not have all that the one before had
        // Reads those that the host file names now; what it returns takes them, and says which they are.
        std::function<std::function<nlohmann::json()>()> certificates;
    };
    explicit Reloader(const Parts& parts) : parts_(parts) {}
    ~Reloader() { finish(); }
    // What was begun is done when it returns, and nothing is begun any more.
    void finish() { thread_.join(); }

    void reload_plugin(const std::string& plugin, admin::Done done);
    void reload_plugins(admin::Done done);  // all that campaigns use; ends with the first that is refused
    void reload_campaigns(admin::Done done);
    // Other database servers: see store::Store::move.
    void reload_database(admin::Done done);
    // Certificates and database servers.
    void reload_config(admin::Done done);

private:
    using Work = std::function<nlohmann::json()>;
    void post(Work work, admin::Done done);
    void post_change(std::function<campaign::Change()> work, admin::Done done);
    nlohmann::json left() const;
    nlohmann::json move_database();
    nlohmann::json take_config();
    campaign::Change take_plugin(const std::string& plugin);
    void check_schema();
    std::vector<plugin::Manifest> in_use() const;

    const Parts parts_;
    boost::asio::thread_pool thread_{1};
};

}  // namespace fairground::app
