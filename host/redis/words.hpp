// Commands as Redis reads them. Poco::Redis::Array would do, with half a dozen copies of each word.
#pragma once
#include <string>
#include <string_view>

namespace fairground::redis {

// So many words follow.
inline void append_words(std::string& wire, std::size_t count) {
    wire += '*';
    wire += std::to_string(count);
    wire += "\r\n";
}

inline void append_word(std::string& wire, std::string_view word) {
    wire += '$';
    wire += std::to_string(word.size());
    wire += "\r\n";
    wire += word;
    wire += "\r\n";
}

}  // namespace fairground::redis
