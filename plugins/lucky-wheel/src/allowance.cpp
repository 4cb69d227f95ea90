#include "allowance.hpp"

#include <algorithm>

#include "object.hpp"

namespace lucky_wheel {
namespace {

using fairground::Call;
using fairground::Json;
using fairground::refuse;

std::int64_t left(std::int64_t limit, std::int64_t used) {
    return std::max<std::int64_t>(limit - used, 0);
}

std::int64_t free_left(const Settings& settings, const Progress& progress) {
    return settings.free_per_day ? left(*settings.free_per_day, progress.free_today) : 0;
}

bool shut_out(const Settings& settings, const Call& call) {
    return settings.refuse_blocked && settings.blocked.contains(call.player().id());
}

std::string turns(std::int64_t count) {
    return std::to_string(count) + (count == 1 ? " turn" : " turns");
}

void respect_limits(const Settings& settings, const Progress& progress, std::int64_t count) {
    if (settings.limit_total && left(*settings.limit_total, progress.done) < count)
        refuse("campaign_limit_reached", turns(count) + " asked for, " +
                                             turns(left(*settings.limit_total, progress.done)) + " of " +
                                             std::to_string(*settings.limit_total) + " left in this campaign");
    if (settings.limit_per_day && left(*settings.limit_per_day, progress.today) < count)
        refuse("daily_limit_reached", turns(count) + " asked for, " +
                                          turns(left(*settings.limit_per_day, progress.today)) + " of " +
                                          std::to_string(*settings.limit_per_day) + " left today");
}

void pay_for(const Settings& settings, Call& call, std::int64_t free, std::int64_t paid) {
    if (paid == 0) return;
    const std::string asked = turns(free + paid) + " asked for, " + std::to_string(free) + " free";
    if (!settings.spin_price) refuse("no_spins_left", asked + ": no more free turns today");

    const auto& [currency, amount] = *settings.spin_price;
    const std::int64_t price = amount * paid;
    const std::int64_t balance = call.account(currency).balance();
    if (balance < price)
        refuse("no_spins_left", asked + ": the rest costs " + std::to_string(price) + " " + currency +
                                    ", the balance is " + std::to_string(balance));
    call.account(currency).debit(price, "spin");
}

// In one call, right now.
std::int64_t possible(const Settings& settings, const Call& call, const Progress& progress) {
    if (shut_out(settings, call)) return 0;
    std::int64_t most = settings.max_spins_per_call;
    if (settings.limit_total) most = std::min(most, left(*settings.limit_total, progress.done));
    if (settings.limit_per_day) most = std::min(most, left(*settings.limit_per_day, progress.today));
    if (settings.all_free()) return most;
    std::int64_t affordable = free_left(settings, progress);
    if (settings.spin_price)
        affordable += call.account(settings.spin_price->currency).balance() / settings.spin_price->amount;
    return std::min(most, affordable);
}

Json or_null(const std::optional<std::int64_t>& limit, std::int64_t used) {
    return limit ? Json(left(*limit, used)) : Json();
}

}  // namespace

Json standing(const Settings& settings, const Call& call, const Progress& progress) {
    Json balance = Json::object();
    for (const std::string& currency : settings.currencies) balance[currency] = call.account(currency).balance();
    return object("balance", std::move(balance), "free_spins_left", free_left(settings, progress), "pity_in",
                  settings.pity ? Json(left(settings.pity->after, progress.losing)) : Json(), "spins_done",
                  progress.done, "spins_left", or_null(settings.limit_total, progress.done), "spins_left_today",
                  or_null(settings.limit_per_day, progress.today), "spins_possible", possible(settings, call, progress),
                  "spins_today", progress.today);
}

std::int64_t pay(const Settings& settings, Call& call, Progress& progress, std::int64_t count) {
    if (shut_out(settings, call)) refuse("blocked", "this player may not take part in this campaign");
    respect_limits(settings, progress, count);
    if (settings.all_free()) return count;

    const std::int64_t free = std::min(count, free_left(settings, progress));
    pay_for(settings, call, free, count - free);
    progress.free_today += free;
    return free;
}

}  // namespace lucky_wheel
