// Which images are in this process's memory, and which should not be any more. Private to the room.
#pragma once
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <vector>

#include "plugin/plugin.hpp"

namespace fairground::plugin {

// Threads: any.
class Residents {
public:
    void loaded();
    // After dlclose, which answers 0 even if nothing was unloaded: a later image could then run this one's code. False:
    // it is still there.
    bool unloaded(const std::filesystem::path& copy);
    // Looks again at what was stuck: a thread may have ended that held it.
    ImageCounts counts();

private:
    std::mutex mutex_;
    std::size_t loaded_ = 0;
    std::vector<std::filesystem::path> stuck_;
};

// Of this process; lives as long as it.
Residents& residents();

}  // namespace fairground::plugin
