#include "scenarios/stage.hpp"

#include <future>

namespace fairground::scenarios {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

auth::Player someone(const std::string& id) {
    return {.id = id, .name = id};
}

}  // namespace

Stage::Stage(const Scenario& scenario)
    : scenario_(scenario),
      now_(scenario.clock),
      store_(store::Store::open({.url = "sqlite:" + (dir_.path() / "scenario.db").string()})),
      shelf_(FAIRGROUND_PLUGINS, dir_.path() / "images") {
    store_->migrate();
    const auto catalogue = campaign::Catalogue::load({scenario.campaign}, shelf_, *store_);
    revision_ = catalogue.find(scenario.campaign.id)->revision();
    give_balances(scenario.balances);
    for (const auto& [pool, codes] : scenario.coupons.items())
        store_->import_coupons(scenario.campaign.id, pool, codes.get<std::vector<std::string>>());
    engine_ = std::make_unique<engine::Engine>(
        *store_, engine::Options{.chance = [this](std::uint32_t bound) { return below(bound); }});
}

// As an adjustment by an operator would: an account and the entry that explains it.
void Stage::give_balances(const json& balances) {
    if (balances.empty()) return;
    std::vector<std::string> names;
    for (const auto& [name, accounts] : balances.items()) names.push_back(name);
    const auto writer = store_->writer();
    const auto players = writer->begin({scenario_.campaign.tenant, names, {}}).players;
    store::Effects effects{.campaign = revision_->campaign, .at = now_.time_since_epoch().count()};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto player = players[i];
        for (const auto& [currency, amount] : balances[names[i]].items()) {
            effects.accounts.push_back({player.id, currency, amount});
            effects.entries.push_back({.player = player.id,
                                       .currency = currency,
                                       .seq = ++player.version,
                                       .amount = amount,
                                       .balance_after = amount,
                                       .reason = "given",
                                       .campaign = revision_->campaign,
                                       .action = "scenario",
                                       .at = effects.at});
        }
        effects.players.push_back(player);
    }
    if (writer->commit(effects) != store::Writer::Outcome::committed)
        throw std::runtime_error("balances were not given");
}

engine::Answer Stage::spin(const Step& step) {
    if (step.at) now_ = *step.at;
    {
        const std::lock_guard lock(chance_mutex_);
        chance_.clear();
        // The wheel draws a column, then a height in it; the bottom of every column is the prize of that position.
        for (const auto& prize : step.stops_on) chance_.insert(chance_.end(), {position(prize), 0});
    }
    std::promise<engine::Answer> answer;
    engine_->act({.revision = revision_,
                  .route = revision_->rules->manifest().action("spin"),
                  .player = someone(step.player),
                  .body = step.body,
                  .key = step.key,
                  .now = now_,
                  .deadline = engine::Clock::now() + 10s},
                 [&](engine::Answer&& given) { answer.set_value(std::move(given)); });
    return answer.get_future().get();
}

std::uint32_t Stage::position(const std::string& prize) const {
    const json& prizes = scenario_.campaign.settings.at("prizes");
    for (std::uint32_t i = 0; i < prizes.size(); ++i)
        if (prizes[i].at("id") == prize) return i;
    throw std::runtime_error("there is no prize '" + prize + "' for the wheel to stop on");
}

std::uint32_t Stage::below(std::uint32_t bound) {
    const std::lock_guard lock(chance_mutex_);
    if (chance_.empty()) {
        surprise_ = "the wheel was turned more often than the scenario says where it stops";
        return 0;
    }
    const std::uint32_t number = chance_.front();
    chance_.pop_front();
    return std::min(number, bound - 1);
}

std::string Stage::surprise() {
    const std::lock_guard lock(chance_mutex_);
    if (!chance_.empty()) surprise_ = "the wheel was turned less often than the scenario says where it stops";
    return std::exchange(surprise_, "");
}

json Stage::view(const std::string& player, const std::string& name) {
    std::promise<engine::Answer> answer;
    engine_->view({.revision = revision_,
                   .route = revision_->rules->manifest().view(name),
                   .player = someone(player),
                   .query = "{}",
                   .now = now_},
                  [&](engine::Answer&& given) { answer.set_value(std::move(given)); });
    auto given = answer.get_future().get();
    if (given.kind != engine::Answer::Kind::done)
        throw std::runtime_error("the view " + name + " was not answered: " + given.code + " " + given.detail);
    return json::parse(given.body);
}

std::int64_t Stage::balance(const std::string& player, const std::string& currency) {
    const auto reader = store_->reader();
    const auto row = reader->player(scenario_.campaign.tenant, player);
    if (!row) return 0;
    for (const auto& account : reader->accounts(row->id, now_.time_since_epoch().count()))
        if (account.currency == currency) return account.balance;
    return 0;
}

}  // namespace fairground::scenarios
