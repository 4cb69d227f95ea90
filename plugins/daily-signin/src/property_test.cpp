// 10,000 random histories against a slow and obvious model: a set of days.
#include <map>
#include <random>
#include <set>

#include "signin_fixture.hpp"

namespace daily_signin {
namespace {

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;
using LocalDay = std::chrono::sys_days;

// Of Berlin: summer time from the last Sunday of March to the last of October, 01:00 UTC.
std::chrono::hours berlin(Moment now) {
    const std::chrono::year year = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year();
    const auto change = [&](std::chrono::month month) {
        return LocalDay(year / month / std::chrono::Sunday[std::chrono::last]) + std::chrono::hours(1);
    };
    const bool summer = now >= change(std::chrono::March) && now < change(std::chrono::October);
    return std::chrono::hours(summer ? 2 : 1);
}

std::string as_text(LocalDay day) {
    const std::chrono::year_month_day date(day);
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

struct Rules {
    bool cycle;
    bool freeze;
    std::vector<std::int64_t> tiers;
    int per_month = 3;
    int days_back = 7;

    Json settings() const {
        Json list = Json::array();
        for (const std::int64_t days : tiers) list.push_back(tier(days, points(days * 100)));
        Json json = daily_signin::settings(makeup({{"per_month", per_month}, {"days_back", days_back}}));
        json["streak"] = {{"mode", cycle ? "cycle" : "endless"}, {"tiers", list}};
        if (freeze) json.update(daily_signin::freeze("auto"));
        return json;
    }
    bool is_tier(std::int64_t length) const {
        for (const std::int64_t days : tiers)
            if (cycle ? (length - days) % tiers.back() == 0 && length >= days : length == days) return true;
        return false;
    }
};

// All days that count or are frozen, by what they are; nothing else is remembered.
class Model {
public:
    Model(const Rules& rules, int cards) : rules_(rules), cards_(cards) {}

    const char* state(LocalDay day, LocalDay today) const {
        const auto found = days_.find(day);
        if (found != days_.end()) return found->second == 's' ? "signed" : found->second == 'm' ? "made_up" : "frozen";
        if (day < first_day()) return "before";
        return day == today ? "today" : day < today ? "missed" : "future";
    }
    std::int64_t streak(LocalDay today) const {
        if (has(today)) return length_back(today);
        if (has(today - one)) return length_back(today - one);
        return can_freeze(today) ? length_back(today - one - one) : 0;
    }
    // The tiers that come with it; nothing: it is refused.
    std::optional<std::vector<std::int64_t>> sign_in(LocalDay today) {
        if (has(today)) return std::nullopt;
        const Model before = *this;
        if (can_freeze(today)) {
            days_[today - one] = 'f';
            --cards_;
        }
        days_[today] = 's';
        return new_tiers(before, today);
    }
    std::optional<std::vector<std::int64_t>> make_up(LocalDay today, LocalDay day) {
        const std::string month = as_text(today).substr(0, 7);
        if (day >= today || day < first_day() || today - day > std::chrono::days(rules_.days_back)) return std::nullopt;
        if ((has(day) && days_[day] != 'f') || made_up_[month] == rules_.per_month) return std::nullopt;
        const Model before = *this;
        ++made_up_[month];
        days_[day] = 'm';
        return new_tiers(before, day);
    }

private:
    static constexpr std::chrono::days one{1};

    static LocalDay first_day() { return std::chrono::year(2026) / 1 / 1; }
    bool has(LocalDay day) const { return days_.contains(day); }
    bool can_freeze(LocalDay today) const {
        const auto before = days_.find(today - one - one);
        return rules_.freeze && cards_ > 0 && !has(today - one) && before != days_.end() && before->second != 'f';
    }
    std::set<LocalDay> run(LocalDay day) const {
        std::set<LocalDay> run;
        if (!has(day)) return run;
        for (LocalDay d = day; has(d); d -= one) run.insert(d);
        for (LocalDay d = day; has(d); d += one) run.insert(d);
        return run;
    }
    std::int64_t length(const std::set<LocalDay>& run) const {
        std::int64_t length = 0;
        for (const LocalDay day : run) length += days_.at(day) != 'f';
        return length;
    }
    std::int64_t length_back(LocalDay day) const {
        std::set<LocalDay> back = run(day);
        back.erase(back.upper_bound(day), back.end());
        return length(back);
    }
    // Every run has had the tiers up to its length, once; the run of this day now gets what none of its parts had.
    std::vector<std::int64_t> new_tiers(const Model& before, LocalDay day) const {
        const std::set<LocalDay> now = run(day);
        std::int64_t had = 0;
        for (const LocalDay part : now) had = std::max(had, before.length(before.run(part)));
        std::vector<std::int64_t> tiers;
        for (std::int64_t n = had + 1; n <= length(now); ++n)
            if (rules_.is_tier(n)) tiers.push_back(n);
        return tiers;
    }

    const Rules& rules_;
    int cards_;
    std::map<LocalDay, char> days_;
    std::map<std::string, int> made_up_;  // by month
};

class History {
public:
    History(Desk& desk, const Rules& rules, std::uint32_t number)
        : desk_(desk), chance_(number), cards_(below(4)), model_(rules, cards_) {
        desk_.as("player-" + std::to_string(number)).give("points", 1'000'000).give("freeze-cards", cards_);
        // Begins near what is special: new year, the leap day, both changes of the clock.
        const int special[] = {20261230, 20280227, 20270326, 20261022, 20280301, 20291228};
        desk_.utc_offset(std::chrono::hours(1)).at(special[below(6)], std::chrono::minutes(below(24 * 60)));
        adjust_offset();
    }

    void live(int steps) {
        for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
            pass_time();
            const LocalDay today = this->today();
            if (below(10) < 7)
                expect_same(desk_.sign_in(), model_.sign_in(today));
            else {
                const LocalDay day = today - std::chrono::days(below(10) - 1);
                expect_same(desk_.make_up(as_text(day)), model_.make_up(today, day));
            }
        }
        expect_same_calendar(as_text(today()).substr(0, 7));
        expect_same_calendar(as_text(today() - std::chrono::days(28)).substr(0, 7));
    }

private:
    int below(int bound) { return static_cast<int>(chance_() % static_cast<std::uint32_t>(bound)); }
    Moment now() const { return Moment(std::chrono::milliseconds(desk_.now())); }
    LocalDay today() const { return std::chrono::floor<std::chrono::days>(now() + berlin(now())); }

    void adjust_offset() { desk_.utc_offset(berlin(now())); }
    // Mostly a day or less, at times some days, rarely months or a clock that was set back.
    void pass_time() {
        const int kind = below(100);
        const int minutes = kind < 80   ? below(26 * 60) + 8 * 60
                            : kind < 95 ? below(4 * 24 * 60)
                            : kind < 98 ? below(200 * 24 * 60)
                                        : -below(26 * 60);
        desk_.pass(std::chrono::minutes(minutes));
        adjust_offset();
    }

    void expect_same(const Result& result, const std::optional<std::vector<std::int64_t>>& tiers) {
        ASSERT_EQ(result.ok(), tiers.has_value()) << as_text(today()) << ' ' << result;
        if (!tiers) {
            ASSERT_EQ(result.status, FG_REFUSED) << result;
            return;
        }
        ASSERT_EQ(result.body["streak"], model_.streak(today())) << as_text(today()) << ' ' << result;
        std::vector<std::int64_t> reached;
        const auto& events = desk_.events();
        for (std::size_t i = events.size() - result.body["tiers"].size(); i < events.size(); ++i)
            reached.push_back(events[i].payload["streak"]);
        ASSERT_EQ(reached, *tiers) << as_text(today()) << ' ' << result;
    }
    void expect_same_calendar(const std::string& month) {
        const Json calendar = desk_.calendar(month);
        LocalDay day = std::chrono::year(std::stoi(month.substr(0, 4))) /
                       std::chrono::month(static_cast<unsigned>(std::stoi(month.substr(5)))) / 1;
        for (const Json& line : calendar["days"]) {
            ASSERT_EQ(line["day"], as_text(day));
            ASSERT_EQ(line["state"], model_.state(day, today())) << line;
            day += std::chrono::days(1);
        }
        ASSERT_EQ(calendar["player"]["streak"], model_.streak(today())) << as_text(today());
    }

    Desk& desk_;
    std::mt19937 chance_;
    int cards_;
    Model model_;
};

TEST(AnyHistory, gives_the_streaks_tiers_and_calendar_of_a_plain_set_of_days) {
    for (const Rules& rules : {Rules{false, false, {3, 7, 14, 28}}, Rules{true, false, {3, 7}},
                               Rules{false, true, {2, 5, 9}}, Rules{true, true, {3, 7, 14, 28}}}) {
        Desk desk(rules.settings());
        for (std::uint32_t number = 1; number <= 2500; ++number) {
            History(desk, rules, number).live(25);
            ASSERT_FALSE(HasFailure()) << "history " << number << (rules.cycle ? ", cycle" : ", endless")
                                       << (rules.freeze ? ", with freezes" : "");
        }
    }
}

}  // namespace
}  // namespace daily_signin
