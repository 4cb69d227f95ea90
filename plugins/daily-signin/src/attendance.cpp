#include "attendance.hpp"

#include <bit>
#include <string>

namespace daily_signin {

using fairground::Json;

namespace {

std::uint32_t bit(Day day) {
    return 1U << (day_in_month(day) - 1);
}

bool counts(Attendance::Mark mark) {
    return mark == Attendance::Mark::signed_in || mark == Attendance::Mark::made_up;
}

Month month_of_number(std::int32_t yyyymm) {
    return month_of(day_of(yyyymm * 100 + 1));
}

}  // namespace

Attendance Attendance::load(const fairground::Call& call) {
    Attendance attendance;
    const std::optional<Json> stored = call.value(key).get();
    if (!stored) return attendance;
    for (const auto& [month, numbers] : stored->at("months").items())
        attendance.months_[std::stoi(month)] = {{numbers.at(0), numbers.at(1), numbers.at(2)}, numbers.at(3)};
    attendance.carried_ = stored->value("carried", std::int64_t{0});
    attendance.kept_from_ = stored->value("kept_from", 0);
    attendance.settled = stored->value("settled", 0);
    return attendance;
}

void Attendance::store(const fairground::Call& call) const {
    Json document = {{"months", Json::object()}};
    for (const auto& [month, in] : months_)
        document["months"][std::to_string(month)] = {in.days[0], in.days[1], in.days[2], in.makeups};
    if (kept_from_ != 0) {
        document["kept_from"] = kept_from_;
        document["carried"] = carried_;
    }
    if (settled != 0) document["settled"] = settled;
    call.value(key).put(document);
}

Attendance::Mark Attendance::on(Day day) const {
    const auto month = months_.find(number(month_of(day)));
    if (month == months_.end()) return Mark::none;
    for (std::size_t set = 0; set < month->second.days.size(); ++set)
        if (month->second.days[set] & bit(day)) return static_cast<Mark>(set + 1);
    return Mark::none;
}

void Attendance::set(Day day, Mark mark) {
    auto& sets = months_[number(month_of(day))].days;
    for (std::uint32_t& set : sets) set &= ~bit(day);
    sets[static_cast<std::size_t>(mark) - 1] |= bit(day);
    forget();
}

std::int64_t Attendance::until(Day day) const {
    std::int64_t length = 0;
    for (; !forgot(month_of(day)); day -= days(1)) {
        const Mark mark = on(day);
        if (mark == Mark::none) return length;
        length += counts(mark) ? 1 : 0;
    }
    return length + carried_;
}

std::int64_t Attendance::from(Day day) const {
    std::int64_t length = 0;
    for (Mark mark = on(day); mark != Mark::none; mark = on(day += days(1))) length += counts(mark) ? 1 : 0;
    return length;
}

int Attendance::count(Month month, Mark mark) const {
    const auto found = months_.find(number(month));
    return found == months_.end() ? 0 : std::popcount(found->second.days[static_cast<std::size_t>(mark) - 1]);
}

bool Attendance::forgot(Month month) const {
    return number(month) < kept_from_;
}

int Attendance::makeups_in(Month month) const {
    const auto found = months_.find(number(month));
    return found == months_.end() ? 0 : found->second.makeups;
}

void Attendance::add_makeup(Month month) {
    ++months_[number(month)].makeups;
}

void Attendance::forget() {
    const Month newest = month_of_number(months_.rbegin()->first);
    const Month oldest = newest - std::chrono::months(months_kept - 1);
    if (months_.begin()->first >= number(oldest)) return;
    carried_ = until(first_of(oldest) - days(1));
    kept_from_ = number(oldest);
    months_.erase(months_.begin(), months_.lower_bound(kept_from_));
}

}  // namespace daily_signin
