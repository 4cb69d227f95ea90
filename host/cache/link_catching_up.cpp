// Link: what may have been missed is ended, and the others are watched. All of it on the announcing thread.
#include <spdlog/spdlog.h>

#include "cache/link.hpp"
#include "cache/scripts.hpp"

namespace fairground::cache {

using redis::Commands;

// A number that Redis told, taken over; where it is new, the others are to hear of it. Empty: it told none.
std::optional<std::int64_t> Link::take_number(const redis::Reply& reply, Generations::Kind kind,
                                              const std::string& name, Commands& news) {
    const std::string* text = reply.text();
    if (text == nullptr) return std::nullopt;
    const bool fresh = text->starts_with('*');
    const auto digits = std::string_view(*text).substr(fresh ? 1 : 0);
    if (digits.empty()) return 0;
    const auto number = read_number(digits);
    if (!number) return std::nullopt;
    const bool raised = generations_.raise(kind, name, *number);
    if (raised && kind == Generations::Kind::environment) new_epoch();
    if (fresh || raised)
        news.publish(channel_, next_message(Message::Kind::generation, {Generations::word_of(kind), name, digits}));
    return number;
}

bool Link::read_generations() {
    const auto all = generations_.all();
    std::vector<redis::Key> keys;
    std::vector<std::string> known;
    for (const auto& generation : all) {
        keys.push_back(key_of(generation.kind, generation.name));
        known.push_back(std::to_string(generation.number));
    }
    const auto replies = ask(std::move(Commands().run(scripts::read(), keys, known)));
    const auto* numbers = replies ? replies->front().array() : nullptr;
    if (numbers == nullptr || numbers->size() != all.size()) {
        lose("Redis did not tell the generations");
        return false;
    }
    Commands news;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (take_number((*numbers)[i], all[i].kind, all[i].name, news)) continue;
        lose("Redis told a generation that is no number");
        return false;
    }
    return news.size() == 0 || ask(std::move(news)).has_value();
}

// What was missed cannot be found out. So: hear from now on, then learn the generations, with a new one for everything
// if we or the server may have lost something, then hear ourselves.
void Link::catch_up() {
    std::uint64_t hearing = 0;
    {
        const std::lock_guard lock(hearing_mutex_);
        const bool waiting = hello_ != 0 && Clock::now() - hello_at_ < times_.trust;
        if (!hearing_ || waiting) return;
        hearing = *hearing_;
        hello_ = 0;
    }
    const bool owed = owing_.exchange(false);
    const auto give_up = [&] { owing_ = owing_ || owed; };
    const auto environment = key_of(Generations::Kind::environment, "");
    const auto known = std::to_string(generations_.environment());
    Commands commands;
    commands.run(scripts::meet_server(), std::vector{environment_.key("server"), environment},
                 std::vector<std::string>{std::to_string(hearing), known});
    if (owed) commands.run(scripts::renew(), std::vector{environment}, std::vector{known});
    const auto replies = ask(std::move(commands));
    if (!replies || server_ != hearing) return give_up();
    Commands news;
    for (const auto& reply : *replies)
        if (!take_number(reply, Generations::Kind::environment, "", news)) return give_up();
    generations_.take_incomplete();
    if (!read_generations()) return give_up();
    news.publish(channel_, next_message(Message::Kind::beat, {}));
    {
        const std::lock_guard lock(hearing_mutex_);
        if (owing_) return;  // since we asked: once more from the beginning
        hello_ = number_;
        hello_at_ = Clock::now();
    }
    if (!ask(std::move(news)) || server_ != hearing) {
        lose("Redis went while we were catching up");
        give_up();
    }
}

void Link::look_at_others() {
    const auto now = Clock::now();
    if (now.time_since_epoch().count() > trusted_until_) return;  // who does not hear himself cannot judge others
    bool late = false;
    std::vector<std::string> gone;
    {
        const std::lock_guard lock(hearing_mutex_);
        for (const auto& [name, sender] : senders_) {
            late = late || now - sender.heard > times_.silence;
            if (now - sender.heard > times_.gone) gone.push_back(name);
        }
    }
    if (late != others_late_.exchange(late)) {
        new_epoch();
        if (late) spdlog::warn("cache: another host is silent, nothing is taken from a cache unchecked");
    }
    for (const auto& name : gone)
        if (!bury(name)) return;
}

// It may have committed what it never told.
bool Link::bury(const std::string& sender) {
    const auto known = std::to_string(generations_.environment());
    const auto replies = ask(std::move(Commands().run(
        scripts::bury(), std::vector{environment_.key("gone", sender), key_of(Generations::Kind::environment, "")},
        std::vector{known})));
    Commands news;
    if (!replies || !take_number(replies->front(), Generations::Kind::environment, "", news)) return false;
    if (news.size() > 0 && !ask(std::move(news))) return false;
    graves_.fetch_add(1, std::memory_order_relaxed);
    spdlog::warn("cache: a host went without a farewell, everything cached has been ended");
    const std::lock_guard lock(hearing_mutex_);
    senders_.erase(sender);
    return true;
}

}  // namespace fairground::cache
