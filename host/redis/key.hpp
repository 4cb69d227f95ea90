// Names in Redis. Only an Environment makes them, so the prefix that keeps environments apart cannot be forgotten: a
// command takes a Key, never a text. Plain values; safe from any thread.
#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace fairground::redis {

// "fg:dev:view:default:17".
class Key {
public:
    const std::string& text() const { return text_; }
    bool operator==(const Key&) const = default;

private:
    friend class Environment;
    explicit Key(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

// What is published on and subscribed to. The same form as a key; the two have nothing to do with each other in Redis.
class Channel {
public:
    const std::string& text() const { return text_; }
    bool operator==(const Channel&) const = default;

private:
    friend class Environment;
    explicit Channel(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

class Environment {
public:
    // The host file's `environment`: 1 to 32 of a-z, 0-9, '-'. Else throws std::invalid_argument.
    explicit Environment(std::string_view name);

    // kind: what it is, "view"; parts: texts or whole numbers, at most 1024 bytes each, else std::invalid_argument. No
    // two different lists of kind and parts make one name: in a part, ':' is %3A, '%' is %25, and so are braces,
    // blanks and control characters. (The number 7 and the text "7" are the same part.)
    template <class... Parts>
    Key key(std::string_view kind, const Parts&... parts) const {
        return Key(name(kind, parts...));
    }
    template <class... Parts>
    Channel channel(std::string_view kind, const Parts&... parts) const {
        return Channel(name(kind, parts...));
    }

private:
    template <class... Parts>
    std::string name(std::string_view kind, const Parts&... parts) const {
        std::string name = prefix_;
        append(name, kind);
        (append(name, parts), ...);
        return name;
    }
    static void append(std::string& name, std::string_view part);
    template <std::integral Number>
    static void append(std::string& name, Number part) {
        append(name, std::to_string(part));
    }

    std::string prefix_;  // "fg:dev"
};

}  // namespace fairground::redis
