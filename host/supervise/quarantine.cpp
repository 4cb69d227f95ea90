#include "supervise/quarantine.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

namespace fairground::supervise {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t crashes_kept = 100;

[[noreturn]] void fail(const fs::path& file, const char* what) {
    throw std::runtime_error(file.string() + " " + what + ": " + std::strerror(errno) +
                             "; see that data_dir is writable and not full");
}

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : fd(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd < 0) fail(file, "cannot be opened");
    }
    ~Descriptor() { ::close(fd); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    const int fd;
};

Time time_at(std::int64_t ms) {
    return Time(std::chrono::milliseconds(ms));
}

// {"crashes": [{campaign, plugin, version, generation, route, cause, at}], "quarantined": [{campaign, reason, since}]}
json read(const fs::path& file) {
    if (!fs::exists(file)) return {{"crashes", json::array()}, {"quarantined", json::array()}};
    std::ifstream in(file);
    if (!in) fail(file, "cannot be read");
    try {
        json content = json::parse(in);
        for (const json& crash : content.at("crashes")) {
            crash.at("campaign").get_ref<const std::string&>();
            crash.at("at").get<std::int64_t>();
        }
        for (const json& one : content.at("quarantined")) {
            one.at("campaign").get_ref<const std::string&>();
            one.at("reason").get_ref<const std::string&>();
            one.at("since").get<std::int64_t>();
        }
        return content;
    } catch (const json::exception& error) {
        throw std::runtime_error(file.string() + ": this is not what a host writes there (" + error.what() +
                                 "); correct it, or remove the file: that releases every campaign");
    }
}

void replace(const fs::path& file, const json& content) {
    const fs::path draft = file.string() + ".new";
    {
        const Descriptor out(draft, O_WRONLY | O_CREAT | O_TRUNC);
        const std::string text = content.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
        if (::write(out.fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) fail(draft, "is not whole");
        if (::fsync(out.fd) != 0) fail(draft, "is not on the disk");
    }
    if (::rename(draft.c_str(), file.c_str()) != 0) fail(file, "cannot be replaced");
}

// Reads, changes and replaces the file while nobody else does.
template <typename Change>
auto change(const fs::path& file, Change change) {
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    const Descriptor lock(file.string() + ".lock", O_RDWR | O_CREAT);
    if (::flock(lock.fd, LOCK_EX) != 0) fail(file, "cannot be locked");
    json content = read(file);
    auto result = change(content);
    replace(file, content);
    return result;
}

bool is_of(const json& line, const std::string& campaign) {
    return line["campaign"] == campaign;
}

void erase_of(json& lines, const std::string& campaign) {
    lines.erase(std::remove_if(lines.begin(), lines.end(), [&](const json& line) { return is_of(line, campaign); }),
                lines.end());
}

}  // namespace

Quarantine::Quarantine(fs::path file, std::size_t after) : file_(std::move(file)), after_(after) {}

std::vector<Quarantined> Quarantine::list() const {
    std::vector<Quarantined> all;
    const json content = read(file_);
    for (const json& one : content["quarantined"])
        all.push_back({one["campaign"], one["reason"], time_at(one["since"].get<std::int64_t>())});
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.campaign < other.campaign; });
    return all;
}

std::optional<Quarantined> Quarantine::note(const Culprit& culprit, const std::string& cause, Time now) {
    return change(file_, [&](json& content) -> std::optional<Quarantined> {
        auto& crashes = content["crashes"];
        crashes.push_back({{"campaign", culprit.campaign},
                           {"plugin", culprit.plugin},
                           {"version", culprit.version},
                           {"generation", culprit.generation},
                           {"route", culprit.route},
                           {"cause", cause},
                           {"at", now.time_since_epoch().count()}});
        if (crashes.size() > crashes_kept) crashes.erase(crashes.begin());
        auto& quarantined = content["quarantined"];
        const auto of_it = [&](const json& line) { return is_of(line, culprit.campaign); };
        if (std::any_of(quarantined.begin(), quarantined.end(), of_it)) return std::nullopt;
        const auto recent = std::count_if(crashes.begin(), crashes.end(), [&](const json& line) {
            return of_it(line) && time_at(line["at"].get<std::int64_t>()) > now - window;
        });
        if (after_ == 0 || static_cast<std::size_t>(recent) < after_) return std::nullopt;
        Quarantined entry{culprit.campaign,
                          std::to_string(recent) + " crashes within " + std::to_string(window.count()) +
                              " minutes, the last one (" + cause + ") in " + culprit.route + " of " + culprit.plugin +
                              " " + culprit.version,
                          now};
        quarantined.push_back(
            {{"campaign", entry.campaign}, {"reason", entry.reason}, {"since", now.time_since_epoch().count()}});
        return entry;
    });
}

bool Quarantine::release(const std::string& campaign) {
    return change(file_, [&](json& content) {
        auto& quarantined = content["quarantined"];
        const auto before = quarantined.size();
        erase_of(quarantined, campaign);
        const bool was_there = quarantined.size() < before;
        if (was_there) erase_of(content["crashes"], campaign);
        return was_there;
    });
}

}  // namespace fairground::supervise
