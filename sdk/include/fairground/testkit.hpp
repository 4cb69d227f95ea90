// SPDX-License-Identifier: MIT
//
// fairground/testkit.hpp: a host in memory, to test a campaign plugin through the same C tables that it meets in
// production. No test framework is needed; with GoogleTest a test reads
//
//     fairground::Testkit kit(settings);                       // the plugin linked into this program
//     kit.give("points", 100).script({7});                     // player-1 has 100 points; the next draw is 7
//     auto spin = kit.act("spin", {{"count", 1}});
//     ASSERT_TRUE(spin.ok()) << spin;
//     EXPECT_EQ(spin.body["prize"], "phone");
//     EXPECT_EQ(kit.balance("points"), 90);
//     EXPECT_THAT(kit.warnings(), IsEmpty());                  // nothing was used that plan() had not named
//
// Threads: one thread at a time. Time stands still until pass() or at().
#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "fairground/abi.h"
#include "fairground/testkit/call.hpp"
#include "fairground/testkit/manifest.hpp"
#include "fairground/testkit/reply.hpp"
#include "fairground/testkit/tables.hpp"
#include "fairground/testkit/world.hpp"

extern "C" const fg_plugin* fg_plugin_v1(void);

namespace fairground {

class Testkit {
public:
    using Json = nlohmann::json;
    using Result = testkit::Result;

    // Makes an instance of the plugin that is linked into this program, or of another. Throws testkit::SettingsRefused
    // if it does not take the settings, std::runtime_error if its manifest or reply cannot be read.
    explicit Testkit(const Json& settings = Json::object(), const fg_plugin* plugin = fg_plugin_v1())
        : plugin_(*plugin), manifest_(describe()) {
        testkit::log_without_call = &log_;
        std::string reply;
        const std::string text = settings.dump();
        const fg_status status = plugin_.create(&host_, testkit::borrow(text), testkit::sink(reply), &instance_);
        try {
            topics_ = testkit::note_campaign(status, reply, manifest_, world_);
        } catch (...) {
            end();
            throw;
        }
    }
    ~Testkit() { end(); }
    Testkit(const Testkit&) = delete;
    Testkit& operator=(const Testkit&) = delete;

    // ---- who, when, chance ----
    // Everything after this is about that player; "player-1" at first. Empty: no session.
    Testkit& as(std::string player) { return player_ = std::move(player), *this; }
    Testkit& attribute(const std::string& name, std::string value) {
        return player().attributes[name] = std::move(value), *this;
    }
    // Local day (yyyymmdd) and time of day in the campaign's zone. 2026-01-01 12:00 at first.
    Testkit& at(std::int32_t day, std::chrono::milliseconds time_of_day = std::chrono::hours(12)) {
        return world_.clock.set(day, time_of_day), *this;
    }
    Testkit& pass(std::chrono::milliseconds time) { return world_.clock.now += time, *this; }
    // Of the campaign's time zone; the instant stays. Zero at first.
    Testkit& utc_offset(std::chrono::seconds offset) { return world_.clock.first_offset = offset, *this; }
    // How daylight saving begins or ends: when the local clocks show this time, they are put to another offset.
    Testkit& change_offset(std::int32_t day, std::chrono::milliseconds time_of_day, std::chrono::seconds offset) {
        return world_.clock.change_offset(day, time_of_day, offset), *this;
    }
    std::int64_t now() const { return world_.clock.milliseconds(); }
    std::int32_t day() const { return world_.clock.day(); }
    // The next random numbers, behind those already scripted. A number that is not below its bound makes act() throw
    // std::logic_error. Without a script, numbers come from a generator.
    Testkit& script(std::initializer_list<std::uint32_t> numbers) {
        return chance_.script.insert(chance_.script.end(), numbers), *this;
    }
    Testkit& seed(std::uint32_t seed) { return chance_.generator.seed(seed), *this; }
    // All numbers drawn so far.
    const std::vector<testkit::Draw>& drawn() const { return chance_.drawn; }

    // ---- what there is ----
    // Sets a balance that does not expire, without an entry in the ledger.
    Testkit& give(const std::string& currency, std::int64_t balance) {
        return player().standing.accounts[currency] = {balance, {}}, *this;
    }
    // Imports codes behind those already there.
    Testkit& coupons(const std::string& pool, const std::vector<std::string>& codes) {
        auto& all = world_.coupons[pool];
        return all.insert(all.end(), codes.begin(), codes.end()), *this;
    }
    // From now on the functions of this service ("fg.stock/1") answer FG_UNAVAILABLE, until heal().
    Testkit& fail(std::string service) {
        if (testkit::table(service) == nullptr || service == "fg.plan/1" || service == "fg.call/1" ||
            service == "fg.log/1")
            throw std::logic_error("no service that can fail has the name " + service);
        return failing_.insert(std::move(service)), *this;
    }
    Testkit& heal() { return failing_.clear(), *this; }

    // ---- calls ----
    // Throws std::logic_error if the manifest has no such action or view.
    Result act(std::string_view action, const Json& body = Json::object()) {
        const std::string input = body.dump();
        const std::uint32_t number = testkit::number(manifest_.actions, "action", action);
        return call(testkit::Call::Sort::action, action, player_, number, input, input);
    }
    Result view(std::string_view view, const Json& query = Json::object()) {
        const std::string input = query.dump();
        const std::uint32_t number = testkit::number(manifest_.views, "view", view);
        return call(testkit::Call::Sort::view, view, player_, number, input, input);
    }
    // Another campaign tells an event of this player, who need not be the current one. Throws std::logic_error if the
    // campaign does not listen to the topic: a host would not call it.
    Result hear(const std::string& player, const std::string& topic, const Json& payload = Json::object(),
                const std::string& campaign = "signin", const std::string& plugin = "daily-signin") {
        if (!topics_.contains(topic)) throw std::logic_error("the campaign does not listen to \"" + topic + "\"");
        const Json event = {{"topic", topic}, {"campaign", campaign}, {"plugin", plugin}, {"payload", payload}};
        return call(testkit::Call::Sort::action, topic, player, manifest_.listener.value(),
                    Json({{"topic", topic}}).dump(), event.dump());
    }
    // The player's part of a run of the job that is due now.
    Result run(std::string_view job, const std::string& player) {
        const std::uint32_t number = testkit::number(manifest_.jobs, "job", job);
        const std::string input = Json({{"job", job}, {"day", day()}, {"due", now()}}).dump();
        const auto& values = world_.players[player].standing.values;
        if (std::none_of(values.begin(), values.end(), [](const auto& value) { return value.second.version != 0; }))
            warnings_.push_back(std::string(job) +
                                ": a host runs it only for players of whom the campaign keeps a value");
        return call(testkit::Call::Sort::action, job, player, number, input, input);
    }
    // The published chances; null if the plugin has none.
    Json odds() {
        std::string reply;
        if (!FG_HAS(&plugin_, odds) || plugin_.odds == nullptr) return nullptr;
        const fg_status status = plugin_.odds(instance_, testkit::sink(reply));
        if (status != FG_OK) throw std::runtime_error("odds() answered " + testkit::status_name(status) + ": " + reply);
        return Json::parse(reply);
    }

    // ---- what has become of it: of the current player, or of the campaign ----
    const Json& manifest() const { return manifest_.json; }
    std::int64_t balance(const std::string& currency) { return player().standing.accounts[currency].balance(now()); }
    // Oldest first. What has expired has its entry once an action credits or debits the account.
    const std::vector<testkit::Entry>& entries() { return player().entries; }
    // Oldest first.
    std::vector<testkit::Record> records(std::string_view kind) {
        std::vector<testkit::Record> found;
        for (const auto& record : player().records)
            if (record.kind == kind) found.push_back(record);
        return found;
    }
    // Null if there is none.
    Json value(const std::string& key) {
        const auto found = player().standing.values.find(key);
        return found == player().standing.values.end() || found->second.version == 0 ? Json()
                                                                                     : Json::parse(found->second.body);
    }
    std::string state(const std::string& machine) {
        const auto found = player().standing.states.find(machine);
        return found == player().standing.states.end() ? manifest_.machines.at(machine).initial : found->second;
    }
    std::int64_t stock_taken(const std::string& item) { return world_.common.stock[item].taken; }
    std::int64_t stock_taken(const std::string& item, std::int32_t day) {
        return world_.common.stock[item].taken_on[day];
    }
    // The current player's; 0: not on the board.
    std::int64_t score(const std::string& board) { return world_.common.boards[board].score(player_); }
    std::int64_t tally(const std::string& name) { return world_.common.tallies[name]; }
    const std::vector<testkit::Event>& events() const { return world_.events; }
    // Lines of undone calls too.
    const std::vector<testkit::LogLine>& log() const { return log_; }
    // The currencies that the campaign says it ever credits and debits; null: it does not say.
    Json earns() const { return world_.earns ? Json(*world_.earns) : Json(); }
    Json spends() const { return world_.spends ? Json(*world_.spends) : Json(); }
    // What a host would put up with, but the author should know: needs that plan() did not name, services misused,
    // currencies moved that earns() and spends() do not name.
    const std::vector<std::string>& warnings() const { return warnings_; }

private:
    void end() noexcept {
        if (instance_ != nullptr) plugin_.destroy(instance_);
        testkit::log_without_call = nullptr;
    }
    testkit::Manifest describe() const {
        std::string text;
        const fg_status status = plugin_.describe(testkit::sink(text));
        if (status == FG_OK) return testkit::Manifest(text);
        throw std::runtime_error("describe() answered " + testkit::status_name(status));
    }
    testkit::Player& player() { return world_.players[player_]; }

    Result call(testkit::Call::Sort sort, std::string_view route, const std::string& player, std::uint32_t number,
                const std::string& planned_for, const std::string& input) {
        testkit::Call call({manifest_, world_, chance_, failing_, log_, warnings_}, sort, std::string(route), player);
        Result result = testkit::run(plugin_, instance_, number, call, planned_for, input);
        if (!result.ok() || !call.mistake().empty()) call.undo();
        if (!call.mistake().empty()) throw std::logic_error(call.mistake());
        return result;
    }

    const fg_plugin& plugin_;
    fg_host host_ = {sizeof(fg_host), nullptr, [](void*, fg_str name) { return testkit::table(testkit::view(name)); }};
    testkit::Manifest manifest_;
    testkit::World world_;
    testkit::Chance chance_;
    std::set<std::string, std::less<>> topics_;  // that the campaign listens to
    std::set<std::string, std::less<>> failing_;
    std::vector<testkit::LogLine> log_;
    std::vector<std::string> warnings_;
    std::string player_ = "player-1";
    fg_instance* instance_ = nullptr;
};

}  // namespace fairground
