// fairground campaigns act: what admins may do for a player. Not reachable by HTTP.
#include <cstdio>
#include <future>

#include "admin/trail.hpp"
#include "app/commands.hpp"
#include "app/open.hpp"
#include "app/outside_changes.hpp"
#include "engine/engine.hpp"
#include "ops/log.hpp"

namespace fairground::app {
namespace {

using engine::Answer;
using plugin::Route;

constexpr std::chrono::seconds patience{30};

std::string names_of(const plugin::Manifest& manifest) {
    std::string names;
    for (const auto& action : manifest.actions) names += (names.empty() ? "" : ", ") + action.name;
    return names.empty() ? "none" : names;
}

Answer carry_out(const Opened& opened, engine::ActionCall call) {
    OutsideChanges changes(opened.host);
    engine::Engine engine(*opened.store, engine_options(opened.host, opened.catalogue, changes.cache()));
    std::promise<Answer> answered;
    const auto player = call.player;
    engine.act(std::move(call), [&](Answer&& answer) { answered.set_value(std::move(answer)); });
    auto answer = answered.get_future().get();
    if (answer.kind == Answer::Kind::done) changes.tell(player.tenant, player.id);
    return answer;
}

std::string outcome_of(const Answer& answer) {
    switch (answer.kind) {
        case Answer::Kind::done:
            return answer.replayed ? "done before" : "done";
        case Answer::Kind::refused:
            return "refused";
        case Answer::Kind::invalid:
            return "invalid";
        case Answer::Kind::key_conflict:
            return "the key was used with another body";
        case Answer::Kind::unavailable:
            return "unavailable";
        case Answer::Kind::fault:
            return "fault";
    }
    return "unknown";
}

}  // namespace

int act_for_player(const Common& common, const AdminAction& asked) {
    const auto opened = open_catalogue(common);
    const auto campaign = opened.catalogue.find(asked.campaign);
    if (!campaign)
        return complain("there is no campaign '" + asked.campaign +
                        "'; `fairground campaigns list` shows those there are");
    auth::Player player{.tenant = campaign->revision()->config.tenant, .id = asked.player};
    const auto revision = campaign->revision_for(player);
    const Route* route = revision->rules->manifest().action(asked.action);
    if (!route)
        return complain("the campaign " + asked.campaign + " has no action '" + asked.action +
                        "'; it has: " + names_of(revision->rules->manifest()));
    const auto body = nlohmann::json::parse(asked.body, nullptr, false);
    if (!body.is_object()) return complain("--body: expected a JSON object, found " + asked.body);

    engine::ActionCall call;
    call.revision = revision;
    call.route = route;
    call.player = std::move(player);
    call.body = body.dump();
    if (!asked.key.empty()) call.key = asked.key;
    call.now = campaign::now();
    call.deadline = engine::Clock::now() + patience;
    const ops::Log log({.level = opened.host.log.level, .file = opened.host.log.file});
    const Answer answer = carry_out(opened, std::move(call));
    ops::log_info("an admin acted for a player", {{"user", system_user()},
                                                  {"campaign", asked.campaign},
                                                  {"action", asked.action},
                                                  {"player", asked.player},
                                                  {"body", body.dump()},
                                                  {"idempotency_key", asked.key},
                                                  {"outcome", outcome_of(answer)},
                                                  {"code", answer.code}});
    opened.store->audit()->add(admin::to_row(
        {.who = admin::command_line(system_user()),
         .action = "player act",
         .target = asked.player,
         .campaign = asked.campaign,
         .tenant = revision->config.tenant,
         .outcome = outcome_of(answer),
         .detail = {{"action", asked.action}, {"body", body}, {"key", asked.key}, {"code", answer.code}}}));
    if (answer.kind == Answer::Kind::done) {
        std::printf("%s\n", answer.body.c_str());
        return 0;
    }
    return complain(outcome_of(answer) + (answer.code.empty() ? "" : ": " + answer.code) +
                    (answer.detail.empty() ? "" : ": " + answer.detail));
}

}  // namespace fairground::app
