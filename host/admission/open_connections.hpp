// How many connections each address has open.
#pragma once
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fairground::admission {

// Knows the addresses that have one, nobody else. Threads: any.
class OpenConnections {
public:
    // How many the address has with this one.
    std::size_t open(std::string_view address) {
        const std::lock_guard lock(mutex_);
        const auto found = count_.find(address);
        return found == count_.end() ? (count_.emplace(address, 1), 1) : ++found->second;
    }
    // REQUIRES: opened before.
    void close(std::string_view address) {
        const std::lock_guard lock(mutex_);
        const auto found = count_.find(address);
        if (--found->second == 0) count_.erase(found);
    }

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> count_;
};

}  // namespace fairground::admission
