// A figure out of what the host publishes. Private to app.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace fairground::app {

// text: in Prometheus' format. name: of a metric, whose series are added up, or of one series: fg_jobs{kind="a"}.
// Empty: there is none.
std::optional<double> metric_value(std::string_view text, const std::string& name);

}  // namespace fairground::app
