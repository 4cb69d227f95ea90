// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

using namespace fairground;

struct NoSettings {};
inline void from_json(const Json&, NoSettings&) {}

class Shop final : public Campaign<NoSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("buy", &Shop::buy).takes({text("item")}).plans(&Shop::plan_buy);
        manifest.view("left", &Shop::left).needs(stock("mug"));
    }
    std::vector<StockItem> stock_items() const {
        return {{"mug", 100, 10}, {"bag", 20, std::nullopt}};  // in all, and on one day
    }
    void plan_buy(Plan& plan, const Input& input) const {
        plan.account("points");
        plan.stock(input.text("item"));
    }
    Json buy(Call& call) const {
        const std::string& item = call.input().text("item");
        if (item != "mug" && item != "bag") throw Invalid("unknown_item", "found '" + item + "', expected mug or bag");
        call.account("points").debit(50, "shop");  // refuses with balance_too_low
        call.stock(item).take();                   // refuses with sold_out, and the points are back
        return {{"item", item}};
    }
    Json left(Call& call) const { return {{"mug", call.stock("mug").left()}}; }
};
