// What campaigns answer on this host, for people who look: totals since the start, and how it goes at present.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fairground::ops {

struct Figures {
    std::uint64_t actions = 0;  // answered, whatever the answer
    std::uint64_t views = 0;
    std::uint64_t refusals = 0;     // the rules said no
    std::uint64_t faults = 0;       // our bugs, or the plugin's
    std::uint64_t unavailable = 0;  // too much to do, or something needed was away

    Figures& operator+=(const Figures& more);
};

// Of one campaign. Threads: any; a lock for each count, held for a few additions.
class CampaignTraffic {
public:
    using Clock = std::chrono::steady_clock;
    enum class Kind { action, view };
    enum class Came { done, refused, fault, unavailable };

    // code: of a refusal.
    void count(Kind kind, Came came, std::string_view code, Clock::duration took, Clock::time_point now = Clock::now());

    Figures total() const;
    // By code, since the start; beyond 100 different ones under "other".
    std::map<std::string, std::uint64_t> refusals() const;

    // The last minute that is over, in whole seconds; shorter where the campaign has not been there for so long.
    static constexpr int window_s = 60;
    static constexpr std::size_t buckets = 40;
    struct Lately {
        Figures figures;
        std::array<std::uint32_t, buckets> took{};  // see p99
        Lately& operator+=(const Lately& more);
        // How long the slowest hundredth took at least, in ms; within 25 %. 0: there was nothing.
        double p99_ms() const;
    };
    Lately lately(Clock::time_point now = Clock::now()) const;

private:
    static constexpr int kept_s = 64;
    struct Second {
        std::int64_t number = -1;  // since the clock's beginning
        Lately counted;
    };

    mutable std::mutex mutex_;
    Figures total_;
    std::map<std::string, std::uint64_t, std::less<>> refusals_;
    std::array<Second, kept_s> seconds_{};
};

// Of all campaigns of a host, those included that are gone. Threads: any.
class Traffic {
public:
    // Lives as long as this.
    CampaignTraffic& of(const std::string& campaign);
    // The same without making one; null: nothing was ever counted.
    const CampaignTraffic* find(const std::string& campaign) const;
    CampaignTraffic::Lately lately() const;

private:
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, std::unique_ptr<CampaignTraffic>> campaigns_;
};

}  // namespace fairground::ops
