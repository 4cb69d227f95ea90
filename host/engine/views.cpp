#include "engine/views.hpp"

#include <charconv>

#include <sodium.h>

namespace fairground::engine {
namespace {

using cache::ReplyPtr;

// Longer ones are asked for once, to fill the cache.
constexpr std::size_t longest_name = 2048;
constexpr std::chrono::milliseconds longest_life = std::chrono::hours(1);
constexpr std::uint32_t jitter = 360'000;  // ms, of that: what was filled at once does not end at once

void add(std::string& name, std::int64_t number) {
    char digits[20];
    name.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}
void add(std::string& name, std::string_view text) {
    add(name, static_cast<std::int64_t>(text.size()));
    name.append(1, ':').append(text);
}

// All that a view's reply may depend on besides the data, the clock and who asks. The library's content, not its
// version: who develops a plugin loads the same version many times.
void add_family(std::string& name, const Views::Ask& ask) {
    constexpr std::size_t enough = 16;
    add(name, ask.revision->campaign);
    name += '.';
    add(name, std::int64_t{ask.revision->number});
    name.append(1, '.').append(ask.revision->rules->content().substr(0, enough)).append(1, '.');
    add(name, std::int64_t{ask.route->number});
    name += ' ';
}

void add_query(std::string& name, const Views::Ask& ask) {
    for (const auto& [key, value] : ask.query) {
        add(name, key);
        add(name, value);
    }
}

struct Names {
    std::string who;
    std::string own;
    std::string common;
};

void write_names(Names& names, const Views::Ask& ask) {
    names.who.clear();
    names.common.assign("e ");
    names.own.assign("v ");
    if (ask.player) {
        names.who.append(ask.player->tenant).append(1, '\n').append(ask.player->id);
        names.own.assign("p ").append(names.who).append(1, '\n');
    }
    add_family(names.common, ask);
    add_family(names.own, ask);
    if (ask.player) {
        for (const auto& [key, value] : ask.player->attributes) {
            add(names.own, key);
            add(names.own, value);
        }
        names.own += ' ';
    }
    add_query(names.common, ask);
    add_query(names.own, ask);
}

cache::Moment moment(campaign::Time time) {
    return time.time_since_epoch().count();
}

std::string json_of(std::span<const std::pair<std::string, std::string>> query) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : query) json[name] = value;
    return json.dump();
}

bool fails(const Answer& answer) {
    return answer.kind == Answer::Kind::unavailable || answer.kind == Answer::Kind::fault;
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

cache::Computed to_computed(Answer&& answer, const ViewCall& call, const Views::Dress& dress) {
    auto reply = std::make_shared<cache::Reply>();
    reply->kind = static_cast<std::uint8_t>(answer.kind);
    reply->body = std::move(answer.body);
    reply->code = std::move(answer.code);
    reply->detail = std::move(answer.detail);
    if (answer.of_player) reply->version = answer.player_version;
    if (answer.lasting) {
        const auto most = call.now + longest_life - std::chrono::milliseconds(randombytes_uniform(jitter));
        reply->fresh_until = moment(std::min(answer.lasting->fresh_until, most));
        reply->until = moment(std::min(answer.lasting->until, most));
    }
    dress(*reply, *call.revision);
    return {.reply = std::move(reply),
            .keep = answer.lasting.has_value(),
            .of_player = answer.of_player,
            .failed = fails(answer)};
}

}  // namespace

Views::Views(Engine& engine, cache::Cache& cache, Dress dress)
    : engine_(engine), cache_(cache), dress_(std::make_shared<const Dress>(std::move(dress))) {}

Views::~Views() {
    cache_.close();
}

ReplyPtr Views::look(const Ask& ask) {
    if (ask.fresh.strong) return nullptr;
    thread_local Names names;
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

void Views::many(BulkCall call, BulkDone done) {
    if (!call.strong)
        call.known = [this, tenant = call.tenant, now = call.now](const std::string& player,
                                                                  const BulkView& view) -> std::optional<Answer> {
            const auto reply = look({.revision = view.revision,
                                     .route = view.route,
                                     .player = auth::Player{.tenant = tenant, .id = player},
                                     .query = view.parameters,
                                     .now = now});
            if (!reply) return std::nullopt;
            return Answer{.kind = kind_of(*reply),
                          .body = reply->body,
                          .code = reply->code,
                          .detail = reply->detail,
                          .player_version = reply->version};
        };
    engine_.views(std::move(call), std::move(done));
}

cache::Question Views::question(const Ask& ask) const {
    Names names;
    write_names(names, ask);
    cache::Question question;
    question.tenant = ask.revision->config.tenant;
    if (ask.player) question.player = ask.player->id;
    question.own = std::move(names.own);
    question.common = std::move(names.common);
    add_family(question.family, ask);
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
                                                      std::function<void(cache::Computed)> done) {
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
            done(to_computed(std::move(answer), plain, *dress));
        });
    };
}

}  // namespace fairground::engine
