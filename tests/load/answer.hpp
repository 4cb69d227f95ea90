// The least of HTTP/1.1 that a load driver must read: status, four headers, a body of announced length. Private to
// load.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace fairground::load {

// Views into the text it was read from.
struct HttpAnswer {
    int status = 0;  // 0: its end cannot be known, as it is not HTTP/1.1 or has no Content-Length; body is what came
    bool replayed = false;
    bool keep_alive = true;
    std::chrono::milliseconds retry_after{0};
    std::string_view plugin;  // Fairground-Plugin
    std::string_view body;
};

// The answer that text begins with; empty: more is to come.
std::optional<HttpAnswer> read_answer(std::string_view text);

}  // namespace fairground::load
