#include "plugin/check/probe.hpp"

#include <sstream>

#include "plugin/check/child.hpp"
#include "plugin/private_copy.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;

std::string text_of(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// Of what a child wrote: the last step it began, and the line with its result (null: it never came to that).
struct Said {
    std::string step = "start";
    json result;
};

Said read_lines(const std::string& output) {
    Said said;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        json parsed = json::parse(line, nullptr, false);
        if (!parsed.is_object()) continue;
        if (parsed.contains("step")) said.step = parsed["step"].get<std::string>();
        if (parsed.contains("result")) said.result = std::move(parsed["result"]);
    }
    return said;
}

}  // namespace

Probe::Known Probe::recall(const std::string& sha256) {
    const std::lock_guard lock(mutex_);
    return known_[sha256];
}

Manifest Probe::rehearse(const std::filesystem::path& copy, const std::string& sha256,
                         const std::vector<json>& settings) {
    Known known = recall(sha256);
    std::vector<json> untried;
    std::set<std::string> hashes;
    for (const json& one : settings) {
        const std::string hash = plugin::sha256(text_of(one));
        if (!known.settings.contains(hash) && hashes.insert(hash).second) untried.push_back(one);
    }
    if (known.defect.empty() && (known.manifest.empty() || !untried.empty())) {
        Known found = try_it(copy, untried);
        const std::lock_guard lock(mutex_);
        Known& kept = known_[sha256];
        if (found.defect.empty()) {
            kept.manifest = found.manifest;
            kept.settings.merge(hashes);
        } else if (found.step == "load" || found.step == "describe") {  // else only these settings are at fault
            kept = found;
        }
        known = std::move(found);
    }
    if (!known.defect.empty()) throw Unfit(known.defect, known.step);
    return read_manifest(known.manifest);
}

Probe::Known Probe::try_it(const std::filesystem::path& copy, const std::vector<json>& settings) const {
    const json request{{"file", copy.string()}, {"do", "rehearse"}, {"settings", settings}};
    const ChildRun run = run_child(options_.program, text_of(request), options_.time);
    const Said said = read_lines(run.output);
    Known found;
    found.step = said.step;
    if (run.end == ChildRun::End::timed_out)
        throw Unfit("hangs in " + said.step + ": tried in a process of its own, it " +
                        how_it_ended(run, options_.time) +
                        ": this is a bug of the plugin; `fairground plugin check` tells more",
                    said.step);
    if (!said.result.is_object())
        found.defect = "crashes in " + said.step + ": tried in a process of its own, it " +
                       how_it_ended(run, options_.time) +
                       ": this is a bug of the plugin; `fairground plugin check` tells more";
    else if (said.result.contains("unfit"))
        found.defect = said.result["unfit"].get<std::string>();
    else
        found.manifest = said.result["manifest"].get<std::string>();
    return found;
}

}  // namespace fairground::plugin
