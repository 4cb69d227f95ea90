// A stage for the engine's tests: the probe campaign over a real SQLite store, a clock and scripted chance.
#pragma once
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>

#include <gtest/gtest.h>

#include "engine/engine.hpp"

namespace fairground::engine {

class Stage : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::temp_directory_path() / ("fairground-engine-" + std::to_string(getpid()) + "-" +
                                                      testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        store_ = store::Store::open({.url = "sqlite:" + (folder_ / "test.db").string()});
        store_->migrate();
        shelf_ = std::make_unique<plugin::Shelf>(PROBE_FOLDER, folder_ / "images");
        revise(R"({"stock": 10, "per_day": 4})");
        options_.chance = [this](std::uint32_t bound) { return next_chance(bound); };
        start();
    }
    void TearDown() override {
        engine_.reset();
        revision_.reset();
        shelf_.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    void start() {
        engine_.reset();
        engine_ = std::make_unique<Engine>(*store_, options_);
    }

    // Publishes the campaign anew with these settings.
    void revise(const std::string& settings) {
        const std::string yaml =
            "id: probe\nplugin: probe\ntime_zone: Asia/Shanghai\ntitle: {en: Probe}\nsettings: " + settings;
        const auto catalogue =
            campaign::Catalogue::load({config::parse_campaign(yaml, "probe.yaml")}, *shelf_, *store_);
        revision_ = catalogue.all().front()->revision();
    }

    ActionCall call(const std::string& player, const std::string& action, const std::string& body,
                    std::optional<std::string> key = {}) {
        const auto* route = revision_->rules->manifest().action(action);
        if (!route) throw std::logic_error("the probe has no action " + action);
        return {revision_, route, {.id = player}, body, std::move(key), now_, Clock::now() + std::chrono::seconds(10)};
    }
    // Asks and waits for the answer.
    Answer act(const std::string& player, const std::string& action, const std::string& body = "{}",
               std::optional<std::string> key = {}) {
        return wait([&](Done done) { engine_->act(call(player, action, body, std::move(key)), std::move(done)); });
    }
    Answer view(const std::string& player, const std::string& name, const std::string& query = "{}") {
        ViewCall view{revision_, revision_->rules->manifest().view(name), std::nullopt, query, now_};
        if (!player.empty()) view.player = auth::Player{.id = player};
        return wait([&](Done done) { engine_->view(view, std::move(done)); });
    }
    nlohmann::json look(const std::string& player, const std::string& query = "{}") {
        const auto answer = view(player, "look", query);
        EXPECT_EQ(answer.kind, Answer::Kind::done) << answer.code << answer.detail;
        return nlohmann::json::parse(answer.body);
    }

    template <typename Ask>
    static Answer wait(Ask ask) {
        std::mutex mutex;
        std::condition_variable answered;
        std::optional<Answer> got;
        ask([&](Answer&& answer) {
            const std::lock_guard lock(mutex);
            got = std::move(answer);
            answered.notify_one();
        });
        std::unique_lock lock(mutex);
        answered.wait(lock, [&] { return got.has_value(); });
        return std::move(*got);
    }

    std::uint32_t next_chance(std::uint32_t bound) {
        const std::lock_guard lock(chance_mutex_);
        if (script_.empty()) return 0;
        const auto number = script_.front() % bound;
        script_.pop_front();
        return number;
    }

    void expect_ledger_adds_up() {
        for (const auto& finding : store_->recount(10)) ADD_FAILURE() << finding.rule << ": " << finding.detail;
    }

    std::filesystem::path folder_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<plugin::Shelf> shelf_;
    std::shared_ptr<const campaign::Revision> revision_;
    Options options_;
    std::unique_ptr<Engine> engine_;
    campaign::Time now_{std::chrono::milliseconds(1'772'330'400'000)};  // 2026-03-01 10:00 in Shanghai
    std::deque<std::uint32_t> script_;
    std::mutex chance_mutex_;
};

}  // namespace fairground::engine
