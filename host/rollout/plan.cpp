#include "rollout/plan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "campaign/figures.hpp"
#include "rollout/releases.hpp"

namespace fairground::rollout {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr double milli = 1000;
constexpr std::size_t most_stages = 20;
constexpr std::size_t most_guards = 20;
const std::vector<std::string> own_figures{"error_rate", "p99_ms", "refusal_rate", "prize_cost_per_hour"};

[[noreturn]] void bad(const std::string& where, const std::string& expected, const json& found) {
    throw Refused(Refused::Kind::invalid, "bad_plan",
                  "plan." + where + ": expected " + expected + ", found " +
                      found.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 60));
}

void no_others(const json& object, const std::string& where, const std::vector<std::string>& known) {
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const std::string near = config::nearest(key, known);
        throw Refused(Refused::Kind::invalid, "bad_plan",
                      "plan." + where + key + ": there is no such key" +
                          (near.empty() ? "; expected one of " + fmt::format("{}", fmt::join(known, ", "))
                                        : "; did you mean " + near + "?"));
    }
}

double number(const json& object, const std::string& key, const std::string& where, double unless, double most) {
    if (!object.contains(key)) return unless;
    const json& value = object[key];
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > most)
        bad(where + key, fmt::format("a number from 0 to {}", most), value);
    return value;
}

std::vector<std::string> texts(const json& object, const char* key, const std::string& where) {
    if (!object.contains(key)) return {};
    const json& list = object[key];
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), [](const json& one) { return one.is_string(); }))
        bad(where + key, "a list of texts", list);
    return list;
}

Stage read_stage(const json& stage, std::size_t index) {
    constexpr double longest_hold = 30 * 24 * 3600;  // s
    const std::string where = "stages[" + std::to_string(index) + "].";
    if (!stage.is_object())
        bad("stages[" + std::to_string(index) + "]", "a map such as {share: 0.01, hold_s: 600}", stage);
    no_others(stage, where, {"share", "hold_s", "tenants", "regions", "allow"});
    Stage read;
    if (!stage.contains("share")) bad(where + "share", "a number from 0 to 1", nullptr);
    read.share.share =
        static_cast<std::int32_t>(std::lround(number(stage, "share", where, 0, 1) * campaign::everybody));
    read.share.tenants = texts(stage, "tenants", where);
    read.share.regions = texts(stage, "regions", where);
    read.share.allow = texts(stage, "allow", where);
    read.hold = milliseconds(std::llround(number(stage, "hold_s", where, 60, longest_hold) * milli));
    return read;
}

Guard read_guard(const json& guard, std::size_t index) {
    const std::string where = "guards[" + std::to_string(index) + "].";
    if (!guard.is_object())
        bad("guards[" + std::to_string(index) + "]", "a map such as {name: error_rate, limit: 0.005}", guard);
    no_others(guard, where, {"name", "metric", "limit"});
    Guard read;
    read.metric = guard.contains("metric");
    if (read.metric == guard.contains("name"))
        bad("guards[" + std::to_string(index) + "]", "name (of a figure) or metric (of the host), one of them", guard);
    const json& name = guard[read.metric ? "metric" : "name"];
    if (!name.is_string() || name.empty()) bad(where + (read.metric ? "metric" : "name"), "a name", name);
    read.name = name;
    if (!read.metric && std::find(own_figures.begin(), own_figures.end(), read.name) == own_figures.end()) {
        const std::string near = config::nearest(read.name, own_figures);
        bad(where + "name",
            fmt::format("one of {}{}; a metric of the host is named with `metric`", fmt::join(own_figures, ", "),
                        near.empty() ? "" : " (did you mean " + near + "?)"),
            name);
    }
    if (!guard.contains("limit")) bad(where + "limit", "a number: what is above it is bad", nullptr);
    constexpr double most = 1e15;
    read.limit = number(guard, "limit", where, 0, most);
    return read;
}

// The upper end of the time below which 99 of 100 calls were answered.
std::optional<double> p99(const std::vector<std::uint64_t>& times) {
    constexpr double share = 0.99;
    const auto all = std::accumulate(times.begin(), times.end(), std::uint64_t{0});
    if (all == 0) return std::nullopt;
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < times.size() && i < campaign::time_ends.size(); ++i) {
        below += times[i];
        if (static_cast<double>(below) >= share * static_cast<double>(all))
            return static_cast<double>(campaign::time_ends[i]);
    }
    return 2.0 * static_cast<double>(campaign::time_ends.back());  // beyond what is measured
}

std::optional<double> figure(const std::string& name, const Plan& plan, const Evidence& evidence) {
    const auto share = [&](std::uint64_t part) {
        return static_cast<double>(part) / static_cast<double>(evidence.calls);
    };
    if (name == "error_rate") return share(evidence.faults);
    if (name == "refusal_rate") return share(evidence.refused);
    if (name == "p99_ms") return p99(evidence.times);
    constexpr double hour_ms = 3'600'000;
    if (!evidence.cost) return std::nullopt;
    return *evidence.cost * hour_ms / static_cast<double>(plan.window.count());
}

Finding judge_metric(const Guard& guard, const ReadMetric& metric) {
    Finding finding{guard.name, std::nullopt, guard.limit, Verdict::no_evidence, ""};
    try {
        finding.value = metric(guard.name);
        if (!finding.value) finding.text = "this host has no metric of this name";
    } catch (const std::exception& failure) {
        finding.text = std::string("the metric could not be read: ") + failure.what();
    }
    return finding;
}

Finding judge_figure(const Guard& guard, const Plan& plan, const Evidence& evidence) {
    Finding finding{guard.name, std::nullopt, guard.limit, Verdict::no_evidence, ""};
    if (!evidence.missing.empty())
        finding.text = evidence.missing;
    else if (evidence.calls == 0)
        finding.text = "the new revision answered no call yet";
    else {
        finding.value = figure(guard.name, plan, evidence);
        if (!finding.value) finding.text = "nothing is known of it; costs stand in the campaign file";
    }
    return finding;
}

// A guard that is broken is broken however few calls there were, if several broke it; that all is well needs enough of
// them.
constexpr std::uint64_t least_to_condemn = 20;

}  // namespace

Plan read_plan(const json& plan) {
    if (!plan.is_object()) bad("", "a map with stages and guards", plan);
    no_others(plan, "", {"stages", "guards", "window_s", "least_calls", "rehearse"});
    Plan read;
    if (!plan.contains("stages") || !plan["stages"].is_array() || plan["stages"].empty() ||
        plan["stages"].size() > most_stages)
        bad("stages", "a list of 1 to 20 stages", plan.value("stages", json()));
    for (std::size_t i = 0; i < plan["stages"].size(); ++i) read.stages.push_back(read_stage(plan["stages"][i], i));
    for (std::size_t i = 1; i < read.stages.size(); ++i)
        if (read.stages[i].share.share < read.stages[i - 1].share.share)
            bad("stages[" + std::to_string(i) + "].share", "no less than the stage before has",
                plan["stages"][i]["share"]);
    if (!plan.contains("guards") || !plan["guards"].is_array() || plan["guards"].empty() ||
        plan["guards"].size() > most_guards)
        bad("guards", "a list of 1 to 20 guards: a plan without one would advance blindly",
            plan.value("guards", json()));
    for (std::size_t i = 0; i < plan["guards"].size(); ++i) read.guards.push_back(read_guard(plan["guards"][i], i));
    constexpr double longest_window = 3600, most_calls = 1e9;
    read.window = milliseconds(std::llround(number(plan, "window_s", "", 60, longest_window) * milli));
    if (read.window < std::chrono::seconds(1)) bad("window_s", "at least 1", plan["window_s"]);
    read.least_calls = static_cast<std::uint64_t>(number(plan, "least_calls", "", 100, most_calls));
    if (plan.contains("rehearse") && !plan["rehearse"].is_boolean()) bad("rehearse", "true or false", plan["rehearse"]);
    read.rehearse = plan.value("rehearse", false);
    return read;
}

std::string_view to_text(Verdict verdict) {
    constexpr std::array texts{"ok", "bad", "no_evidence"};
    return texts.at(static_cast<std::size_t>(verdict));
}

std::vector<Finding> judge(const Plan& plan, const Evidence& evidence, const ReadMetric& metric) {
    std::vector<Finding> findings;
    for (const auto& guard : plan.guards) {
        auto finding = guard.metric ? judge_metric(guard, metric) : judge_figure(guard, plan, evidence);
        const std::uint64_t enough_to_condemn =
            std::min(least_to_condemn, std::max<std::uint64_t>(plan.least_calls, 1));
        if (finding.value && *finding.value > guard.limit) {
            if (guard.metric || evidence.calls >= enough_to_condemn) {
                finding.verdict = Verdict::bad;
                finding.text = fmt::format("{:.6g} is above {:.6g}", *finding.value, guard.limit);
            } else {
                finding.text = fmt::format("{:.6g} is above {:.6g}, but of {} calls only", *finding.value, guard.limit,
                                           evidence.calls);
            }
        } else if (finding.value && !guard.metric && evidence.calls < plan.least_calls) {
            finding.text = fmt::format("{} calls within {} s, {} are needed", evidence.calls,
                                       plan.window.count() / 1000, plan.least_calls);
        } else if (finding.value) {
            finding.verdict = Verdict::ok;
            finding.text = fmt::format("{:.6g}, at most {:.6g}", *finding.value, guard.limit);
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

Verdict overall(const std::vector<Finding>& findings) {
    const auto any = [&](Verdict verdict) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const Finding& one) { return one.verdict == verdict; });
    };
    if (any(Verdict::bad)) return Verdict::bad;
    return findings.empty() || any(Verdict::no_evidence) ? Verdict::no_evidence : Verdict::ok;
}

}  // namespace fairground::rollout
