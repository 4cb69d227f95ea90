// SPDX-License-Identifier: MIT
//
// outside_host PLUGINS IMAGES: finds tiny-wheel in the folder PLUGINS and spins it, with a prize, without spins, and
// with settings that it does not take.
#include <iostream>

#include <gmock/gmock.h>

#include "plugin/mock_context.hpp"
#include "plugin/plugin.hpp"

using namespace fairground::plugin;
using nlohmann::json;

namespace {

int failures = 0;

void expect(bool condition, const std::string& what) {
    if (condition) return;
    std::cerr << "FAILED: " << what << '\n';
    ++failures;
}

Reply spin(const Instance& wheel, std::int64_t spins) {
    testing::NiceMock<MockCall> context;
    testing::NiceMock<MockPlan> plan;
    ON_CALL(context, player).WillByDefault(testing::Return("player-1"));
    ON_CALL(context, balance).WillByDefault(testing::Return(spins));
    ON_CALL(context, stock_left).WillByDefault(testing::Return(1));
    const std::uint32_t route = wheel.manifest().action("spin")->number;
    expect(!wheel.plan(route, "{}", plan), "the plan of an empty body is made");
    return wheel.call(route, "{}", context);
}

void check(Shelf& shelf) {
    const json settings = {
        {"prizes", {{{"id", "phone"}, {"weight", 1}, {"stock", 1}}, {{"id", "thanks"}, {"weight", 1}}}}};
    const Instance wheel(shelf.find("tiny-wheel"), settings);
    const Reply won = spin(wheel, 1);
    expect(won.kind == Reply::Kind::ok && json::parse(won.body).contains("prize"),
           "a spin wins a prize: " + won.detail);
    expect(spin(wheel, 0).code == "no_spins_left", "a spin without spins is refused");
    expect(wheel.stock().size() == 1 && wheel.stock()[0].item == "phone", "the stock of the phone is limited");
    expect(wheel.odds()["prizes"].size() == 2, "the chances of two prizes are published");
    try {
        Instance(shelf.find("tiny-wheel"), {{"prizes", json::array()}});
        expect(false, "a wheel without prizes is refused");
    } catch (const SettingsRefused& refused) {
        expect(refused.problems.at(0).at == "/prizes", "the refusal points to the prizes");
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::cerr << "usage: outside_host PLUGINS IMAGES\n", 2;
    testing::InitGoogleMock();
    try {
        Shelf shelf(argv[1], argv[2]);
        check(shelf);
    } catch (const std::exception& error) {
        expect(false, error.what());
    }
    return failures == 0 ? 0 : 1;
}
