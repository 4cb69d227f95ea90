#include "bench/process.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace fairground::bench {

double resident_mb(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/status");
    for (std::string word; in >> word;)
        if (double kb = 0; word == "VmRSS:" && in >> kb) return kb / 1024;
    throw std::runtime_error("process " + std::to_string(pid) + " does not tell its memory");
}

std::size_t open_descriptors(pid_t pid) {
    const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace fairground::bench
