// fg.call/1 and fg.log/1: who, when, chance, and a word in the log.
#include <spdlog/spdlog.h>

#include "plugin/tables/serve.hpp"

namespace fairground::plugin {
namespace {

constexpr std::size_t max_log_bytes = 4 * 1024;

// The same for what has no status to tell: `otherwise` is answered, and the call fails at its end.
template <typename Service, typename Answer>
Answer ask(fg_call* call, Answer otherwise, Service&& service) noexcept {
    const fg_status status = serve(call, [&](CallContext& context) { otherwise = service(context); });
    if (status == FG_INVALID || status == FG_REFUSED) of(call).fault = "fg.call/1 was misused";
    return otherwise;
}

spdlog::level::level_enum spdlog_level(std::int32_t level) {
    if (level <= FG_LOG_DEBUG) return spdlog::level::debug;
    if (level == FG_LOG_INFO) return spdlog::level::info;
    return level == FG_LOG_WARN ? spdlog::level::warn : spdlog::level::err;
}

}  // namespace

const fg_call_1 call_table = {
    .size = sizeof(fg_call_1),
    .player = [](fg_call* call) { return ask(call, fg_str{}, [](CallContext& c) { return borrow(c.player()); }); },
    .attribute =
        [](fg_call* call, fg_str name) {
            return ask(call, fg_str{}, [&](CallContext& c) { return borrow(c.attribute(view(name))); });
        },
    .now = [](fg_call* call) { return ask(call, std::int64_t{0}, [](CallContext& c) { return c.now(); }); },
    .day = [](fg_call* call) { return ask(call, std::int32_t{0}, [](CallContext& c) { return c.day(); }); },
    .utc_offset =
        [](fg_call* call) { return ask(call, std::int32_t{0}, [](CallContext& c) { return c.utc_offset(); }); },
    .random_below =
        [](fg_call* call, std::uint32_t bound) {
            return ask(call, std::uint32_t{0}, [&](CallContext& c) {
                if (bound == 0) throw ServiceMisused("a random number below 0");
                return c.random_below(bound);
            });
        },
    .day_start =
        [](fg_call* call, std::int32_t day) {
            return ask(call, std::int64_t{-1}, [&](CallContext& c) { return c.day_start(day); });
        },
};

const fg_log_1 log_table = {
    .size = sizeof(fg_log_1),
    .write =
        [](fg_call* call, std::int32_t level, fg_str text) {
            if (text.data == nullptr) return;
            const std::string_view line(text.data, std::min(text.size, max_log_bytes));
            if (call != nullptr)
                serve(call, [&](CallContext& c) { c.log(level, line); });
            else
                spdlog::log(spdlog_level(level), "plugin: {}", line);
        },
};

}  // namespace fairground::plugin
