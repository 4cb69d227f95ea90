#include "visit.hpp"

#include <algorithm>

namespace growth_points {

using fairground::Call;

Visit::Visit(const Settings& settings, Call& call) : settings_(settings), call_(call) {
    if (call.player().known())
        standing = Standing::read(call.value(Standing::key).get().value_or(Json::object()), settings);
    before_ = standing;
    changes_ = standing.settle(settings, today());
}

void Visit::credit(std::int64_t amount, const std::string& reason, const Validity& validity) {
    const Day expiry = expiry_day(validity, today());
    if (expiry == 0)
        call_.account(settings_.currency).credit(amount, reason);
    else
        call_.account(settings_.currency).credit_until(amount, reason, call_.day_start(expiry));
}

void Visit::count(std::int64_t amount) {
    if (const auto change = standing.count(settings_, today(), amount)) changes_.push_back(*change);
    // A board knows no score of 0: who was on it and fell to nothing stands at its end.
    const std::string name = period().name;
    if (standing.points > 0 || call_.board(name).score() > 0)
        call_.board(name).set(std::max<std::int64_t>(standing.points, 1));
}

void Visit::save() {
    for (const Change& change : changes_)
        call_.emit(change.to > change.from ? "level.up" : "level.down", {{"from", settings_.levels[change.from].id},
                                                                         {"to", settings_.levels[change.to].id},
                                                                         {"on", date_text(change.on)},
                                                                         {"points", change.points}});
    changes_.clear();
    if (standing == before_) return;
    call_.value(Standing::key).put(standing.document(settings_));
    before_ = standing;
}

std::string date_text(Day day) {
    std::string text = std::to_string(day);
    return text.insert(6, "-").insert(4, "-");
}

// Points expire at midnight. Two hours earlier is the day before on either side of a change of clocks, while the offset
// that the platform gives is that of now.
std::string last_day(const Call& call, std::int64_t expires_at) {
    return call.time_text(expires_at - 2 * 60 * 60 * 1000).substr(0, 10);
}

}  // namespace growth_points
