// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace fairground {

// Draws one of n things with chances weight / total, exactly and in constant time, however many there are (Walker's and
// Vose's alias method, in whole numbers). Immutable once made: share it between threads.
//
// Picture n columns, each `total` high. Every column holds at most two things: its own up to `own`, above that one
// other.
class WeightedDraw {
public:
    WeightedDraw() = default;

    // Throws std::invalid_argument if all weights are zero or their sum is over 4,294,967,295.
    explicit WeightedDraw(std::span<const std::uint32_t> weights) : columns_(weights.size()) {
        const std::uint64_t sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
        if (sum == 0 || sum > UINT32_MAX)
            throw std::invalid_argument("the weights add up to " + std::to_string(sum) +
                                        ", expected 1 to 4294967295: scale them");
        total_ = static_cast<std::uint32_t>(sum);
        fill(weights);
    }

    std::size_t size() const { return columns_.size(); }
    std::uint32_t total() const { return total_; }

    // below(n) gives an unbiased number 0 <= x < n; it is called exactly twice: column, then height.
    // REQUIRES: made from weights.
    template <class Below>
    std::size_t draw(Below&& below) const {
        const std::uint32_t column = below(static_cast<std::uint32_t>(columns_.size()));
        const std::uint32_t height = below(total_);
        return height < columns_[column].own ? column : columns_[column].other;
    }

    // How many of the size() * total() equally likely pairs (column, height) lead to this thing: its weight * size().
    std::uint64_t ways(std::size_t thing) const {
        std::uint64_t count = 0;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            if (column == thing) count += columns_[column].own;
            if (columns_[column].other == thing) count += total_ - columns_[column].own;
        }
        return count;
    }

private:
    struct Column {
        std::uint32_t own = 0;
        std::uint32_t other = 0;
    };

    // Scaled by n, the things fill the columns exactly. As long as one thing is smaller than a column, a bigger one
    // fills that column up and shrinks by as much.
    void fill(std::span<const std::uint32_t> weights) {
        std::vector<std::uint64_t> rest(weights.begin(), weights.end());
        std::vector<std::uint32_t> small;
        std::vector<std::uint32_t> large;
        for (std::uint32_t thing = 0; thing < rest.size(); ++thing) {
            rest[thing] *= rest.size();
            (rest[thing] < total_ ? small : large).push_back(thing);
        }
        while (!small.empty()) {
            const std::uint32_t filled = small.back();
            const std::uint32_t giver = large.back();
            small.pop_back();
            columns_[filled] = {static_cast<std::uint32_t>(rest[filled]), giver};
            rest[giver] -= total_ - rest[filled];
            if (rest[giver] < total_) {
                large.pop_back();
                small.push_back(giver);
            }
        }
        for (const std::uint32_t thing : large) columns_[thing] = {total_, thing};
    }

    std::vector<Column> columns_;
    std::uint32_t total_ = 0;
};

}  // namespace fairground
