#include "progress.hpp"

#include "object.hpp"

namespace lucky_wheel {

using fairground::Json;

Progress Progress::load(const fairground::Call& call) {
    const Json stored = call.value(key).get().value_or(Json::object());
    Progress progress;
    progress.done = stored.value("done", std::int64_t{0});
    progress.losing = stored.value("losing", std::int64_t{0});
    if (stored.contains("won")) progress.won = stored["won"].get<decltype(progress.won)>();
    if (stored.value("day", 0) == call.day()) {
        progress.today = stored.value("today", std::int64_t{0});
        progress.free_today = stored.value("free", std::int64_t{0});
    }
    return progress;
}

void Progress::store(const fairground::Call& call) const {
    Json document = object("day", call.day(), "done", done, "free", free_today, "losing", losing, "today", today);
    if (!won.empty()) document["won"] = won;
    call.value(key).put(document);
}

std::int64_t Progress::won_of(const std::string& prize) const {
    const auto found = won.find(prize);
    return found == won.end() ? 0 : found->second;
}

}  // namespace lucky_wheel
