#include "plugin/check/trial.hpp"

#include <stdexcept>

#include "plugin/check/trials.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;

// What a host does with a plugin before the first player comes.
json rehearse(const Trial& trial) {
    const auto image = trial.load();
    for (const json& settings : trial.settings) {
        trial.step("create");
        try {
            const Instance instance(image, settings);
            trial.step("odds");
            instance.odds();
            trial.step("destroy");
        } catch (const SettingsRefused&) {
            // Says the host better, with the line.
        }
    }
    return {{"manifest", image->manifest_text()}};
}

constexpr std::pair<const char*, json (*)(const Trial&)> trials[] = {
    {"rehearse", rehearse}, {"settings", try_settings},   {"instance", try_instance},
    {"bodies", try_bodies}, {"repeating", try_repeating}, {"failing", try_failing},
    {"leaks", try_leaking}, {"unload", try_unloading},    {"needs", find_needs}};

}  // namespace

std::shared_ptr<Image> Trial::load() const {
    // Its hash would take longer than all the rest, and nobody here asks for it.
    return std::make_shared<Image>(PrivateCopy::of_another(file), content, "", step);
}

json run_trial(const std::string& name, const Trial& trial) {
    for (const auto& [known, run] : trials)
        if (name == known) return run(trial);
    throw std::invalid_argument("there is no trial " + name);
}

}  // namespace fairground::plugin
