// SPDX-License-Identifier: MIT
#include "fairground/weighted_draw.hpp"

#include <numeric>

#include <gmock/gmock.h>

namespace fairground {
namespace {

// Hands out the given numbers and notes what was asked for.
struct Scripted {
    std::vector<std::uint32_t> numbers;
    std::vector<std::uint32_t> bounds;
    std::uint32_t operator()(std::uint32_t bound) {
        bounds.push_back(bound);
        return numbers[bounds.size() - 1];
    }
};

void expect_exact(const std::vector<std::uint32_t>& weights) {
    const WeightedDraw draw(weights);
    for (std::size_t i = 0; i < weights.size(); ++i)
        EXPECT_EQ(draw.ways(i), std::uint64_t{weights[i]} * weights.size()) << "of thing " << i;
}

TEST(WeightedDraw, gives_each_thing_exactly_its_share) {
    expect_exact({1});
    expect_exact({1, 1, 1});
    expect_exact({1, 499, 9500});
    expect_exact({0, 1});
    expect_exact({5, 0, 5, 0, 0, 5});
    expect_exact({4294967294, 1});
    expect_exact({1431655765, 1431655765, 1431655765});
}

TEST(WeightedDraw, is_exact_for_many_odd_weights) {
    std::vector<std::uint32_t> weights;
    std::uint32_t number = 1;
    for (int size = 1; size <= 200; ++size) {
        number = number * 1664525u + 1013904223u;
        weights.push_back((number >> 8) % 100003);
        if (std::accumulate(weights.begin(), weights.end(), 0u) > 0) expect_exact(weights);
    }
}

TEST(WeightedDraw, does_what_it_counts_as_ways) {
    const std::vector<std::uint32_t> weights = {3, 0, 1, 8};
    const WeightedDraw draw(weights);
    std::vector<std::uint64_t> drawn(weights.size());
    for (std::uint32_t column = 0; column < draw.size(); ++column)
        for (std::uint32_t height = 0; height < draw.total(); ++height)
            ++drawn[draw.draw(Scripted{{column, height}, {}})];
    EXPECT_THAT(drawn, testing::ElementsAre(12, 0, 4, 32));
}

TEST(WeightedDraw, asks_for_a_column_and_a_height) {
    const std::vector<std::uint32_t> weights = {3, 4};
    Scripted numbers{{1, 6}, {}};
    WeightedDraw(weights).draw(numbers);
    EXPECT_THAT(numbers.bounds, testing::ElementsAre(2, 7));
}

TEST(WeightedDraw, refuses_weights_without_a_sum_that_can_be_drawn) {
    EXPECT_THROW(WeightedDraw(std::vector<std::uint32_t>{}), std::invalid_argument);
    EXPECT_THROW(WeightedDraw(std::vector<std::uint32_t>{0, 0}), std::invalid_argument);
    EXPECT_THROW(WeightedDraw(std::vector<std::uint32_t>{4294967295, 1}), std::invalid_argument);
}

}  // namespace
}  // namespace fairground
