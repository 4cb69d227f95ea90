// SPDX-License-Identifier: MIT
#pragma once
#include <fairground/plugin.hpp>

#include "stock.hpp"

using namespace fairground;

class Failures final : public Campaign<NoSettings> {
public:
    static void declare(Manifest& manifest) {
        manifest.action("pay", &Failures::pay).takes({integer("amount").between(1, 1000)}).needs(account("points"));
    }
    Json pay(Call& call) const {
        const std::int64_t amount = call.input().integer("amount");  // anything but 1 to 1000 never gets here
        Account points = call.account("points");
        if (amount % 10 != 0) throw Invalid("odd_amount", "found " + std::to_string(amount) + ", expected tens");
        points.credit(1, "welcome");
        if (points.balance() < amount) refuse("too_poor", "the balance is " + std::to_string(points.balance()));
        points.debit(amount, "pay");
        return {{"balance", points.balance()}};
    }
};
