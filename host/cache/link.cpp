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

void Link::say_farewell() {
    redis_.ask(std::move(Commands().publish(channel_, next_message(Message::Kind::farewell, {}))));
}

redis::Key Link::key_of(Generations::Kind kind, std::string_view name) const {
    return environment_.key("generation", Generations::word_of(kind), name);
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
