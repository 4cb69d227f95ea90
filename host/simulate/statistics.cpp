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
    const boost::math::binomial distribution(static_cast<double>(n), std::clamp(chance, 0.0, 1.0));
    const double tail = doubt / 2 / static_cast<double>(std::max<std::size_t>(prizes, 1));
    // The quantiles are rounded outwards.
    return {static_cast<std::uint64_t>(quantile(distribution, tail)),
            static_cast<std::uint64_t>(quantile(complement(distribution, tail)))};
}

}  // namespace fairground::simulate
