#include "drills/supervised.hpp"

#include <thread>

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <gmock/gmock.h>

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::string campaign(const std::string& id, int every) {
    return "id: " + id + "\nplugin: crasher\ntitle: {en: Crasher}\nsettings: {every: " + std::to_string(every) + "}\n";
}

}  // namespace

CrashyStorm::CrashyStorm(test::PrivateMariaDb* server, int crashes) {
    for (const auto& entry : std::filesystem::directory_iterator(FAIRGROUND_DRILL_WHEEL))
        if (entry.path().stem() == "lucky-wheel")
            std::filesystem::create_symlink(entry, plugins_ / entry.path().filename());
    std::filesystem::create_symlink(FAIRGROUND_DRILL_PLUGINS "/crasher.so", plugins_ / "crasher.so");
    storm_ = std::make_unique<Storm>(
        server, load::Options{},
        test::HostProcess::Settings{
            .campaigns = {{"always.yaml", campaign("always", 1)}, {"sometimes.yaml", campaign("sometimes", 1000)}},
            .config = {{"plugins", plugins_.path().string()}, {"limits", {{"crashes", crashes}}}}});
}

Poker::Poker(test::HostProcess& host, std::string campaign) : host_(host), campaign_(std::move(campaign)) {
    token_ = host_.client().post("/api/v1/sessions", R"({"provider":"dev","player":"poker"})").json()["token"];
}

std::optional<test::HttpAnswer> Poker::poke(const std::string& key) try {
    return host_.client().post("/api/v1/campaigns/" + campaign_ + "/actions/poke", "{}",
                               {{"Authorization", "Bearer " + token_}, {"Idempotency-Key", key}});
} catch (const Poco::Exception&) {
    return std::nullopt;
}

std::chrono::milliseconds time_to_answer(const test::HostProcess& host) {
    const auto begin = Clock::now();
    for (;;) {
        try {
            host.client().get("/healthz");
            return std::chrono::ceil<std::chrono::milliseconds>(Clock::now() - begin);
        } catch (const Poco::Net::ConnectionRefusedException&) {
            throw std::runtime_error("a connection was refused while the worker was started again");
        } catch (const Poco::Exception&) {
            // accepted by the worker that is just dying
        }
    }
}

bool comes_true(const std::function<bool()>& condition, std::chrono::seconds patience) {
    for (const auto deadline = Clock::now() + patience; !condition(); std::this_thread::sleep_for(10ms))
        if (Clock::now() > deadline) return false;
    return true;
}

std::size_t times(const std::string& text, const std::string& in) {
    std::size_t count = 0;
    for (auto at = in.find(text); at != std::string::npos; at = in.find(text, at + text.size())) ++count;
    return count;
}

void expect_all_adds_up_for_everyone(Storm& storm) {
    expect_all_adds_up(storm);
    EXPECT_EQ(storm.sums().busy, 0u) << "the host had time for everyone it could hear";
}

}  // namespace fairground::drills
