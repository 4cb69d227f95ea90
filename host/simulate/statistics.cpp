#include "simulate/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace fairground::simulate {

Spread spread(const std::vector<double>& runs) {
    const auto n = static_cast<double>(runs.size());
    const double mean = std::accumulate(runs.begin(), runs.end(), 0.0) / n;
    if (runs.size() < 2) return {mean, mean, mean};
    double squares = 0;
    for (const double run : runs) squares += (run - mean) * (run - mean);
    const boost::math::students_t distribution(n - 1);
    const double half = quantile(complement(distribution, 0.025)) * std::sqrt(squares / (n - 1) / n);
    return {mean, mean - half, mean + half};
}

Bounds expected_draws(std::uint64_t n, double chance, std::size_t prizes) {
    constexpr double doubt = 0.001;
    if (chance <= 0) return {0, 0};
    if (chance >= 1) return {n, n};
    const boost::math::binomial distribution(static_cast<double>(n), chance);
    const double tail = doubt / 2 / static_cast<double>(std::max<std::size_t>(prizes, 1));
    // Rounded outwards: below the first of these lies no more than the tail, or it is the last of the tail itself.
    double least = quantile(distribution, tail);
    if (cdf(distribution, least) <= tail) ++least;
    return {static_cast<std::uint64_t>(least), static_cast<std::uint64_t>(quantile(complement(distribution, tail)))};
}

}  // namespace fairground::simulate
