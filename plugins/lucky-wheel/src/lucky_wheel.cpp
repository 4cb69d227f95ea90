// The wheel as the platform sees it: routes, answers, hooks.
#include "allowance.hpp"
#include "object.hpp"
#include "turn.hpp"

namespace lucky_wheel {
namespace {

using namespace fairground;

Json award(const Award& award) {
    switch (award.kind) {
        case Award::Kind::none:
            break;
        case Award::Kind::points:
            return object("amount", award.amount, "currency", award.name, "kind", "points");
        case Award::Kind::goods:
            return object("goods", award.name, "kind", "goods");
        case Award::Kind::coupon:
            return object("coupon", award.name, "kind", "coupon");
    }
    return object("kind", "none");
}

Json price(const std::optional<Price>& price) {
    return price ? Json{{"currency", price->currency}, {"amount", price->amount}} : Json();
}

Json or_null(const std::optional<std::int64_t>& number) {
    return number ? Json(*number) : Json();
}

}  // namespace

class LuckyWheel final : public Campaign<Settings> {
public:
    static void declare(Manifest& manifest) {
        manifest.title({{"en", "Lucky wheel"}, {"zh", "幸运大转盘"}})
            .settings_schema(settings_schema())
            .emits("prize.won")
            .odds(&LuckyWheel::odds)
            .page("pages");
        manifest.action("spin", &LuckyWheel::spin)
            .takes({integer("count").between(1, Settings::most_spins_per_call).otherwise(1)})
            .needs(value(Progress::key))
            .plans(&LuckyWheel::plan_spin);
        manifest.view("prizes", &LuckyWheel::prizes)
            .needs(value(Progress::key))
            .plans(&LuckyWheel::plan_prizes)
            .max_age(std::chrono::seconds(1), std::chrono::seconds(2));
        manifest.view("history", &LuckyWheel::history)
            .role(Role::player)
            .takes({text("cursor").between(0, 200).otherwise(""), integer("limit").between(1, 100).otherwise(20)})
            .plans(&LuckyWheel::plan_history);
    }

    Json spin(Call& call) const;
    Json prizes(Call& call) const;
    Json history(Call& call) const;

    void plan_spin(Plan& plan, const Input& input) const {
        plan_for(plan, static_cast<std::uint32_t>(input.integer("count")));
    }
    void plan_prizes(Plan& plan, const Input&) const { plan_for(plan, 1); }
    void plan_history(Plan& plan, const Input& input) const {
        plan.records("spin", static_cast<std::uint32_t>(input.integer("limit")));
    }
    void plan_for(Plan& plan, std::uint32_t turns) const {
        for (const std::string& currency : settings().currencies) plan.account(currency);
        for (const std::string& pool : settings().coupon_pools) plan.coupons(pool, turns);
        if (settings().any_stocked) plan.stock();
    }

    std::vector<Chance> odds() const {
        std::vector<Chance> chances;
        for (const Prize& prize : settings().prizes) chances.push_back({prize.id, chance(prize)});
        return chances;
    }
    std::vector<StockItem> stock_items() const {
        std::vector<StockItem> items;
        for (const Prize& prize : settings().prizes)
            if (prize.stocked()) items.push_back({prize.id, prize.stock, prize.per_day});
        return items;
    }
    std::vector<std::string> coupon_pools() const { return settings().coupon_pools; }
    std::vector<std::string> currencies() const { return settings().currencies; }
    std::vector<std::string> earns() const { return settings().earns(); }
    std::vector<std::string> spends() const {
        const auto& price = settings().spin_price;
        return price ? std::vector{price->currency} : std::vector<std::string>();
    }

private:
    double chance(const Prize& prize) const { return static_cast<double>(prize.weight) / settings().wheel.total(); }
    Json one_spin(Call& call, Progress& progress, bool free) const;
    void pay_out(Call& call, const Turn& turn, const Json& line) const;
    Json shown(Json line) const;
    Json describe(std::size_t index, const Call& call, const Progress& progress) const;
};

// ---- spin

Json LuckyWheel::spin(Call& call) const {
    const std::int64_t count = call.input().integer("count");
    if (count > settings().max_spins_per_call)
        throw Invalid("invalid_body", "field 'count': found " + std::to_string(count) + ", expected at most " +
                                          std::to_string(settings().max_spins_per_call));
    Progress progress = Progress::load(call);
    const std::int64_t free = pay(settings(), call, progress, count);
    Json spins = Json::array();
    for (std::int64_t i = 0; i < count; ++i) spins.push_back(one_spin(call, progress, i < free));
    progress.store(call);
    return object("player", standing(settings(), call, progress), "spins", std::move(spins));
}

// The record stands right behind its draw, so that auditors find the random numbers with it.
Json LuckyWheel::one_spin(Call& call, Progress& progress, bool free) const {
    const Turn turn = lucky_wheel::turn(settings(), call, progress);
    const Prize& prize = settings().prizes[turn.prize];
    Json line = object("award", award(prize.award), "free", free, "number", progress.done, "pity", turn.pity, "prize",
                       prize.id, "win", settings().wins(turn.prize));
    if (!turn.coupon.empty()) line["award"]["code"] = turn.coupon;
    if (turn.obstacle != Obstacle::none) line["instead"] = {{"why", name(turn.obstacle)}};
    if (turn.obstacle != Obstacle::none && turn.drawn) line["instead"]["of"] = settings().prizes[*turn.drawn].id;
    call.record("spin", line);

    pay_out(call, turn, line);
    return shown(std::move(line));
}

void LuckyWheel::pay_out(Call& call, const Turn& turn, const Json& line) const {
    const Prize& prize = settings().prizes[turn.prize];
    if (prize.award.kind == Award::Kind::points) call.account(prize.award.name).credit(prize.award.amount, "prize");
    // Others learn what was won, but a coupon's code is the winner's alone.
    if (settings().wins(turn.prize))
        call.emit("prize.won", object("award", award(prize.award), "number", line["number"], "prize", prize.id));
}

// A line of a player's history as the page sees it. The prize may be gone from the wheel since.
Json LuckyWheel::shown(Json line) const {
    line.erase("instead");
    const auto& prize = line["prize"].get_ref<const std::string&>();
    const auto& prizes = settings().prizes;
    const auto found =
        std::find_if(prizes.begin(), prizes.end(), [&](const Prize& known) { return known.id == prize; });
    line["title"] = found == prizes.end() ? object("en", prize) : found->title;
    if (found != prizes.end()) line["index"] = found - prizes.begin();
    return line;
}

// ---- views

Json LuckyWheel::prizes(Call& call) const {
    const Progress progress = call.player().known() ? Progress::load(call) : Progress();
    Json prizes = Json::array();
    for (std::size_t i = 0; i < settings().prizes.size(); ++i) prizes.push_back(describe(i, call, progress));

    Json answer = {
        {"prizes", std::move(prizes)},
        {"spin_price", price(settings().spin_price)},
        {"free_spins_per_day", or_null(settings().free_per_day)},
        {"limits", {{"per_day", or_null(settings().limit_per_day)}, {"total", or_null(settings().limit_total)}}},
        {"max_spins_per_call", settings().max_spins_per_call},
        {"pity", nullptr}};
    if (const auto& pity = settings().pity)
        answer["pity"] = {{"after", pity->after}, {"prize", settings().prizes[pity->prize].id}};
    if (call.player().known()) answer["player"] = standing(settings(), call, progress);
    return answer;
}

Json LuckyWheel::describe(std::size_t index, const Call& call, const Progress& progress) const {
    const Prize& prize = settings().prizes[index];
    const bool no_stock = prize.stocked() && call.stock(prize.id).left() < 1;
    const bool no_code = prize.award.kind == Award::Kind::coupon && call.coupons(prize.award.name).left() < 1;
    Json json = {{"id", prize.id},
                 {"index", index},
                 {"title", prize.title},
                 {"chance", chance(prize)},
                 {"award", award(prize.award)},
                 {"sold_out", no_stock || no_code},
                 {"consolation", index == settings().consolation}};
    if (prize.unlock_after > 0) {
        json["unlock_after"] = prize.unlock_after;
        if (call.player().known()) json["unlocks_in"] = std::max<std::int64_t>(prize.unlock_after - progress.done, 0);
    }
    return json;
}

Json LuckyWheel::history(Call& call) const {
    const auto limit = static_cast<std::uint32_t>(call.input().integer("limit"));
    RecordPage page = call.records("spin").last(limit, call.input().text("cursor"));
    Json spins = Json::array();
    for (Record& record : page.records) {
        Json line = shown(std::move(record.payload));
        line["at"] = call.time_text(record.at);
        spins.push_back(std::move(line));
    }
    Json answer = {{"spins", std::move(spins)}};
    if (page.next) answer["next"] = *page.next;
    return answer;
}

}  // namespace lucky_wheel

FAIRGROUND_PLUGIN(lucky_wheel::LuckyWheel, "lucky-wheel", "1.0.0");
