// The player pages of all plugins, replaced while they are served. Threads: any.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "http/static_pages.hpp"

namespace fairground::http {

class Pages {
public:
    void put(const std::string& plugin, StaticPages pages) {
        auto shared = std::make_shared<const StaticPages>(std::move(pages));
        const std::lock_guard lock(mutex_);
        by_plugin_[plugin] = std::move(shared);
    }
    void clear() {
        const std::lock_guard lock(mutex_);
        by_plugin_.clear();
    }
    // Null: the plugin has no page here.
    std::shared_ptr<const StaticPages> find(std::string_view plugin) const {
        const std::lock_guard lock(mutex_);
        const auto found = by_plugin_.find(plugin);
        return found == by_plugin_.end() ? nullptr : found->second;
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const StaticPages>, std::less<>> by_plugin_;
};

}  // namespace fairground::http
