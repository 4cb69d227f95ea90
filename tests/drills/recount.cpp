#include "drills/recount.hpp"

#include <algorithm>
#include <cstdio>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fairground::drills {
namespace {

using nlohmann::json;
using Id = std::int64_t;

constexpr std::size_t findings_per_rule = 5;

struct Spin {
    Id player = 0;
    int day = 0;
    json line;  // as recorded or answered

    std::int64_t number() const { return line.at("number"); }
    std::string prize() const { return line.at("prize"); }
    const json& award() const { return line.at("award"); }
};

class Recount {
public:
    Recount(test::Sql& sql, const Promise& promise, const std::vector<load::Answered>& answered)
        : sql_(sql), promise_(promise), answered_(answered) {
        campaign_ = sql.number("SELECT id FROM campaign WHERE name = '" + promise.campaign + "'");
        for (const auto& row : sql.query("SELECT id, external_id FROM player")) player_[row[1]] = std::stoll(row[0]);
        for (const auto& row : sql.query(of_campaign("SELECT player_id, day, payload FROM record")))
            recorded_.push_back({std::stoll(row[0]), std::stoi(row[1]), json::parse(row[2])});
        figures_.spins = recorded_.size();
    }

    Figures all() {
        check_requests();
        check_records();
        check_stock();
        check_balances();
        check_coupons();
        check_events();
        return std::move(figures_);
    }

private:
    std::string of_campaign(const std::string& select) const {
        return fmt::format("{} WHERE campaign_id = {}", select, campaign_);
    }
    void find(const std::string& rule, const std::string& detail) {
        if (++found_[rule] <= findings_per_rule) figures_.findings.push_back(rule + ": " + detail);
    }
    Id player_of(const load::Answered& answer) const {
        const auto found = player_.find(load::player_name(answer.player));
        return found == player_.end() ? 0 : found->second;
    }

    void check_requests();
    void check_records();
    void check_stock();
    void check_balances();
    void check_coupons();
    void check_events();

    test::Sql& sql_;
    const Promise& promise_;
    const std::vector<load::Answered>& answered_;
    Id campaign_ = 0;
    std::map<std::string, Id> player_;
    std::vector<Spin> recorded_;
    std::map<std::string, std::size_t> found_;
    Figures figures_;
};

void Recount::check_requests() {
    std::map<std::pair<Id, std::string>, const load::Answered*> told;
    for (const auto& answer : answered_)
        if (answer.status == 200 && !told.emplace(std::pair(player_of(answer), answer.key), &answer).second)
            find("request", "the key " + answer.key + " was answered twice");
    std::size_t kept = 0;
    for (const auto& row : sql_.query(of_campaign("SELECT player_id, request_key, answer FROM request"))) {
        ++figures_.requests;
        const auto found = told.find({std::stoll(row[0]), row[1]});
        if (found == told.end()) {
            find("request", fmt::format("player {} spun with the key {}, and was never told", row[0], row[1]));
            continue;
        }
        ++kept;
        if (json::parse(row[2]) != json::parse(found->second->body))
            find("request", fmt::format("the key {} was answered other than what is stored", row[1]));
    }
    if (kept < told.size())
        find("request",
             fmt::format("{} of {} acknowledged spins have lost their key", told.size() - kept, told.size()));
}

void Recount::check_records() {
    using Line = std::tuple<Id, std::int64_t, std::string, json>;
    std::vector<Line> told;
    for (const auto& answer : answered_) {
        if (answer.status != 200) continue;
        const auto body = json::parse(answer.body);
        for (const auto& spin : body.at("spins"))
            told.emplace_back(player_of(answer), spin.at("number"), spin.at("prize"), spin.at("award"));
    }
    std::vector<Line> kept;
    for (const auto& spin : recorded_) kept.emplace_back(spin.player, spin.number(), spin.prize(), spin.award());
    std::sort(told.begin(), told.end());
    std::sort(kept.begin(), kept.end());

    const auto tell = [&](const std::vector<Line>& lines, const char* what) {
        for (const auto& [player, number, prize, award] : lines)
            find("records", fmt::format("turn {} of player {}, {}: {}", number, player, prize, what));
    };
    std::vector<Line> lost;
    std::set_difference(told.begin(), told.end(), kept.begin(), kept.end(), std::back_inserter(lost));
    tell(lost, "acknowledged, but not recorded");
    std::vector<Line> extra;
    std::set_difference(kept.begin(), kept.end(), told.begin(), told.end(), std::back_inserter(extra));
    tell(extra, "recorded, but never acknowledged, or recorded twice");

    std::map<Id, std::int64_t> last;
    for (const auto& [player, number, prize, award] : kept)
        if (number != ++last[player])
            find("records", fmt::format("player {}: turn {} is out of order", player, number));
}

void Recount::check_stock() {
    std::map<std::pair<std::string, int>, std::int64_t> given;  // day 0: in total
    for (const auto& spin : recorded_) {
        const auto cap = promise_.caps.find(spin.prize());
        if (cap == promise_.caps.end()) continue;
        ++given[{spin.prize(), 0}];
        if (cap->second.per_day) ++given[{spin.prize(), spin.day}];
    }
    for (const auto& [place, count] : given) {
        const auto& cap = promise_.caps.at(place.first);
        const auto most = place.second == 0 ? cap.total : cap.per_day;
        if (most && count > *most)
            find("stock",
                 fmt::format("{} was given {} times (day {}), the cap is {}", place.first, count, place.second, *most));
    }
    for (const auto& row : sql_.query(of_campaign("SELECT item, day, taken FROM stock"))) {
        const auto place = std::pair(row[0], std::stoi(row[1]));
        const auto counted = given.contains(place) ? given[place] : 0;
        if (std::stoll(row[2]) != counted)
            find("stock", fmt::format("{} (day {}): {} taken, {} recorded", row[0], row[1], row[2], counted));
        given.erase(place);
    }
    for (const auto& [place, count] : given)
        find("stock", fmt::format("{} (day {}): {} recorded, none taken", place.first, place.second, count));
}

void Recount::check_balances() {
    using Account = std::pair<Id, std::string>;
    std::map<Account, std::int64_t> earned;
    std::size_t credits = 0;
    for (const auto& spin : recorded_) {
        if (!spin.line.at("free").get<bool>()) earned[{spin.player, promise_.currency}] -= promise_.price;
        if (spin.award().at("kind") != "points") continue;
        ++credits;
        earned[{spin.player, spin.award().at("currency")}] += spin.award().at("amount").get<std::int64_t>();
    }
    std::map<Account, std::int64_t> summed;
    for (const auto& row :
         sql_.query("SELECT player_id, currency, amount, balance_after FROM entry ORDER BY player_id, currency, seq")) {
        ++figures_.entries;
        const std::int64_t amount = std::stoll(row[2]);
        if (amount > 0) --credits;
        if ((summed[{std::stoll(row[0]), row[1]}] += amount) != std::stoll(row[3]) || std::stoll(row[3]) < 0)
            find("balance", fmt::format("player {}: an entry says {} after it, the sum is {}", row[0], row[3],
                                        summed[{std::stoll(row[0]), row[1]}]));
    }
    if (credits != 0) find("balance", "there are not as many credits as awards of points");
    for (const auto& row : sql_.query("SELECT player_id, currency, balance FROM account")) {
        const Account account{std::stoll(row[0]), row[1]};
        if (std::stoll(row[2]) != summed[account] || summed[account] != earned[account])
            find("balance", fmt::format("player {}: {} {}, the entries add up to {}, the records to {}", row[0], row[2],
                                        row[1], summed[account], earned[account]));
        summed.erase(account);
        earned.erase(account);
    }
    std::erase_if(earned, [](const auto& item) { return item.second == 0; });
    for (const auto& [account, amount] : summed) find("balance", fmt::format("player {}: no account", account.first));
    for (const auto& [account, amount] : earned) find("balance", fmt::format("player {}: no account", account.first));
}

void Recount::check_coupons() {
    std::map<std::string, Id> given;
    for (const auto& row : sql_.query(of_campaign("SELECT code, player_id FROM coupon") + " AND player_id IS NOT NULL"))
        given[row[0]] = std::stoll(row[1]);
    figures_.coupons = given.size();
    for (const auto& spin : recorded_) {
        if (spin.award().at("kind") != "coupon") continue;
        const std::string code = spin.award().at("code");
        const auto found = given.find(code);
        if (found == given.end() || found->second != spin.player)
            find("coupon",
                 fmt::format("player {} won the code {}, which is not his or was given twice", spin.player, code));
        else
            given.erase(found);
    }
    for (const auto& [code, player] : given)
        find("coupon", fmt::format("the code {} is player {}'s, who never won it", code, player));
}

void Recount::check_events() {
    std::multiset<std::pair<Id, std::int64_t>> told;
    for (const auto& row : sql_.query(of_campaign("SELECT player_id, payload FROM event") + " AND topic = 'prize.won'"))
        told.emplace(std::stoll(row[0]), json::parse(row[1]).at("number").get<std::int64_t>());
    std::multiset<std::pair<Id, std::int64_t>> won;
    for (const auto& spin : recorded_)
        if (spin.line.at("win").get<bool>()) won.emplace(spin.player, spin.number());
    if (told != won) find("event", fmt::format("{} events for {} wins, or others than those", told.size(), won.size()));
}

}  // namespace

Figures recount(test::Sql& sql, const Promise& promise, const std::vector<load::Answered>& answered) {
    auto figures = Recount(sql, promise, answered).all();
    for (const auto& finding : figures.findings) std::printf("RECOUNT FOUND %s\n", finding.c_str());
    return figures;
}

}  // namespace fairground::drills
