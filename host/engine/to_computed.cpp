#include "engine/to_computed.hpp"

#include <random>

namespace fairground::engine {
namespace {

constexpr std::chrono::milliseconds longest_life = std::chrono::hours(1);
constexpr int jitter = 360'000;  // ms, of that: what was filled at once does not end at once

// Any chance will do; the system's would be a call of it for each reply.
std::chrono::milliseconds by_chance() {
    thread_local std::minstd_rand chance{std::random_device{}()};
    return std::chrono::milliseconds(std::uniform_int_distribution(0, jitter)(chance));
}

bool fails(const Answer& answer) {
    return answer.kind == Answer::Kind::unavailable || answer.kind == Answer::Kind::fault;
}

}  // namespace

cache::Computed to_computed(Answer&& answer, const campaign::Revision& revision, campaign::Time now,
                            const Views::Dress& dress) {
    auto reply = std::make_shared<cache::Reply>();
    reply->kind = static_cast<std::uint8_t>(answer.kind);
    reply->body = std::move(answer.body);
    reply->code = std::move(answer.code);
    reply->detail = std::move(answer.detail);
    if (answer.of_player) reply->version = answer.player_version;
    if (answer.lasting) {
        const auto most = now + longest_life - by_chance();
        reply->fresh_until = moment(std::min(answer.lasting->fresh_until, most));
        reply->until = moment(std::min(answer.lasting->until, most));
    }
    dress(*reply, revision);
    return {.reply = std::move(reply),
            .keep = answer.lasting.has_value(),
            .of_player = answer.of_player,
            .failed = fails(answer)};
}

}  // namespace fairground::engine
