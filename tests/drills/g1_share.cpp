// G1, G2: a share of the players down to one of ten thousand, inside every host; who is in stays in, wherever he asks,
// after restarts and on other hosts.
#include <cmath>

#include <gmock/gmock.h>

#include "campaign/rollout.hpp"
#include "drills/bounds.hpp"
#include "drills/rollout_hosts.hpp"

namespace fairground::drills {
namespace {

using campaign::Picker;

constexpr int a_million = 1'000'000;
constexpr double shares[] = {0.0001, 0.01, 0.1, 0.5, 1};

Picker picker(const std::string& campaign, int revision, double share) {
    return {campaign,
            revision,
            {.share = static_cast<std::int32_t>(std::lround(share * campaign::everybody)),
             .tenants = {},
             .regions = {},
             .allow = {}}};
}

// Who is in at each width, and whether anybody ever left.
struct Widened {
    std::vector<double> measured;
    int left = 0;
};
template <typename Make>
Widened widen(Make make) {
    Widened widened;
    std::vector<char> in(a_million);
    for (const double share : shares) {
        const Picker now = make(share);
        int count = 0;
        auth::Player player;
        for (int i = 0; i < a_million; ++i) {
            player.id = "player-" + std::to_string(i);
            const bool picked = now.picks(player);
            count += picked;
            widened.left += in[static_cast<std::size_t>(i)] && !picked;
            in[static_cast<std::size_t>(i)] = picked;
        }
        widened.measured.push_back(static_cast<double>(count) / a_million);
    }
    return widened;
}

TEST(G1, AMillionPlayersAreWidenedAndNobodyLeaves) {
    const auto widened = widen([](double share) { return picker("wheel-spring", 2, share); });
    EXPECT_EQ(widened.left, 0);
    for (std::size_t i = 0; i < std::size(shares); ++i) {
        std::printf("%.4f asked, %.6f measured\n", shares[i], widened.measured[i]);
        EXPECT_NEAR(widened.measured[i], shares[i], 0.0005) << "within 0.05 points";
    }
}

// A crowd is a sample: at 50 % one of three crowds of a million is more than 0.05 points away by chance alone.
TEST(G1, OverManyRolloutsTheShareIsWhatWasAsked) {
    constexpr int rollouts = 20, players = 100'000;
    double sum = 0;
    for (int revision = 1; revision <= rollouts; ++revision) {
        const Picker now = picker("wheel", revision, 0.5);
        auth::Player player;
        for (int i = 0; i < players; ++i) {
            player.id = "player-" + std::to_string(i);
            sum += now.picks(player);
        }
    }
    constexpr double all = rollouts * static_cast<double>(players);
    EXPECT_NEAR(sum / all, 0.5, 4 * 0.5 / std::sqrt(all));
}

// The counter-proof: a pick that depends on something else than campaign, revision and player loses players.
TEST(G1, APickThatDependsOnTheHostWouldBeSeen) {
    int host = 0;
    const auto widened =
        widen([&](double share) { return picker("wheel-spring on host " + std::to_string(++host), 2, share); });
    EXPECT_GT(widened.left, 0);
}

TEST(G2, TheSamePlayersAreInOnEveryHostAfterAllWereReplacedAndWhenItIsWidened) {
    constexpr int players = 150;
    RolloutHosts hosts(2);
    const int next = hosts.publish("2", "Second");
    int in = 0;
    const auto wrong_at = [&](const Picker& now) {
        int wrong = 0;
        in = 0;
        for (int i = 0; i < players; ++i) {
            const std::string name = "g2-" + std::to_string(i);
            const bool picked = now.place(name) < now.share().share;
            in += picked;
            for (std::size_t host = 0; host < hosts.size(); ++host) {
                const auto seen = hosts.seen(host, name);
                wrong += (seen.revision == next) != picked;
                wrong += seen.plugin != (picked ? "turn/2.0.0" : "turn/1.0.0");
            }
        }
        return wrong;
    };
    const auto expect = [&](double share) {
        const Picker now = picker("turn", next, share);
        const auto end = std::chrono::steady_clock::now() + at_this_load(*hosts[0], std::chrono::seconds(1));
        while (wrong_at(now) > 0 && std::chrono::steady_clock::now() < end) {  // until the others have it
        }
        EXPECT_EQ(wrong_at(now), 0);
        std::printf("share %.2f: %d of %d players have revision %d\n", share, in, players, next);
    };
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"share", 0.1}});
    expect(0.1);
    hosts.replace_hosts();
    expect(0.1);
    hosts.ask("PUT", "campaigns/turn/rollout", {{"revision", next}, {"share", 0.5}});
    hosts.add_host();
    expect(0.5);
}

}  // namespace
}  // namespace fairground::drills
