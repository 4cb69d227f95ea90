// What points buy.
#include "growth_points.hpp"

namespace growth_points {
namespace {

using namespace fairground;

Json award(const Award& award) {
    switch (award.kind) {
        case Award::Kind::goods:
            return {{"kind", "goods"}, {"goods", award.name}};
        case Award::Kind::coupon:
            return {{"kind", "coupon"}, {"coupon", award.name}};
        case Award::Kind::money:
            break;
    }
    return {{"kind", "points"}, {"currency", award.name}, {"amount", award.amount}};
}

bool sold_out(const Item& item, const Call& call) {
    if (item.stocked() && call.stock(item.id).left() < 1) return true;
    return item.award.kind == Award::Kind::coupon && call.coupons(item.award.name).left() < 1;
}

// May the player have it, whatever the balance? Refuses the call if not.
void allow(const Item& item, const Settings& settings, const Standing& standing) {
    if (standing.level < item.level)
        refuse("level_too_low", "'" + item.id + "' is for the level '" + settings.levels[item.level].id +
                                    "' and above, the player's is '" + settings.levels[standing.level].id + "'");
    if (item.max_per_player && standing.redeemed_of(item) >= *item.max_per_player)
        refuse("limit_reached", "each player may have '" + item.id + "' " + std::to_string(*item.max_per_player) +
                                    (*item.max_per_player == 1 ? " time" : " times"));
}

}  // namespace

std::vector<StockItem> GrowthPoints::stock_items() const {
    std::vector<StockItem> items;
    for (const Item& item : settings().items)
        if (item.stocked()) items.push_back({item.id, item.stock, item.per_day});
    return items;
}

void GrowthPoints::plan_redeem(Plan& plan, const Input& input) const {
    const Item* item = settings().item(input.text("item"));
    plan.account(settings().currency);
    if (item == nullptr) return;
    if (item->stocked()) plan.stock(item->id);
    if (item->award.kind == Award::Kind::coupon) plan.coupons(item->award.name, 1);
    if (item->award.kind == Award::Kind::money && item->award.name != settings().currency)
        plan.account(item->award.name);
}

void GrowthPoints::plan_items(Plan& plan, const Input&) const {
    plan.account(settings().currency);
    if (!stock_items().empty()) plan.stock();
    for (const std::string& pool : coupon_pools()) plan.coupons(pool, 1);
}

void GrowthPoints::plan_redemptions(Plan& plan, const Input& input) const {
    plan.records("redemption", static_cast<std::uint32_t>(input.integer("limit")));
}

Json GrowthPoints::redeem(Call& call) const {
    const Item* item = settings().item(call.input().text("item"));
    if (item == nullptr)
        refuse("no_such_item", "there is no item '" + call.input().text("item") + "': look at the view 'items'");
    Visit visit(settings(), call);
    allow(*item, settings(), visit.standing);
    if (item->stocked()) call.stock(item->id).take();
    call.account(settings().currency).debit(item->price, "redeem." + item->id);

    Json line = {{"number", ++visit.standing.redemptions},
                 {"item", item->id},
                 {"price", item->price},
                 {"award", award(item->award)}};
    // Others learn what was redeemed, but a coupon's code is the player's alone.
    call.emit("item.redeemed", line);
    if (item->award.kind == Award::Kind::coupon) {
        const std::optional<std::string> code = call.coupons(item->award.name).take();
        if (!code) refuse("sold_out", "no code is left for '" + item->id + "'");
        line["award"]["code"] = *code;
    }
    if (item->award.kind == Award::Kind::money)
        call.account(item->award.name).credit(item->award.amount, "redeem." + item->id);
    if (item->max_per_player) ++visit.standing.redeemed[item->id];
    call.record("redemption", line);
    visit.save();
    line["title"] = item->title;
    return {{"redemption", std::move(line)}, {"balance", call.account(settings().currency).balance()}};
}

Json GrowthPoints::items(Call& call) const {
    const Visit visit(settings(), call);
    const bool known = call.player().known();
    Json items = Json::array();
    for (const Item& item : settings().items) {
        Json line = {{"id", item.id},
                     {"title", item.title},
                     {"price", item.price},
                     {"award", award(item.award)},
                     {"left", item.stocked() ? Json(call.stock(item.id).left()) : Json()},
                     {"sold_out", sold_out(item, call)},
                     {"level", item.level},
                     {"max_per_player", item.max_per_player ? Json(*item.max_per_player) : Json()}};
        if (known) line["redeemed"] = visit.standing.redeemed_of(item);
        items.push_back(std::move(line));
    }
    Json answer = {{"currency", settings().currency}, {"items", std::move(items)}};
    if (known) answer["balance"] = call.account(settings().currency).balance();
    return answer;
}

// The item may be gone from the settings since.
Json GrowthPoints::redemptions(Call& call) const {
    const auto limit = static_cast<std::uint32_t>(call.input().integer("limit"));
    RecordPage page = call.records("redemption").last(limit, call.input().text("cursor"));
    Json lines = Json::array();
    for (Record& record : page.records) {
        Json line = std::move(record.payload);
        const Item* item = settings().item(line.at("item").get_ref<const std::string&>());
        line["title"] = item ? item->title : Json{{"en", line["item"]}};
        line["at"] = call.time_text(record.at);
        lines.push_back(std::move(line));
    }
    Json answer = {{"redemptions", std::move(lines)}};
    if (page.next) answer["next"] = *page.next;
    return answer;
}

}  // namespace growth_points
