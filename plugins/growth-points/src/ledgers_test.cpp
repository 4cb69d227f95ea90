// Ten thousand random programmes and players, against a model that is slow and obvious: it goes through the calendar
// day by day, keeps every credit, and adds up whatever it needs to know.
#include <random>
#include <stdexcept>

#include <dlfcn.h>

#include "growth_fixture.hpp"

namespace growth_points {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const fg_plugin* shipped() {
    void* image = dlopen(GROWTH_POINTS_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (image == nullptr) throw std::runtime_error(dlerror());
    return reinterpret_cast<const fg_plugin* (*)()>(dlsym(image, "fg_plugin_v1"))();
}

// ---- a calendar of one's own
struct Date {
    int year, month, day;
    auto operator<=>(const Date&) const = default;
};
Date date_of(int day) {
    return {day / 10000, day / 100 % 100, day % 100};
}
Date tomorrow(Date d) {
    const bool leap = d.year % 4 == 0 && (d.year % 100 != 0 || d.year % 400 == 0);
    const int length[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (++d.day <= length[d.month - 1]) return d;
    d.day = 1;
    if (++d.month <= 12) return d;
    return {d.year + 1, 1, 1};
}
Date later(Date d, int days) {
    for (; days > 0; --days) d = tomorrow(d);
    return d;
}
bool begins(const std::string& period, Date d) {
    if (d.day != 1 || period == "campaign") return false;
    return period == "month" || (period == "quarter" && d.month % 3 == 1) || (period == "year" && d.month == 1);
}
std::string text(Date d) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", d.year, d.month, d.day);
    return buffer;
}

// ---- the model
struct Credit {
    std::string rule;
    Date on;
    std::int64_t amount, left;
    std::optional<Date> until;  // the day with which it is gone
};

struct Model {
    Json settings;
    Date today;
    std::vector<Credit> credits;
    std::int64_t points = 0;
    std::size_t level = 0;
    std::optional<std::pair<Date, std::size_t>> due;
    std::vector<Json> told;  // what has become of the level

    std::size_t reached() const {
        std::size_t found = 0;
        for (std::size_t i = 0; i < settings["levels"].size(); ++i)
            if (settings["levels"][i]["from"] <= points) found = i;
        return found;
    }
    void tell(const char* topic, std::size_t to) {
        told.push_back({topic, settings["levels"][level]["id"], settings["levels"][to]["id"], text(today), points});
        level = to;
    }
    void go_to(Date day) {
        while (today < day) {
            today = tomorrow(today);
            if (begins(settings["period"], today)) {
                if (reached() < level) due = {later(today, settings["downgrade"]["grace_days"]), reached()};
                points = 0;
            }
            if (due && due->first == today) {
                const std::size_t kept = std::max(due->second, reached());
                if (kept < level) tell("level.down", kept);
                due.reset();
            }
        }
    }
    void count(std::int64_t amount) {
        points = std::max<std::int64_t>(points + amount, 0);
        if (reached() >= level) due.reset();
        if (reached() > level) tell("level.up", reached());
    }
    std::int64_t earned(const std::string& rule, bool whole_month) const {
        std::int64_t sum = 0;
        for (const Credit& credit : credits)
            if (credit.rule == rule && credit.on.year == today.year && credit.on.month == today.month &&
                (whole_month || credit.on.day == today.day))
                sum += credit.amount;
        return sum;
    }
    void credit(const std::string& rule, std::int64_t amount, const Json& valid) {
        Credit credit{rule, today, amount, amount, std::nullopt};
        if (valid.is_object()) credit.until = later(today, valid["days"].get<int>() + 1);
        if (valid == "end_of_month" || valid == "end_of_year") {
            Date day = tomorrow(today);
            while (!begins(valid == "end_of_month" ? "month" : "year", day)) day = tomorrow(day);
            credit.until = day;
        }
        credits.push_back(credit);
    }
    void hear(const std::string& topic, int tier) {
        const Json held = settings["levels"][level];
        std::int64_t all = 0;
        for (const Json& rule : settings["earn"]) {
            if (rule["on"] != topic) continue;
            double amount = rule["amount"].get<double>();
            if (rule["by_level"] == true) amount *= held["multiplier"].get<double>();
            for (const Json& multiplier : rule["multipliers"])
                if (multiplier["equals"] == tier) amount *= multiplier["times"].get<double>();
            auto points = static_cast<std::int64_t>(amount);  // factors are halves: nothing is lost in a double
            if (rule.contains("caps")) {
                points = std::min(points, rule["caps"]["per_day"].get<std::int64_t>() - earned(rule["id"], false));
                points = std::min(points, rule["caps"]["per_month"].get<std::int64_t>() - earned(rule["id"], true));
            }
            if (points <= 0) continue;
            credit(rule["id"], points, rule["valid"]);
            all += points;
        }
        if (all > 0) count(all);
    }
    bool there(const Credit& credit) const { return credit.left > 0 && (!credit.until || today < *credit.until); }
    std::int64_t balance() const {
        std::int64_t sum = 0;
        for (const Credit& credit : credits)
            if (there(credit)) sum += credit.left;
        return sum;
    }
    bool spend(std::int64_t amount) {
        if (balance() < amount) return false;
        while (amount > 0) {
            Credit* first = nullptr;
            for (Credit& credit : credits) {
                if (!there(credit)) continue;
                if (first == nullptr || (credit.until && (!first->until || *credit.until < *first->until)))
                    first = &credit;
            }
            const std::int64_t taken = std::min(amount, first->left);
            first->left -= taken;
            amount -= taken;
        }
        return true;
    }
    std::map<std::string, std::int64_t> lots() const {
        std::map<std::string, std::int64_t> found;
        for (const Credit& credit : credits)
            if (there(credit) && credit.until) found[text(*credit.until)] += credit.left;
        return found;
    }
};

// ---- chance
class Chance {
public:
    explicit Chance(unsigned seed) : generator_(seed) {}
    int below(int bound) { return static_cast<int>(generator_() % static_cast<unsigned>(bound)); }
    bool once_in(int n) { return below(n) == 0; }
    template <class T>
    T one_of(std::initializer_list<T> all) {
        return *(all.begin() + below(static_cast<int>(all.size())));
    }

private:
    std::mt19937 generator_;
};

Json random_rule(Chance& chance, int number) {
    Json made = rule("rule-" + std::to_string(number), chance.one_of({"signin.completed", "prize.won"}),
                     1 + chance.below(60), {{"by_level", !chance.once_in(4)}});
    made["valid"] = chance.one_of<Json>({"never", "end_of_month", "end_of_year", Json{{"days", 1 + chance.below(40)}}});
    made["multipliers"] = Json::array();
    if (chance.once_in(2)) made["multipliers"].push_back({{"field", "tier"}, {"equals", 1}, {"times", 0.5}});
    if (chance.once_in(2)) made["multipliers"].push_back({{"field", "tier"}, {"equals", 2}, {"times", 3}});
    const int day = 1 + chance.below(120);
    if (chance.once_in(2)) made["caps"] = {{"per_day", day}, {"per_month", day + chance.below(300)}};
    return made;
}

Json random_settings(Chance& chance) {
    std::vector<Json> rules = {rule("first", "signin.completed", 10), rule("second", "prize.won", 25)};
    for (Json& rule : rules) rule.update({{"by_level", true}, {"multipliers", Json::array()}, {"valid", "never"}});
    for (int i = chance.below(3); i > 0; --i) rules.push_back(random_rule(chance, i));
    std::vector<Json> levels;
    std::int64_t from = 0;
    for (int i = 0; i <= chance.below(4); ++i, from += 20 + chance.below(150))
        levels.push_back(level("level-" + std::to_string(i), from, {{"multiplier", 1 + 0.5 * chance.below(3)}}));
    const std::string period = chance.one_of({"month", "month", "quarter", "year", "campaign"});
    return settings({{"earn", rules},
                     {"levels", levels},
                     {"period", period},
                     {"downgrade", {{"grace_days", period == "campaign" ? 0 : chance.below(28)}}},
                     {"redeem", {item("tea", 1 + chance.below(80))}}});
}

// Clocks that change at night, at midnight (so that a day begins at one), or never.
void set_clocks(Testkit& kit, Chance& chance) {
    const int zone = chance.below(3);
    if (zone == 2) return void(kit.utc_offset(hours(8)));
    kit.utc_offset(hours(1));
    for (const int day : {20260329, 20270328, 20280326}) kit.change_offset(day, hours(zone == 0 ? 2 : 0), hours(2));
    for (const int day : {20261025, 20271031, 20281029}) kit.change_offset(day, hours(zone == 0 ? 3 : 1), hours(1));
}

std::chrono::milliseconds random_wait(Chance& chance) {
    switch (chance.below(6)) {
        case 0:
            return minutes(1 + chance.below(90));
        case 1:
        case 2:
            return hours(1 + chance.below(30));
        case 3:
        case 4:
            return hours(24 * (1 + chance.below(12)));
        default:
            return hours(24 * chance.below(70));
    }
}

void step(Programme& programme, Model& model, Chance& chance) {
    const int tier = chance.below(4);
    const std::string topic = chance.one_of({"signin.completed", "prize.won"});
    const int amount = 1 + chance.below(90);
    switch (chance.below(10)) {
        case 0:
        case 1: {
            const bool paid = model.spend(model.settings["redeem"][0]["price"]);
            ASSERT_EQ(programme.act("redeem", {{"item", "tea"}}).ok(), paid);
            break;
        }
        case 2: {
            const bool counts = chance.once_in(2);
            const int days = chance.below(5);
            const Json body = {{"amount", amount}, {"reason", "gift"}, {"valid_days", days}, {"period_points", counts}};
            ASSERT_TRUE(programme.act("adjust", body).ok());
            model.credit("", amount, days ? Json{{"days", days}} : Json("never"));
            if (counts) model.count(amount);
            break;
        }
        case 3: {
            const bool paid = model.spend(amount);
            const Json body = {{"amount", -amount}, {"reason", "fraud"}, {"period_points", true}};
            ASSERT_EQ(programme.act("adjust", body).ok(), paid);
            if (paid) model.count(-amount);
            break;
        }
        default:
            ASSERT_TRUE(programme.hear("player-1", topic, {{"tier", tier}}).ok());
            model.hear(topic, tier);
    }
    if (programme.value("standing").is_null()) return;
    for (const char* job : {"periods", "expire"}) {
        if (!chance.once_in(4)) continue;
        ASSERT_TRUE(programme.run_job(job).ok());
    }
}

void expect_alike(Programme& programme, const Model& model) {
    const Json player = programme.standing();
    ASSERT_EQ(player["balance"], model.balance());
    ASSERT_EQ(player["points"], model.points);
    ASSERT_EQ(player["level"], model.level);
    const Json rules = programme.view("rules").body["rules"];
    for (const Json& rule : rules) {
        if (rule["caps"]["per_day"].is_null()) continue;
        ASSERT_EQ(rule["today"], model.earned(rule["id"], false));
        ASSERT_EQ(rule["this_month"], model.earned(rule["id"], true));
    }
}

void expect_same_story(Programme& programme, const Model& model) {
    std::vector<Json> told;
    for (const auto& [player, topic, payload] : programme.events())
        if (topic == "level.up" || topic == "level.down")
            told.push_back({topic, payload["from"], payload["to"], payload["on"], payload["points"]});
    ASSERT_EQ(Json(told), Json(model.told));
    std::map<std::string, std::int64_t> lots;
    const Json shown = programme.view("expiring").body["lots"];
    for (const Json& lot : shown) {
        const std::string last = lot["last_day"];
        const Date day{std::stoi(last), std::stoi(last.substr(5)), std::stoi(last.substr(8))};
        lots[text(tomorrow(day))] += lot["amount"].get<std::int64_t>();
    }
    ASSERT_EQ(lots, model.lots());
}

void one_ledger(unsigned seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Chance chance(seed);
    const Json settings = random_settings(chance);
    static const fg_plugin* const plugin = shipped();
    Programme programme(settings, plugin);
    set_clocks(programme, chance);
    programme.at(chance.one_of({20260102, 20260320, 20261018, 20261215, 20270320, 20280220, 20271228}),
                 minutes(chance.below(24 * 60)));
    Model model{settings, date_of(programme.day())};
    for (int i = 4 + chance.below(16); i > 0; --i) {
        programme.pass(random_wait(chance));
        model.go_to(date_of(programme.day()));
        ASSERT_NO_FATAL_FAILURE(step(programme, model, chance));
        ASSERT_NO_FATAL_FAILURE(expect_alike(programme, model));
    }
    if (programme.value("standing").is_null()) return;
    programme.run_job("periods");
    ASSERT_NO_FATAL_FAILURE(expect_same_story(programme, model));
}

TEST(Ledgers, ten_thousand_random_ones_are_what_a_slow_and_obvious_model_says) {
    for (unsigned seed = 1; seed <= 10'000 && !testing::Test::HasFatalFailure(); ++seed) one_ledger(seed);
}

}  // namespace
}  // namespace growth_points
