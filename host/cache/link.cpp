#include "cache/link.hpp"

#include <algorithm>

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "cache/keys.hpp"
#include "cache/scripts.hpp"

namespace fairground::cache {
namespace {

using redis::Commands;

constexpr std::size_t keys_of_one_script = 500;

std::string random_name() {
    return fmt::format("{:08x}{:08x}", randombytes_random(), randombytes_random());
}

std::string_view word_of(Generations::Kind kind) {
    switch (kind) {
        case Generations::Kind::environment:
            return "environment";
        case Generations::Kind::tenant:
            return "tenant";
        case Generations::Kind::campaign:
            break;
    }
    return "campaign";
}

std::optional<Generations::Kind> kind_of(std::string_view word) {
    using Kind = Generations::Kind;
    for (const auto kind : {Kind::environment, Kind::tenant, Kind::campaign})
        if (word == word_of(kind)) return kind;
    return std::nullopt;
}

}  // namespace

Link::Link(redis::Redis& redis, const redis::Options& options, redis::Environment environment, Generations& generations,
           Heard heard, const Times& times)
    : redis_(redis),
      environment_(std::move(environment)),
      channel_(channel_of(environment_)),
      generations_(generations),
      heard_(std::move(heard)),
      times_(times),
      self_(random_name()) {
    redis::Subscription::Listener listener;
    listener.up = [this](std::uint64_t server) { up(server); };
    listener.down = [this](const std::string& why) {
        {
            const std::lock_guard lock(hearing_mutex_);
            hearing_.reset();
            senders_.clear();
        }
        lose(why);
    };
    listener.message = [this](const redis::Channel&, std::string_view text) { hear(text); };
    subscription_.emplace(options, std::vector{channel_}, std::move(listener));
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Link::~Link() {
    thread_.request_stop();
    thread_.join();
    subscription_.reset();
}

Stand Link::stand() const {
    const auto epoch = epoch_.load(std::memory_order_acquire);
    const bool trusted = caught_up_.load(std::memory_order_acquire) && !others_late_.load(std::memory_order_relaxed) &&
                         !others_owe_.load(std::memory_order_relaxed) &&
                         Clock::now().time_since_epoch().count() < trusted_until_.load(std::memory_order_relaxed);
    return {trusted, epoch};
}

bool Link::trusted_within(std::chrono::milliseconds patience) const {
    for (const auto end = Clock::now() + patience; Clock::now() < end;
         std::this_thread::sleep_for(std::chrono::milliseconds(5)))
        if (stand().trusted) return true;
    return stand().trusted;
}

// ---- what callers want told

bool Link::hand_in(const std::shared_ptr<Task>& task) {
    std::unique_lock lock(mutex_);
    tasks_.push_back(task);
    wake_.notify_one();
    answered_.wait_for(lock, times_.patience, [&] { return task->done; });
    return task->told;
}

bool Link::announce(std::span<const Changed> changes) {
    if (changes.empty()) return true;
    auto task = std::make_shared<Task>();
    task->fields.reserve(3 * changes.size());
    for (const auto& change : changes) {
        task->fields.emplace_back(change.tenant);
        task->fields.emplace_back(change.player);
        task->fields.push_back(std::to_string(change.version));
    }
    if (caught_up_ && hand_in(task)) {
        announced_.fetch_add(changes.size(), std::memory_order_relaxed);
        return true;
    }
    owed_.fetch_add(changes.size(), std::memory_order_relaxed);
    owing_ = true;
    lose("a change could not be announced");
    return false;
}

void Link::doubt() {
    {
        const std::lock_guard lock(mutex_);
        doubtful_until_ = Clock::now() + times_.doubt;
    }
    owing_ = true;
    lose("nobody knows what became of a commit");
}

void Link::others_owe(bool others) {
    if (others_owe_.exchange(others) == others) return;
    new_epoch();
    if (others) return;
    owing_ = true;  // in its place, for nobody knows whether it has done so
    lose("another host was cut off from Redis");
}

bool Link::invalidate(Generations::Kind kind, const std::string& name) {
    auto task = std::make_shared<Task>();
    task->ended.emplace(kind, name);
    return hand_in(task);
}

void Link::lose(const std::string& why) {
    {
        const std::lock_guard lock(hearing_mutex_);
        hello_ = 0;
        sent_.clear();
    }
    if (caught_up_.exchange(false, std::memory_order_acq_rel))
        spdlog::warn("cache: the link with the other hosts is lost, nothing is taken from a cache unchecked: {}", why);
    new_epoch();
}

// ---- the announcing thread

void Link::run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        wake_.wait_for(lock, stop, times_.beat / 2, [this] { return !tasks_.empty(); });
        const Tasks tasks = std::exchange(tasks_, {});
        if (doubtful_until_ && Clock::now() > *doubtful_until_) {
            doubtful_until_.reset();
            owing_ = true;
            lock.unlock();
            lose("a commit of unknown outcome is surely decided by now");
            lock.lock();
        }
        lock.unlock();
        turn(tasks);
        lock.lock();
        for (const auto& task : tasks) task->done = true;
        if (!tasks.empty()) answered_.notify_all();
    }
    lock.unlock();
    if (caught_up_) say_farewell();
}

void Link::turn(const Tasks& tasks) {
    if (owing_ && caught_up_) lose("changes are owed");
    if (!caught_up_) return catch_up();
    if (generations_.take_incomplete()) read_generations();
    tell(tasks);
    look_at_others();
}

std::optional<std::vector<redis::Reply>> Link::ask(Commands commands) {
    auto outcome = redis_.ask(std::move(commands));
    if (const auto* away = std::get_if<redis::Away>(&outcome)) {
        lose(away->why);
        return std::nullopt;
    }
    auto& replies = std::get<redis::Replies>(outcome);
    for (const auto& reply : replies.all) {
        if (const auto* error = reply.error()) {
            lose(error->text);
            return std::nullopt;
        }
    }
    if (caught_up_ && replies.server != server_) {
        lose("Redis is another server than before");
        return std::nullopt;
    }
    server_ = replies.server;
    return std::move(replies.all);
}

std::string Link::next_message(Message::Kind kind, std::vector<std::string_view> fields) {
    ++number_;
    last_sent_ = Clock::now();
    const std::lock_guard lock(hearing_mutex_);
    sent_[number_] = last_sent_;
    return write_message({self_, number_, kind, std::move(fields)});
}

void Link::add_versions(Commands& commands, const std::vector<std::string>& fields, std::size_t from, std::size_t to) {
    std::vector<redis::Key> keys;
    const auto at = [&](std::size_t index) { return fields.begin() + static_cast<std::ptrdiff_t>(index); };
    std::vector<std::string> arguments{std::to_string(std::chrono::milliseconds(scripts::version_lives).count()),
                                       channel_.text(), next_message(Message::Kind::versions, {at(from), at(to)}),
                                       std::to_string(generations_.environment())};
    for (std::size_t i = from; i < to; i += 3) {
        keys.push_back(key_of_version(environment_, fields[i], fields[i + 1]));
        arguments.push_back(fields[i + 2]);
    }
    commands.run(scripts::raise(), keys, arguments);
}

void Link::tell(const Tasks& tasks) {
    if (caught_up_ && tell_all(tasks)) {
        for (const auto& task : tasks) task->told = true;
        return;
    }
    for (const auto& task : tasks)
        if (!task->fields.empty()) owing_ = true;
}

// All that has gathered in one pipeline.
bool Link::tell_all(const Tasks& tasks) {
    Commands commands;
    for (const auto& task : tasks) {
        for (std::size_t from = 0; from < task->fields.size(); from += 3 * keys_of_one_script)
            add_versions(commands, task->fields, from, std::min(from + 3 * keys_of_one_script, task->fields.size()));
        if (!task->ended) continue;
        const auto& [kind, name] = *task->ended;
        const auto renewed = ask(std::move(
            Commands().run(scripts::renew(), std::vector{key_of(kind, name)}, std::vector<std::string>{"0"})));
        if (!renewed || !take_number(renewed->front(), kind, name, commands)) return false;
    }
    if (commands.size() == 0) {
        if (Clock::now() - last_sent_ < times_.beat) return true;
        commands.publish(channel_, next_message(Message::Kind::beat, {}));
    }
    return ask(std::move(commands)).has_value();
}

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
    if (fresh || raised) news.publish(channel_, next_message(Message::Kind::generation, {word_of(kind), name, digits}));
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

void Link::say_farewell() {
    redis_.ask(std::move(Commands().publish(channel_, next_message(Message::Kind::farewell, {}))));
}

redis::Key Link::key_of(Generations::Kind kind, std::string_view name) const {
    return environment_.key("generation", word_of(kind), name);
}

// ---- the subscription's thread

void Link::up(std::uint64_t server) {
    const std::lock_guard lock(hearing_mutex_);
    hearing_ = server;
    hello_ = 0;
    senders_.clear();
}

void Link::hear(std::string_view text) {
    const auto message = read_message(text);
    if (!message) {
        gaps_.fetch_add(1, std::memory_order_relaxed);
        return new_epoch();
    }
    message->sender == self_ ? hear_self(message->number) : hear_other(*message);
}

void Link::hear_self(std::uint64_t number) {
    const auto now = Clock::now();
    const std::lock_guard lock(hearing_mutex_);
    const auto sent = sent_.find(number);
    if (sent == sent_.end()) return;
    lag_us_.store((now - sent->second) / std::chrono::microseconds(1), std::memory_order_relaxed);
    trusted_until_.store((sent->second + times_.trust).time_since_epoch().count(), std::memory_order_relaxed);
    sent_.erase(sent_.begin(), std::next(sent));
    if (number != hello_ || !hearing_) return;
    hello_ = 0;
    new_epoch();
    caught_up_.store(true, std::memory_order_release);
    spdlog::info("cache: the link with the other hosts stands");
}

void Link::hear_other(const Message& message) {
    {
        const std::lock_guard lock(hearing_mutex_);
        const auto known = senders_.find(message.sender);
        if (known != senders_.end() && message.number != known->second.number + 1) {
            gaps_.fetch_add(1, std::memory_order_relaxed);
            new_epoch();
        }
        if (message.kind == Message::Kind::farewell) {
            if (known != senders_.end()) senders_.erase(known);
        } else if (known != senders_.end()) {
            known->second = {message.number, Clock::now()};
        } else {
            senders_.emplace(message.sender, Sender{message.number, Clock::now()});
        }
    }
    take_in(message);
}

void Link::take_in(const Message& message) {
    const auto& fields = message.fields;
    if (message.kind == Message::Kind::versions) {
        for (std::size_t i = 0; i + 2 < fields.size(); i += 3) {
            const auto version = read_number(fields[i + 2]);
            version ? heard_(fields[i], fields[i + 1], *version) : new_epoch();
        }
    } else if (message.kind == Message::Kind::generation) {
        const auto kind = kind_of(fields[0]);
        const auto number = read_number(fields[2]);
        if (!kind || !number) return new_epoch();
        if (generations_.raise(*kind, fields[1], *number) && *kind == Generations::Kind::environment) new_epoch();
    }
}

Link::Figures Link::figures() const {
    Figures figures{.lag = std::chrono::microseconds(lag_us_.load(std::memory_order_relaxed)),
                    .announced = announced_,
                    .owed = owed_,
                    .epochs = epoch_,
                    .gaps = gaps_,
                    .graves = graves_};
    const std::lock_guard lock(hearing_mutex_);
    figures.hosts = senders_.size();
    return figures;
}

}  // namespace fairground::cache
