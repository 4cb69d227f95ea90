// What a plugin's function answers, taken in within limits and turned into a Reply.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "plugin/plugin.hpp"

namespace fairground::plugin {

inline constexpr std::size_t max_reply_bytes = 1 << 20;

// Where a plugin writes its reply.
class ReplyBuffer {
public:
    // Lives as long as the buffer.
    fg_sink sink() noexcept { return {this, &ReplyBuffer::write}; }
    std::string& text() { return text_; }
    // Empty, or why the text is not what the plugin meant to say.
    const char* defect() const { return defect_; }

private:
    static void write(void* self, const char* data, std::size_t size) noexcept;

    std::string text_;
    const char* defect_ = "";
};

inline fg_str borrow(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

// "FG_REFUSED"
std::string status_name(fg_status status);

// Runs a function of a plugin. An exception that leaves it, against the contract, becomes FG_FAULT and `thrown`.
template <typename Function>
fg_status run(Function&& function, std::string& thrown) noexcept {
    try {
        return function();
    } catch (const std::exception& error) {
        thrown = std::string("an exception left the plugin: ") + error.what();
    } catch (...) {
        thrown = "an exception of an unknown type left the plugin";
    }
    return FG_FAULT;
}

// A fault of the plugin; the text names it.
Reply fault(const Manifest& plugin, const std::string& what);

Reply read_reply(const Manifest& plugin, fg_status status, ReplyBuffer& reply);

}  // namespace fairground::plugin
