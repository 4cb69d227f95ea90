#include "plugin/check/trials.hpp"

#include <malloc.h>

#include "plugin/check/sample.hpp"
#include "plugin/check/trial_call.hpp"
#include "plugin/elf_file.hpp"
#include "plugin/residents.hpp"
#include "plugin/settings_check.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;
using Kind = Reply::Kind;

constexpr const char* a_bug = "this is a bug of the plugin";

json good(const std::string& found) {
    return {{"ok", true}, {"found", found}, {"todo", ""}};
}
json bad(const std::string& found, const std::string& todo) {
    return {{"ok", false}, {"found", found}, {"todo", todo}};
}

// One thing that the host may ask of an instance.
struct Way {
    std::string name;
    std::uint32_t number = 0;
    bool is_action = true;
    std::vector<std::string> bodies;  // the first one fits
};

// Payloads of events come from other plugins: anything may be in them but garbage.
std::vector<std::string> events(const std::string& topic) {
    std::vector<std::string> bodies;
    for (const json& payload :
         {json::object(), json{{"count", 1}, {"points", 1}}, json{{"count", "many"}, {"points", nullptr}}})
        bodies.push_back(
            json{{"topic", topic}, {"campaign", "another"}, {"plugin", "another"}, {"payload", payload}}.dump());
    return bodies;
}

std::vector<Way> ways(const Instance& instance) {
    const Manifest& manifest = instance.manifest();
    std::vector<Way> all;
    for (const Route& action : manifest.actions)
        all.push_back({"action " + action.name, action.number, true, bodies_for(action.schema)});
    for (const Route& view : manifest.views)
        all.push_back({"view " + view.name, view.number, false, bodies_for(view.schema)});
    if (manifest.listener)
        for (const std::string& topic : instance.listens())
            all.push_back({"listener " + topic, manifest.listener->number, true, events(topic)});
    for (const Job& job : manifest.jobs)
        all.push_back({"job " + job.name,
                       job.number,
                       true,
                       {json{{"job", job.name}, {"day", 20260303}, {"due", 1'772'496'000'000}}.dump()}});
    return all;
}

// As the host does it: first the plan, then the call.
Reply ask(const Instance& instance, const Way& way, const std::string& body, TrialCall& call) {
    TrialPlan plan;
    if (auto refused = instance.plan(way.number, body, plan)) return *std::move(refused);
    call.next(way.is_action);
    return instance.call(way.number, body, call);
}

}  // namespace

json try_settings(const Trial& trial) {
    const auto image = trial.load();
    const json& schema = image->manifest().settings_schema;
    const auto garbage = garbage_settings(schema);
    for (std::size_t i = 0; i < garbage.size(); ++i) {
        const std::string text = shortened(garbage[i].dump());
        trial.step("create with the settings " + text);
        try {
            const Instance taken(image, garbage[i]);
            if (i < 3) return bad("it takes the settings " + text, "let the settings schema say \"type\": \"object\"");
        } catch (const SettingsRefused&) {
        } catch (const Unfit& unfit) {
            return bad("with the settings " + text + ": " + unfit.what(), a_bug);
        }
    }
    return good(std::to_string(garbage.size()) + " kinds of garbage, none did harm");
}

json try_instance(const Trial& trial) {
    const auto image = trial.load();
    for (const json& settings : trial.settings) {
        trial.step("create");
        try {
            const Instance instance(image, settings);
            trial.step("odds");
            instance.odds();
            trial.step("destroy");
        } catch (const SettingsRefused& refused) {
            return bad(refused.what(), "give settings that fit with --settings CAMPAIGN.yaml");
        } catch (const Unfit& unfit) {
            return bad(unfit.what(), a_bug);
        }
    }
    return good(std::to_string(trial.settings.size()) + " settings, an instance of each");
}

json try_bodies(const Trial& trial) {
    const auto image = trial.load();
    std::size_t asked = 0;
    for (const json& settings : trial.settings) {
        const Instance instance(image, settings);
        for (const Way& way : ways(instance))
            for (const std::string& body : way.bodies) {
                const std::string what = way.name + " with the body " + shortened(body);
                trial.step(what);
                TrialCall call(instance, way.is_action);
                const Reply reply = ask(instance, way, body, call);
                ++asked;
                if (reply.kind == Kind::fault)
                    return bad(what + ": " + reply.detail,
                               std::string("refuse what is wrong with invalid(), ") + a_bug);
            }
    }
    return good(std::to_string(asked) + " calls, no fault");
}

json try_repeating(const Trial& trial) {
    constexpr int calls = 5;
    const auto image = trial.load();
    for (const json& settings : trial.settings) {
        const std::vector<Way> all = ways(Instance(image, settings));
        const auto story = [&] {
            const Instance instance(image, settings);
            TrialCall call(instance, true);
            std::string told;
            for (const Way& way : all)
                for (int i = 0; i < calls; ++i) {
                    trial.step(way.name);
                    told += way.name + ": " + ask(instance, way, way.bodies.front(), call).body + "\n";
                }
            return told + call.trace();
        };
        const std::string first = story();
        for (int i = 0; i < 3; ++i)
            if (story() != first)
                return bad("with the same clock, chance and data it answers differently",
                           "take time and chance from the call only, and keep no memory between calls");
    }
    return good("the same clock, chance and data give the same answer");
}

json try_failing(const Trial& trial) {
    const auto image = trial.load();
    std::size_t tried = 0;
    for (const json& settings : trial.settings) {
        const Instance instance(image, settings);
        for (const Way& way : ways(instance)) {
            const std::string body = way.bodies.front();
            TrialCall undisturbed(instance, way.is_action);
            ask(instance, way, body, undisturbed);
            for (std::size_t i = 0; i < undisturbed.used(); ++i)
                for (const auto how : {TrialCall::Service::unavailable, TrialCall::Service::refuses}) {
                    const bool away = how == TrialCall::Service::unavailable;
                    const std::string what = way.name + " while service call " + std::to_string(i + 1) +
                                             (away ? " is unavailable" : " refuses");
                    trial.step(what);
                    TrialCall call(instance, way.is_action);
                    call.fail(i, how);
                    const Reply reply = ask(instance, way, body, call);
                    ++tried;
                    if (reply.kind == Kind::fault)
                        return bad(what + ": " + reply.detail, "let the exception of the service pass, or handle it");
                }
        }
    }
    return good(std::to_string(tried) + " failures, each a clean status");
}

json try_leaking(const Trial& trial) {
    constexpr int warm_up = 20, rounds = 100;
    const auto image = trial.load();
    const json& settings = trial.settings.front();
    const std::vector<Way> all = ways(Instance(image, settings));
    const auto round = [&] {
        const Instance instance(image, settings);
        TrialCall call(instance, true);
        for (const Way& way : all) ask(instance, way, way.bodies.front(), call);
    };
    trial.step("create, call, destroy");
    for (int i = 0; i < warm_up; ++i) round();
    const auto before = ::mallinfo2().uordblks;
    for (int i = 0; i < rounds; ++i) round();
    const auto after = ::mallinfo2().uordblks;
    constexpr std::size_t noise = 1024;
    if (after > before + noise)
        return bad(std::to_string(after - before) + " bytes are lost in " + std::to_string(rounds) +
                       " rounds of create, call, destroy",
                   "free in the destructor what an instance takes; run its test with -fsanitize=address");
    return good(std::to_string(rounds) + " rounds of create, call, destroy lose nothing");
}

json try_unloading(const Trial& trial) {
    constexpr int rounds = 50;
    std::vector<Way> all;
    for (int i = 0; i < rounds; ++i) {
        {
            const auto image = trial.load();
            const Instance instance(image, trial.settings.front());
            trial.step("call");
            TrialCall call(instance, true);
            if (i == 0) all = ways(instance);
            for (const Way& way : all) ask(instance, way, way.bodies.front(), call);
            trial.step("unload");
        }
        if (residents().counts().stuck > 0) {
            const std::string why = why_resident(trial.content);
            const auto colon = why.rfind(": ");
            return bad("it stays in memory after its unloading: " + why.substr(0, colon), why.substr(colon + 2));
        }
    }
    return good("loaded and unloaded " + std::to_string(rounds) + " times");
}

json find_needs(const Trial& trial) {
    const auto image = trial.load();
    json needs = json::object();
    for (const json& settings : trial.settings) {
        const Instance instance(image, settings);
        for (const Way& way : ways(instance)) {
            TrialPlan plan;
            trial.step(way.name);
            instance.plan(way.number, way.bodies.front(), plan);
            needs[way.name] = plan.needs;
        }
    }
    return needs;
}

}  // namespace fairground::plugin
