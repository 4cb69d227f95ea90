#include "cache/shared.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include <fmt/format.h>
#include <sodium.h>

#include "cache/envelope.hpp"
#include "cache/keys.hpp"
#include "cache/message.hpp"
#include "cache/scripts.hpp"

namespace fairground::cache {
namespace {

using redis::Commands;

constexpr auto version_lives = std::chrono::milliseconds(scripts::version_lives).count();

// "GENERATION VERSION" or "GENERATION tTOKEN"; empty: not of this generation, which is as good as nothing.
std::string_view of_generation(std::string_view text, std::int64_t generation) {
    const auto blank = text.find(' ');
    if (blank == text.npos || read_number(text.substr(0, blank)) != generation) return {};
    return text.substr(blank + 1);
}

std::string new_token() {
    return fmt::format("t{:08x}{:08x}{:08x}", randombytes_random(), randombytes_random(), randombytes_random());
}

}  // namespace

redis::Key key_of_reply(const redis::Environment& environment, std::string_view name) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(name.data()), name.size(),
                       nullptr, 0);
    std::array<char, 2 * hash.size() + 1> text;
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return environment.key("view", std::string_view(text.data(), 2 * hash.size()));
}

void Shared::close() {
    closed_ = true;
    while (under_way_ > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

template <typename Done>
bool Shared::send(Commands commands, Done done) {
    ++under_way_;
    if (closed_) return --under_way_, false;
    redis_.send(std::move(commands), [this, done = std::move(done)](redis::Outcome outcome) mutable {
        done(std::get_if<redis::Replies>(&outcome));
        --under_way_;
    });
    return true;
}

void Shared::look(Question question, std::function<void(Seen)> done) {
    std::vector<redis::Key> keys;
    const bool of_player = !question.player.empty();
    if (of_player) keys.push_back(key_of_version(environment_, question.tenant, question.player));
    if (!question.own.empty()) keys.push_back(key_of_reply(environment_, question.own));
    if (!question.common.empty()) keys.push_back(key_of_reply(environment_, question.common));
    Commands commands;
    commands.get_all(keys);
    const auto otherwise = done;
    const auto hear = [this, of_player, question = std::move(question),
                       done = std::move(done)](const auto* replies) mutable {
        const auto* found = replies ? replies->all.front().array() : nullptr;
        Seen seen;
        if (found == nullptr) {
            ++failed_;
            return done(std::move(seen));
        }
        auto next = found->begin();
        const auto take = [&] {
            const std::string* text = next++->text();
            return text ? std::string_view(*text) : std::string_view();
        };
        const auto read = [&](const std::string& name) -> std::optional<Reply> {
            auto reply = read_envelope(take(), {name, question.environment, question.generation});
            if (reply && reply->fresh_until <= question.now) reply.reset();
            return reply;
        };
        std::string_view known;
        if (of_player) {
            known = of_generation(take(), question.environment);
            seen.version = read_number(known);
        }
        if (!question.own.empty()) seen.own = read(question.own);
        if (!question.common.empty()) seen.common = read(question.common);
        if (of_player && seen.own && (!seen.version || seen.own->version < *seen.version)) seen.own.reset();
        seen.right.any = !of_player || seen.version.has_value();
        const bool nobody_knows = of_player && known.empty();
        if (nobody_knows && !seen.common) return claim(std::move(question), std::move(seen), std::move(done));
        done(std::move(seen));
    };
    if (!send(std::move(commands), hear)) otherwise({});
}

void Shared::claim(Question question, Seen seen, std::function<void(Seen)> done) {
    seen.right.token = new_token();
    Commands commands;
    commands.run(scripts::claim(), std::vector{key_of_version(environment_, question.tenant, question.player)},
                 std::vector<std::string>{std::to_string(question.environment), seen.right.token,
                                          std::to_string(std::chrono::milliseconds(scripts::token_lives).count())});
    const auto otherwise = done;
    const auto hear = [seen = std::move(seen), done = std::move(done)](const auto* replies) mutable {
        const auto* given = replies ? replies->all.front().integer() : nullptr;
        seen.right.any = given != nullptr && *given == 1;
        done(std::move(seen));
    };
    if (!send(std::move(commands), hear)) otherwise({});
}

void Shared::fill(const Question& question, const Right& right, const std::string& name, const Reply& reply,
                  bool of_player) {
    const auto lives = reply.fresh_until - question.now;
    const std::string bytes = write_envelope({name, question.environment, question.generation}, reply);
    if (lives <= 0 || bytes.size() > Commands::max_value) return;
    Commands commands;
    if (!of_player) {
        commands.set(key_of_reply(environment_, name), bytes, std::chrono::milliseconds(lives));
    } else {
        if (!right.any) return;
        commands.run(scripts::fill(),
                     std::vector{key_of_version(environment_, question.tenant, question.player),
                                 key_of_reply(environment_, name)},
                     std::vector<std::string>{std::to_string(question.environment), std::to_string(reply.version),
                                              right.token.empty() ? "-" : right.token, std::to_string(version_lives),
                                              std::to_string(lives), bytes});
    }
    send(std::move(commands), [this](const redis::Replies* replies) {
        if (replies == nullptr || replies->all.front().error() != nullptr) {
            ++failed_;
        } else {
            const auto* filled = replies->all.front().integer();
            ++(filled != nullptr && *filled == 0 ? refused_ : filled_);
        }
    });
}

}  // namespace fairground::cache
