#include "engine/views.hpp"

#include <sodium.h>

#include "engine/cached_names.hpp"
#include "engine/many.hpp"
#include "engine/to_computed.hpp"

namespace fairground::engine {
namespace {

using cache::ReplyPtr;

std::string json_of(std::span<const std::pair<std::string, std::string>> query) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : query) json[name] = value;
    return json.dump();
}

const ReplyPtr& too_late() {
    static const ReplyPtr reply = [] {
        auto made = std::make_shared<cache::Reply>();
        made->kind = static_cast<std::uint8_t>(Answer::Kind::unavailable);
        made->detail = "it is being read, and that takes too long";
        return made;
    }();
    return reply;
}

}  // namespace

Views::Views(Engine& engine, cache::Cache& cache, Dress dress)
    : engine_(engine), cache_(cache), dress_(std::make_shared<const Dress>(std::move(dress))) {}

Views::~Views() {
    cache_.close();
}

ReplyPtr Views::look(const Ask& ask) {
    if (ask.fresh.strong) return nullptr;
    thread_local CachedNames names;
    write_names(names, ask);
    const auto scope = cache_.scope(ask.revision->config.tenant, ask.revision->id());
    auto found = cache_.look(names.who, names.own, names.common, *scope, moment(ask.now), ask.fresh.version);
    if (found.refresh) cache_.refresh(question(ask), compute(ask));
    return std::move(found.reply);
}

void Views::view(const Ask& ask, Seen seen) {
    auto question = this->question(ask);
    auto compute = this->compute(ask);
    if (ask.fresh.strong || question.own.size() > longest_name)
        return compute({}, [seen = std::move(seen)](const cache::Computed& computed) { seen(computed.reply); });
    cache_.fetch(std::move(question), std::move(compute), std::move(seen));
}

void Views::many(BulkCall call, const BulkDone& done) {
    if (!call.strong) call.memory = std::make_shared<Many>(cache_, call, dress_);
    engine_.views(std::move(call), done);
}

cache::Question Views::question(const Ask& ask) const {
    CachedNames names;
    write_names(names, ask);
    cache::Question question;
    question.tenant = ask.revision->config.tenant;
    if (ask.player) question.player = ask.player->id;
    question.own = std::move(names.own);
    question.common = std::move(names.common);
    add_family(question.family, *ask.revision, *ask.route);
    question.scope = cache_.scope(ask.revision->config.tenant, ask.revision->id());
    question.now = moment(ask.now);
    if (ask.player) question.at_least = ask.fresh.version;
    question.too_late = too_late();
    question.dress = [dress = dress_, revision = ask.revision](cache::Reply& reply) { (*dress)(reply, *revision); };
    return question;
}

cache::Compute Views::compute(const Ask& ask) const {
    const ViewCall plain{.revision = ask.revision,
                         .route = ask.route,
                         .player = ask.player,
                         .query = json_of(ask.query),
                         .now = ask.now,
                         .fresh = ask.fresh};
    return [&engine = engine_, dress = dress_, plain](const cache::Wanted& wanted,
                                                      const std::function<void(cache::Computed)>& done) {
        ViewCall call = plain;
        // A version that all hosts know of may be read from a replica. Where none is known, what is to be kept comes
        // from the primary; what is computed for each who asks, and is of nobody, need not.
        if (wanted.at_least)
            call.fresh.version = *wanted.at_least;
        else
            call.fresh.newest = call.player || call.route->ages;
        if (wanted.unless_changed) call.unless_version = wanted.unless_changed->version;
        engine.view(std::move(call), [dress, plain, unless = wanted.unless_changed, done](Answer&& answer) {
            if (answer.unchanged) return done({.reply = unless, .keep = true, .of_player = true});
            done(to_computed(std::move(answer), *plain.revision, plain.now, *dress));
        });
    };
}

}  // namespace fairground::engine
