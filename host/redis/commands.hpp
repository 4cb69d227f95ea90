// What is sent to Redis, and what comes back. Plain values; each may be used by one thread at a time.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "redis/key.hpp"

namespace fairground::redis {

// A Lua script. Cheap to copy; make it once, as a static. It touches only the keys it is given.
class Script {
public:
    explicit Script(std::string lua);
    struct Text {
        std::string lua;
        std::string sha1;  // 40 hexadecimal digits
    };

private:
    friend class Commands;
    std::shared_ptr<const Text> text_;
};

// One after the other on one connection, as one part of a pipeline: in order, but others' commands may come between.
// Each function adds one command, which has one reply.
class Commands {
public:
    Commands& get(const Key& key);                 // text, or Nil
    Commands& get_all(std::span<const Key> keys);  // MGET: an array of texts and Nils. REQUIRES: one key or more
    // Text "OK", or Error::memory. time_to_live: 1 ms or more. value: at most max_value bytes, else std::length_error.
    Commands& set(const Key& key, std::string_view value, std::chrono::milliseconds time_to_live);
    Commands& set(const Key& key, std::string_view value);                // for ever
    Commands& expire(const Key& key, std::chrono::milliseconds after);    // integer 1, or 0: no such key
    Commands& remove(const Key& key);                                     // integer: how many there were, 0 or 1
    Commands& increment(const Key& key);                                  // integer: the new value
    Commands& publish(const Channel& channel, std::string_view message);  // integer: how many connections hear it
    // What the script returns. The server is sent the script's text once for each connection. Should it forget it
    // (SCRIPT FLUSH), this one command runs after the others of its pipeline.
    Commands& run(const Script& script, std::span<const Key> keys, std::span<const std::string> arguments);

    std::size_t size() const { return all_.size(); }

    static constexpr std::size_t max_value = 8 * 1024 * 1024;

    struct Command {
        std::string wire;                            // as it is sent; of a script what stands behind its name
        std::size_t words = 0;                       // of a script's command
        std::shared_ptr<const Script::Text> script;  // null: an ordinary command
    };
    const std::vector<Command>& all() const { return all_; }

private:
    Commands& add(std::initializer_list<std::string_view> words);
    std::vector<Command> all_;
};

struct Nil {
    bool operator==(const Nil&) const = default;
};

// Redis is there and says no to this one command. (LOADING, READONLY and the like are Away: they are about the server.)
struct Error {
    enum class Kind {
        memory,     // OOM: over maxmemory, nothing was written
        denied,     // the ACL user may not do this
        type,       // the key holds another kind of value
        too_large,  // the reply is above Options::reply_bytes; it was skipped
        other,
    };
    Kind kind = Kind::other;
    std::string text;
};

struct Reply {
    std::variant<Nil, std::string, std::int64_t, std::vector<Reply>, Error> value;

    bool nil() const { return std::holds_alternative<Nil>(value); }
    // Null where it is something else.
    const std::string* text() const { return std::get_if<std::string>(&value); }
    std::string* text() { return std::get_if<std::string>(&value); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value); }
    const std::vector<Reply>* array() const { return std::get_if<std::vector<Reply>>(&value); }
    std::vector<Reply>* array() { return std::get_if<std::vector<Reply>>(&value); }
    const Error* error() const { return std::get_if<Error>(&value); }
};

// One reply for each command, in order, all from one server.
struct Replies {
    // Which server process: another number after a restart or a failover, the same on every host. What was acknowledged
    // by another one may be lost here.
    std::uint64_t server = 0;
    std::vector<Reply> all;
};

// Redis could not be had in time. What was sent may have been carried out, or not.
struct Away {
    std::string why;
};

using Outcome = std::variant<Replies, Away>;

}  // namespace fairground::redis
