// Campaigns that are not called any more because they made the host crash again and again. Kept in a file, so that it
// survives restarts; the same file is changed by the supervisor (a crash) and by `fairground plugin release`.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "supervise/culprits.hpp"

namespace fairground::supervise {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

struct Quarantined {
    std::string campaign;
    std::string reason;  // for people: "3 crashes within 10 minutes, the last one (SIGSEGV) in spin of …"
    Time since{};
};

// Threads and processes: any number of either; changes are made under a lock, the file is replaced whole.
// Failure: everything throws std::runtime_error naming the file, what was found and what to do.
class Quarantine {
public:
    static constexpr std::chrono::minutes window{10};

    // after: that many crashes within the window; 0: never.
    explicit Quarantine(std::filesystem::path file, std::size_t after = 3);

    std::vector<Quarantined> list() const;  // by campaign; no file: none
    // Notes a crash. cause: "SIGSEGV". The quarantine, if this crash was the one too many.
    std::optional<Quarantined> note(const Culprit& culprit, const std::string& cause, Time now);
    // Forgets its crashes too. False: it was not in quarantine.
    bool release(const std::string& campaign);

private:
    const std::filesystem::path file_;
    const std::size_t after_;
};

}  // namespace fairground::supervise
