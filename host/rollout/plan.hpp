// A plan of a rollout, as data: stages, and guards that need evidence before the next one begins.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "campaign/rollout.hpp"

namespace fairground::rollout {

struct Stage {
    campaign::Share share;
    std::chrono::milliseconds hold{60'000};  // at least so long, with evidence at its end
};

// What must hold. A figure of the new revision over `window`, of all hosts; or a metric of the host that looks.
struct Guard {
    std::string name;  // error_rate, p99_ms, refusal_rate, prize_cost_per_hour, or the name of a metric
    double limit = 0;  // at most
    bool metric = false;
};

struct Plan {
    std::vector<Stage> stages;
    std::vector<Guard> guards;
    std::chrono::milliseconds window{60'000};
    std::uint64_t least_calls = 100;  // of the new revision within the window: fewer are no evidence
    bool rehearse = false;            // the way back is tried before the first stage counts
};
// Throws Refused "bad_plan", naming the key, what was found and what was expected.
Plan read_plan(const nlohmann::json& json);

enum class Verdict { ok, bad, no_evidence };
std::string_view to_text(Verdict verdict);

struct Finding {
    std::string name;
    std::optional<double> value;  // empty: not known
    double limit = 0;
    Verdict verdict = Verdict::no_evidence;
    std::string text;
};

// What all hosts counted of one revision within the window.
struct Evidence {
    std::uint64_t calls = 0;
    std::uint64_t refused = 0;
    std::uint64_t faults = 0;
    std::vector<std::uint64_t> times;  // as campaign::Figures counts them
    std::optional<double> cost;        // of the prizes given in the window; empty: not known
    std::string missing;               // why nothing is known at all; empty: something is
};
// metric: its value; empty: there is none of this name, or it could not be asked.
using ReadMetric = std::function<std::optional<double>(const std::string& name)>;

std::vector<Finding> judge(const Plan& plan, const Evidence& evidence, const ReadMetric& metric);
// bad if any is; ok only if all are.
Verdict overall(const std::vector<Finding>& findings);

}  // namespace fairground::rollout
