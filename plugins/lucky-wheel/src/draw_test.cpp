// The wheel keeps what it promises: published chances, and draws that follow them.
#include <numeric>

#include "wheel_fixture.hpp"

namespace lucky_wheel {
namespace {

const std::vector<std::int64_t> weights = {1, 499, 500, 2000, 7000};

Json five_prizes() {
    std::vector<Json> prizes;
    for (std::size_t i = 0; i < weights.size(); ++i) prizes.push_back(prize("prize-" + std::to_string(i), weights[i]));
    return settings(prizes, {{"total_weight", 10000}, {"max_spins_per_call", 100}});
}

TEST(Odds, are_the_weights_and_add_up_to_one) {
    Wheel wheel(five_prizes());
    double sum = 0;
    const Json odds = wheel.odds()["prizes"];
    for (std::size_t i = 0; i < weights.size(); ++i) {
        EXPECT_DOUBLE_EQ(odds[i]["chance"].get<double>(), static_cast<double>(weights[i]) / 10000);
        sum += odds[i]["chance"].get<double>();
    }
    EXPECT_NEAR(sum, 1, 1e-12);
}

// Every pair of random numbers is tried once, so the chances are counted, not sampled.
TEST(Draws, give_each_prize_exactly_its_share_of_all_possible_random_numbers) {
    const std::vector<std::int64_t> small = {1, 2, 7, 0, 10};
    std::vector<Json> prizes;
    for (std::size_t i = 0; i < small.size(); ++i) prizes.push_back(prize("prize-" + std::to_string(i), small[i]));
    Wheel wheel(settings(prizes));

    std::vector<std::int64_t> given(small.size());
    for (std::uint32_t column = 0; column < small.size(); ++column) {
        for (std::uint32_t height = 0; height < 20; ++height) {
            wheel.script({column, height});
            ++given[wheel.spin().body["spins"][0]["index"].get<std::size_t>()];
        }
    }
    EXPECT_THAT(given, testing::ElementsAre(5, 10, 35, 0, 50));
}

// Pearson's statistic stays under 18.47 (4 degrees of freedom) in 99.9 % of all seeds; this seed is fixed.
TEST(Draws, follow_the_odds_over_many_turns) {
    Wheel wheel(five_prizes());
    wheel.seed(20260301);
    constexpr int turns = 20000;
    std::vector<int> given(weights.size());
    for (int i = 0; i < turns / 100; ++i) {
        const Result result = wheel.spin(100);
        ASSERT_TRUE(result.ok()) << result;
        for (const Json& spin : result.body["spins"]) ++given[spin["index"].get<std::size_t>()];
    }
    double statistic = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double expected = turns * static_cast<double>(weights[i]) / 10000;
        statistic += (given[i] - expected) * (given[i] - expected) / expected;
    }
    EXPECT_LT(statistic, 18.47);
}

TEST(Draws, take_two_random_numbers_however_many_prizes_there_are) {
    std::vector<Json> prizes;
    for (int i = 0; i < 200; ++i) prizes.push_back(prize("prize-" + std::to_string(i), 1 + i));
    Wheel wheel(settings(prizes));
    wheel.spin();
    EXPECT_EQ(wheel.drawn().size(), 2u);
}

}  // namespace
}  // namespace lucky_wheel
