// What a revision answered, counted while it serves. Threads: any.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace fairground::plugin {
struct Manifest;
}

namespace fairground::campaign {

// Upper ends of the times, ms; longer ones are counted behind the last.
inline constexpr std::array<std::int64_t, 20> time_ends{1,   2,   3,   5,   8,   12,  20,   30,   50,   75,
                                                        100, 150, 200, 300, 500, 750, 1000, 2000, 5000, 10'000};

// Growing since the revision was made.
struct Counted {
    std::uint64_t calls = 0;
    std::uint64_t refused = 0;  // by the rules
    std::uint64_t faults = 0;
    std::array<std::uint64_t, time_ends.size() + 1> times{};
    double cost = 0;  // of what was given away, in the campaign's unit
};

class Figures {
public:
    explicit Figures(const plugin::Manifest& manifest);

    enum class Outcome { done, refused, fault, unavailable };
    // route: as the manifest counts them.
    void count(Outcome outcome, std::chrono::nanoseconds took, std::uint32_t route);
    void add_cost(double cost) { cost_.fetch_add(cost, std::memory_order_relaxed); }
    Counted counted() const;
    // "action spin" and how often since the last time this was asked.
    struct Use {
        std::string route;
        std::uint64_t uses = 0;
    };
    std::vector<Use> take_uses();

private:
    std::atomic<std::uint64_t> calls_{0}, refused_{0}, faults_{0};
    std::array<std::atomic<std::uint64_t>, time_ends.size() + 1> times_{};
    std::atomic<double> cost_{0};
    std::vector<std::string> routes_;  // by number; empty: no route of players
    std::vector<std::atomic<std::uint64_t>> uses_;
};

// "action spin", "view prizes": as they are recorded, and compared with what another revision serves.
std::vector<std::string> routes_of(const plugin::Manifest& manifest);

}  // namespace fairground::campaign
