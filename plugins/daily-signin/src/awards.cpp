#include "awards.hpp"

namespace daily_signin {
namespace {

Json of(const Money& money) {
    return {{"kind", "points"}, {"currency", money.currency}, {"amount", money.amount}};
}

Json pay(fairground::Call& call, const Money& money, std::string_view reason) {
    call.account(money.currency).credit(money.amount, reason);
    return of(money);
}

Json give(fairground::Call& call, const Settings& settings, const Award& award, std::string_view reason) {
    if (award.money) return pay(call, *award.money, reason);
    const Goods& goods = settings.goods_named(award.goods);
    const bool limited = goods.stock || goods.per_day;
    if (!limited || call.stock(goods.id).try_take()) return {{"kind", "goods"}, {"goods", goods.id}};
    Json given = award.instead ? pay(call, *award.instead, reason) : Json{{"kind", "none"}};
    given["instead_of"] = goods.id;
    return given;
}

}  // namespace

Json give(fairground::Call& call, const Settings& settings, const Awards& awards, std::string_view reason) {
    Json given = Json::array();
    for (const Award& award : awards) given.push_back(give(call, settings, award, reason));
    return given;
}

Json promise(const Awards& awards) {
    Json promised = Json::array();
    for (const Award& award : awards)
        promised.push_back(award.money ? of(*award.money) : Json{{"kind", "goods"}, {"goods", award.goods}});
    return promised;
}

Json titled(Json awards, const Settings& settings) {
    for (Json& award : awards) {
        const std::string id = award.value("goods", award.value("instead_of", ""));
        if (id.empty()) continue;
        award["title"] = {{"en", id}};
        for (const Goods& goods : settings.goods)
            if (goods.id == id) award["title"] = goods.title;
    }
    return awards;
}

}  // namespace daily_signin
