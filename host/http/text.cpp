#include "http/text.hpp"

namespace fairground::http {
namespace {

// How many bytes follow a first byte, and the bounds of the first of them (the others are 80..BF). -1: cannot be first.
struct Tail {
    int bytes;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

Tail tail_of(unsigned char first) {
    if (first < 0x80) return {0};
    if (first < 0xC2) return {-1};
    if (first < 0xE0) return {1};
    if (first == 0xE0) return {2, 0xA0};
    if (first == 0xED) return {2, 0x80, 0x9F};
    if (first < 0xF0) return {2};
    if (first == 0xF0) return {3, 0x90};
    if (first < 0xF4) return {3};
    if (first == 0xF4) return {3, 0x80, 0x8F};
    return {-1};
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        Tail tail = tail_of(static_cast<unsigned char>(text[at++]));
        if (tail.bytes < 0) return false;
        for (; tail.bytes > 0; --tail.bytes, ++at, tail.low = 0x80, tail.high = 0xBF) {
            if (at == text.size()) return false;
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte < tail.low || byte > tail.high) return false;
        }
    }
    return true;
}

}  // namespace fairground::http
