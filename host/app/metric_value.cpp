#include "app/metric_value.hpp"

#include <cmath>
#include <cstdlib>

namespace fairground::app {

std::optional<double> metric_value(std::string_view text, const std::string& name) {
    std::optional<double> sum;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (!line.starts_with(name)) continue;
        auto rest = line.substr(name.size());
        if (rest.starts_with('{')) rest = rest.substr(std::min(rest.rfind('}'), rest.size() - 1) + 1);
        if (!rest.starts_with(' ')) continue;
        const double value = std::strtod(std::string(rest).c_str(), nullptr);
        if (std::isfinite(value)) sum = sum.value_or(0) + value;
    }
    return sum;
}

}  // namespace fairground::app
