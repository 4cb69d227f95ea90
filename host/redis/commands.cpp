#include "redis/commands.hpp"

#include <algorithm>
#include <stdexcept>

#include <Poco/DigestEngine.h>
#include <Poco/SHA1Engine.h>

#include "redis/words.hpp"

namespace fairground::redis {

namespace {

std::string sha1_of(const std::string& text) {
    Poco::SHA1Engine engine;
    engine.update(text);
    return Poco::DigestEngine::digestToHex(engine.digest());
}

std::string ms(std::chrono::milliseconds time) {
    return std::to_string(std::max<std::int64_t>(time.count(), 1));
}

std::string_view checked(std::string_view value) {
    if (value.size() > Commands::max_value)
        throw std::length_error("expected a value of at most " + std::to_string(Commands::max_value) +
                                " bytes for Redis, found " + std::to_string(value.size()));
    return value;
}

}  // namespace

Script::Script(std::string lua) {
    std::string sha1 = sha1_of(lua);
    text_ = std::make_shared<const Text>(Text{std::move(lua), std::move(sha1)});
}

Commands& Commands::add(std::initializer_list<std::string_view> words) {
    Command& command = all_.emplace_back();
    append_words(command.wire, words.size());
    for (const std::string_view word : words) append_word(command.wire, word);
    return *this;
}

Commands& Commands::get(const Key& key) {
    return add({"GET", key.text()});
}

Commands& Commands::get_all(std::span<const Key> keys) {
    Command& command = all_.emplace_back();
    append_words(command.wire, keys.size() + 1);
    append_word(command.wire, "MGET");
    for (const Key& key : keys) append_word(command.wire, key.text());
    return *this;
}

Commands& Commands::set(const Key& key, std::string_view value, std::chrono::milliseconds time_to_live) {
    return add({"SET", key.text(), checked(value), "PX", ms(time_to_live)});
}

Commands& Commands::set(const Key& key, std::string_view value) {
    return add({"SET", key.text(), checked(value)});
}

Commands& Commands::expire(const Key& key, std::chrono::milliseconds after) {
    return add({"PEXPIRE", key.text(), ms(after)});
}

Commands& Commands::remove(const Key& key) {
    return add({"UNLINK", key.text()});
}

Commands& Commands::increment(const Key& key) {
    return add({"INCR", key.text()});
}

Commands& Commands::publish(const Channel& channel, std::string_view message) {
    return add({"PUBLISH", channel.text(), checked(message)});
}

Commands& Commands::run(const Script& script, std::span<const Key> keys, std::span<const std::string> arguments) {
    Command& command = all_.emplace_back();
    command.script = script.text_;
    command.words = keys.size() + arguments.size() + 3;
    append_word(command.wire, std::to_string(keys.size()));
    for (const Key& key : keys) append_word(command.wire, key.text());
    for (const std::string& argument : arguments) append_word(command.wire, checked(argument));
    return *this;
}

}  // namespace fairground::redis
