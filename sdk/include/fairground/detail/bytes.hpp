// SPDX-License-Identifier: MIT
// Bytes over the border and back: spans, sinks, JSON.
#pragma once
#include <new>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "fairground/abi.h"

namespace fairground {

using Json = nlohmann::json;

namespace detail {

inline fg_str bytes(std::string_view text) {
    return {text.data(), text.size()};
}
inline std::string_view view(fg_str text) {
    return text.size ? std::string_view(text.data, text.size) : std::string_view();
}
inline void write(fg_sink sink, std::string_view text) {
    sink.write(sink.ctx, text.data(), text.size());
}

// ASCII that stands in a JSON text as it is.
constexpr bool is_plain(char c) {
    return c >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\';
}

// A sink that gathers what the host writes.
class Gathered {
public:
    fg_sink sink() { return {this, &Gathered::append}; }

    std::string text() && {
        if (failed_) throw std::bad_alloc();
        return std::move(text_);
    }

private:
    // Called by the host, so nothing may be thrown from here.
    static void append(void* self, const char* data, size_t size) {
        auto* gathered = static_cast<Gathered*>(self);
        try {
            gathered->text_.append(data, size);
        } catch (...) {
            gathered->failed_ = true;
        }
    }

    std::string text_;
    bool failed_ = false;
};

// Deep nesting is refused before it is built: copying or writing such a tree would exhaust the stack.
inline bool deeper_than(std::string_view json, int limit) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

constexpr int max_depth = 64;

}  // namespace detail
}  // namespace fairground
