// What a player sees. Views compute what is due and store nothing.
#include <algorithm>

#include "earning.hpp"
#include "growth_points.hpp"

namespace growth_points {
namespace {

using namespace fairground;

Json period_json(const Period& period) {
    if (!period.ends()) return {{"name", period.name}, {"first", nullptr}, {"last", nullptr}};
    return {{"name", period.name}, {"first", date_text(period.first)}, {"last", date_text(add_days(period.next, -1))}};
}

double factor(std::int64_t percent) {
    return static_cast<double>(percent) / 100;
}

Json level_json(const Level& level) {
    return {{"id", level.id},
            {"title", level.title},
            {"from", level.from},
            {"privileges", level.privileges},
            {"multiplier", factor(level.percent)}};
}

Json validity_json(const Validity& validity) {
    switch (validity.kind) {
        case Validity::Kind::never:
            break;
        case Validity::Kind::end_of_month:
            return "end_of_month";
        case Validity::Kind::end_of_year:
            return "end_of_year";
        case Validity::Kind::days:
            return {{"days", validity.days}};
    }
    return "never";
}

Json or_null(const std::optional<std::int64_t>& number) {
    return number ? Json(*number) : Json();
}

// "ann" as "a***": enough to find oneself, too little to find others. Whole characters, always as many stars.
std::string masked(const std::string& player) {
    std::size_t end = player.empty() ? 0 : 1;
    while (end < player.size() && (static_cast<unsigned char>(player[end]) & 0xC0) == 0x80) ++end;
    return player.substr(0, end) + "***";
}

struct Meaning {
    std::string kind;  // earn, redeem, adjust, expired, other
    Json title;        // by language; null: none is known
};

// What an entry's reason stands for. Rules and items may be gone since, and other campaigns have reasons of their own.
Meaning meaning(const Settings& settings, const std::string& reason) {
    const auto rest = [&](std::string_view start) { return std::string_view(reason).substr(start.size()); };
    if (reason.starts_with("earn.")) {
        for (const Rule& rule : settings.rules)
            if (rule.id == rest("earn.")) return {"earn", rule.title};
        return {"earn", nullptr};
    }
    if (reason.starts_with("redeem.")) {
        const Item* item = settings.item(rest("redeem."));
        return {"redeem", item ? item->title : Json()};
    }
    if (reason.starts_with("adjust.")) return {"adjust", nullptr};
    return {reason == "expired" ? "expired" : "other", nullptr};
}

}  // namespace

Json GrowthPoints::level(Call& call) const {
    const Visit visit(settings(), call);
    Json levels = Json::array();
    for (const Level& level : settings().levels) levels.push_back(level_json(level));
    Json answer = {
        {"currency", settings().currency}, {"period", period_json(visit.period())}, {"levels", std::move(levels)}};
    if (!call.player().known()) return answer;

    const Standing& standing = visit.standing;
    Json player = {{"level", standing.level}, {"points", standing.points},
                   {"total", standing.total}, {"balance", call.account(settings().currency).balance()},
                   {"next", nullptr},         {"risk", nullptr}};
    if (standing.level + 1 < settings().levels.size())
        player["next"] = {{"level", standing.level + 1},
                          {"missing", settings().levels[standing.level + 1].from - standing.points}};
    const auto risk = standing.risk(settings(), visit.today());
    if (risk && (standing.due || add_days(risk->on, -settings().notice_days) <= visit.today()))
        player["risk"] = {{"to", risk->to}, {"on", date_text(risk->on)}, {"missing", risk->missing}};
    std::int64_t amount = 0;
    std::int64_t first = 0;
    for (const Lot& lot : call.account(settings().currency).lots()) {
        if (lot.expires_at > soon(call)) break;
        if (first == 0) first = lot.expires_at;
        amount += lot.left;
    }
    player["expiring"] = nullptr;
    if (amount > 0)
        player["expiring"] = {
            {"amount", amount}, {"last_day", last_day(call, first)}, {"within_days", settings().soon_days}};
    answer["player"] = std::move(player);
    return answer;
}

Json GrowthPoints::statement(Call& call) const {
    const auto limit = static_cast<std::uint32_t>(call.input().integer("limit"));
    const EntryPage page = call.ledger(settings().currency).entries(limit, call.input().text("cursor"));
    Json lines = Json::array();
    for (const Entry& entry : page.entries) {
        Meaning meaning = growth_points::meaning(settings(), entry.reason);
        Json line = {{"id", entry.id},
                     {"at", call.time_text(entry.at)},
                     {"amount", entry.amount},
                     {"balance", entry.balance},
                     {"kind", meaning.kind},
                     {"reason", entry.reason},
                     {"campaign", entry.campaign}};
        if (!meaning.title.is_null()) line["title"] = std::move(meaning.title);
        if (entry.expires_at) line["last_day"] = last_day(call, *entry.expires_at);
        lines.push_back(std::move(line));
    }
    Json answer = {{"currency", settings().currency}, {"entries", std::move(lines)}};
    if (page.next) answer["next"] = *page.next;
    return answer;
}

Json GrowthPoints::expiring(Call& call) const {
    const std::int64_t until = soon(call);
    const std::int64_t balance = call.account(settings().currency).balance();
    std::int64_t soon = 0;
    std::int64_t all = 0;
    Json lots = Json::array();
    for (const Lot& lot : call.account(settings().currency).lots()) {
        all += lot.left;
        if (lot.expires_at <= until) soon += lot.left;
        lots.push_back({{"amount", lot.left},
                        {"expires_at", call.time_text(lot.expires_at)},
                        {"last_day", last_day(call, lot.expires_at)},
                        {"soon", lot.expires_at <= until}});
    }
    return {{"currency", settings().currency},   {"balance", balance},
            {"soon_days", settings().soon_days}, {"soon", soon},
            {"lasting", balance - all},          {"lots", std::move(lots)}};
}

Json GrowthPoints::board(Call& call) const {
    const Visit visit(settings(), call);
    Period period = visit.period();
    if (call.input().boolean("last")) {
        if (!period.ends())
            throw Invalid("invalid_query", "field 'last': the period 'campaign' never ends, there is none before it");
        period = period_of(settings().cycle, add_days(period.first, -1));
    }
    const fairground::Board board = call.board(period.name);
    Json places = Json::array();
    for (const Place& place : board.top(static_cast<std::uint32_t>(settings().board_places)))
        places.push_back({{"place", places.size() + 1},
                          {"name", masked(place.player)},
                          {"score", place.score},
                          {"you", place.player == call.player().id()}});
    Json answer = {{"period", period_json(period)}, {"places", std::move(places)}};
    if (!call.player().known()) return answer;
    const std::int64_t rank = board.rank();
    answer["you"] = {{"place", rank ? Json(rank) : Json()}, {"score", board.score()}};
    return answer;
}

Json GrowthPoints::rules(Call& call) const {
    const Visit visit(settings(), call);
    Json rules = Json::array();
    for (const Rule& rule : settings().rules) {
        Json line = {{"id", rule.id},
                     {"title", rule.title},
                     {"on", rule.on},
                     {"amount", rule.amount},
                     {"by_level", rule.by_level},
                     {"multipliers", Json::array()},
                     {"caps", {{"per_day", or_null(rule.per_day)}, {"per_month", or_null(rule.per_month)}}},
                     {"valid", validity_json(rule.valid)}};
        for (const Multiplier& multiplier : rule.multipliers)
            line["multipliers"].push_back({{"equals", multiplier.when.equals}, {"times", factor(multiplier.percent)}});
        if (call.player().known()) {
            line["worth"] = rule.amount * (rule.by_level ? visit.level().percent : 100) / 100;
            line["today"] = visit.standing.today(rule, visit.today());
            line["this_month"] = visit.standing.this_month(rule, visit.today());
            line["left_today"] = or_null(visit.standing.left_today(rule, visit.today()));
        }
        rules.push_back(std::move(line));
    }
    return {{"currency", settings().currency}, {"rules", std::move(rules)}};
}

}  // namespace growth_points
