#include "config/file_text.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace fairground::config {

namespace {

std::string hex(unsigned value) {
    char text[16];
    std::snprintf(text, sizeof text, "0x%02X", value);
    return text;
}

// Length of the UTF-8 character at the beginning of text; 0: there is none.
std::size_t character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first < 0xF0) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first < 0xF5) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) >= 0x90;
        return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

std::string bad_character(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || byte == 0;
    if (wide) return "the file is not UTF-8 (UTF-16 or binary?); save it as UTF-8";
    if (byte < 0x20 || byte == 0x7F) return "control character " + hex(byte) + "; remove it";
    return "byte " + hex(byte) + " is not UTF-8; save the file as UTF-8";
}

}  // namespace

std::string read_text(const std::filesystem::path& file) {
    const auto refuse = [&](std::string message) -> std::string {
        throw Error({{file.string(), 0, 0, "", std::move(message)}});
    };
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) return refuse("there is no such file");
    if (!std::filesystem::is_regular_file(status)) return refuse("expected a file, found a folder or device");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return refuse("the file cannot be opened; check its permissions");
    std::string text(max_file_bytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (stream.bad()) return refuse("the file cannot be read");
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

std::optional<Problem> unreadable(std::string_view text, const std::string& file) {
    if (text.size() > max_file_bytes) {
        return Problem{file, 0, 0, "",
                       "the file is too big: expected at most " + std::to_string(max_file_bytes) + " bytes"};
    }
    const auto at_byte = [&](std::size_t at, std::string message) {
        const auto [line, column, layer] = Ruler(text).place(at);
        return Problem{file, line, column, "", std::move(message)};
    };
    bool indenting = true;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const std::size_t length = character(text.substr(at));
        const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
        if (length == 0 || control) return at_byte(at, bad_character(text, at));
        if (indenting && c == '\t') return at_byte(at, "a tab in the indentation; use spaces");
        indenting = c == '\n' || (indenting && c == ' ');
        at += length;
    }
    return std::nullopt;
}

Document::Place Ruler::place(std::size_t byte) {
    if (byte < at_) *this = Ruler(text_);
    for (byte = std::min(byte, text_.size()); at_ < byte; ++at_) {
        const char c = text_[at_];
        const bool inside_character = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (c == '\n') {
            place_ = {place_.line + 1, 1};
        } else if (!inside_character) {
            ++place_.column;
        }
    }
    return place_;
}

}  // namespace fairground::config
