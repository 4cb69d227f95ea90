// For `serve --watch`: takes in what changes in the folders of plugins, pages and campaign files. Private to app.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <utility>

#include "app/reloader.hpp"
#include "http/dev_pages.hpp"

namespace fairground::app {

// Looks ten times a second, and acts when a change has come to rest: linkers and editors write piece by piece.
// References must outlive it.
class Watcher {
public:
    Watcher(Reloader& reloader, http::Refusals& refusals, std::filesystem::path plugins,
            std::filesystem::path campaigns);

private:
    using Seen = std::map<std::filesystem::path, std::pair<std::filesystem::file_time_type, std::uintmax_t>>;
    void run(const std::stop_token& stop);
    Seen plugins_and_pages() const;
    Seen campaign_files() const;
    admin::Done noting(const std::string& what);

    Reloader& reloader_;
    http::Refusals& refusals_;
    const std::filesystem::path plugins_;
    const std::filesystem::path campaigns_;
    std::jthread thread_;
};

// Whether this process was started by `serve --watch`, and asking for it. Kept in the environment, so that processes
// that it starts know, too.
bool watching();
void watch_from_now_on();

}  // namespace fairground::app
