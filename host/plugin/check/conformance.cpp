#include "plugin/check/conformance.hpp"

#include <fstream>

#include <unistd.h>

#include "plugin/check/child.hpp"
#include "plugin/check/file_tests.hpp"
#include "plugin/check/sample.hpp"
#include "plugin/elf_file.hpp"
#include "plugin/private_copy.hpp"
#include "plugin/stamp.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// A folder of its own for the copy that the children load; goes with it.
class Bench {
public:
    explicit Bench(const fs::path& file) : content(read_library(file)) {
        std::string name = (fs::temp_directory_path() / "fairground-check-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
        folder_ = name;
        copy = folder_ / "plugin.so";
        std::ofstream(copy, std::ios::binary) << content;
    }
    ~Bench() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    const std::string content;
    fs::path copy;

private:
    fs::path folder_;
};

struct Ran {
    json result;        // null: it did not come to that
    std::string step;   // the last one begun
    std::string ended;  // how, if without a result
    bool hung = false;
};

Ran run_trial_in_child(const Bench& bench, const std::string& trial, const std::vector<json>& settings,
                       const ProbeOptions& probe) {
    const json request{{"file", bench.copy.string()}, {"do", trial}, {"settings", settings}};
    const ChildRun run =
        run_child(probe.program, request.dump(-1, ' ', false, json::error_handler_t::replace), probe.time);
    Ran ran;
    ran.step = "start";
    ran.ended = how_it_ended(run, probe.time);
    ran.hung = run.end == ChildRun::End::timed_out;
    for (std::size_t begin = 0; begin < run.output.size();) {
        const auto end = std::min(run.output.find('\n', begin), run.output.size());
        const json line = json::parse(run.output.substr(begin, end - begin), nullptr, false);
        begin = end + 1;
        if (!line.is_object()) continue;
        ran.step = line.value("step", ran.step);
        ran.result = line.value("result", ran.result);
    }
    return ran;
}

Finding finding(const std::string& test, const Ran& ran) {
    if (ran.hung)
        return {test, false, "it hangs in " + ran.step + " (" + ran.ended + ")", "let it end; a call has 50 ms"};
    if (!ran.result.is_object())
        return {test, false, "it crashes in " + ran.step + ": the process " + ran.ended,
                "run its test with -fsanitize=address,undefined"};
    if (ran.result.contains("unfit")) {
        const std::string text = ran.result["unfit"];
        const auto colon = text.rfind(": ");
        return {test, false, text.substr(0, colon), colon == text.npos ? "" : text.substr(colon + 2)};
    }
    return {test, ran.result["ok"], ran.result["found"], ran.result["todo"]};
}

Finding manifest_finding(const Ran& ran) {
    if (!ran.result.is_object() || ran.result.contains("unfit")) return finding("manifest", ran);
    const Manifest manifest = read_manifest(ran.result["manifest"].get<std::string>());
    return {"manifest", true,
            std::to_string(manifest.actions.size()) + " actions, " + std::to_string(manifest.views.size()) + " views" +
                (manifest.listener ? ", a listener" : "") +
                (manifest.jobs.empty() ? "" : ", " + std::to_string(manifest.jobs.size()) + " jobs"),
            ""};
}

}  // namespace

std::vector<Finding> check_plugin(const fs::path& file, const CheckOptions& options) {
    const Bench bench(file);
    std::vector<Finding> findings = check_file(bench.content);
    if (!findings.front().ok) return findings;

    const Ran described = run_trial_in_child(bench, "rehearse", {}, options.probe);
    findings.push_back(manifest_finding(described));
    if (!findings.back().ok) return findings;

    std::vector<json> settings = options.settings;
    if (settings.empty())
        settings.push_back(sample_of(read_manifest(described.result["manifest"].get<std::string>()).settings_schema));
    for (const char* test : {"settings", "instance"})
        findings.push_back(finding(test, run_trial_in_child(bench, test, settings, options.probe)));
    if (!findings.back().ok) return findings;
    for (const char* test : {"bodies", "repeating", "failing", "leaks", "unload"})
        findings.push_back(finding(test, run_trial_in_child(bench, test, settings, options.probe)));
    return findings;
}

json inspect_plugin(const fs::path& file, const CheckOptions& options) {
    const Bench bench(file);
    const Stamp stamp = read_stamp(bench.content);
    const ElfFacts facts = read_elf_facts(bench.content);
    json inspected{
        {"file", file.string()},
        {"bytes", bench.content.size()},
        {"sha256", sha256(bench.content)},
        {"stamp", {{"id", stamp.id}, {"version", stamp.version}, {"sdk", stamp.sdk}, {"toolchain", stamp.toolchain}}},
        {"exports", facts.exports},
        {"imports", facts.imports},
        {"libraries", facts.needed}};
    const Ran described = run_trial_in_child(bench, "rehearse", {}, options.probe);
    const Finding manifest = manifest_finding(described);
    if (!manifest.ok) throw Unfit(file.string() + ": " + manifest.found + ": " + manifest.todo);
    inspected["manifest"] = json::parse(described.result["manifest"].get<std::string>());
    std::vector<json> settings = options.settings;
    if (settings.empty()) settings.push_back(sample_of(inspected["manifest"]["settings_schema"]));
    const Ran planned = run_trial_in_child(bench, "needs", settings, options.probe);
    inspected["needs"] = planned.result.is_object() && !planned.result.contains("unfit") ? planned.result : json();
    return inspected;
}

}  // namespace fairground::plugin
