// Plays every scenario file of this folder; the file's name is the test's.
#include <gmock/gmock.h>

#include "scenarios/stage.hpp"

namespace fairground::scenarios {
namespace {

using engine::Answer;
using nlohmann::json;

json each(const json& spins, const std::string& field) {
    auto list = json::array();
    for (const auto& spin : spins) list.push_back(spin.value(field, json()));
    return list;
}

json codes(const json& spins) {
    auto list = json::array();
    for (const auto& spin : spins)
        if (spin["award"].contains("code")) list.push_back(spin["award"]["code"]);
    return list;
}

json sold_out(const json& prizes) {
    auto list = json::array();
    for (const auto& prize : prizes["prizes"])
        if (prize["sold_out"] == true) list.push_back(prize["id"]);
    return list;
}

class Teller {
public:
    Teller(Stage& stage, std::string& last_answer) : stage_(stage), last_answer_(last_answer) {}

    void tell(const Step& step) {
        const Answer answer = stage_.spin(step);
        const auto surprise = stage_.surprise();
        // Under a key that was used before the wheel may turn before that is noticed; then it has not turned.
        if (!answer.replayed && answer.kind != Answer::Kind::key_conflict) {
            EXPECT_EQ(surprise, "");
        }
        if (step.then.contains("refused")) {
            EXPECT_EQ(answer.kind, Answer::Kind::refused) << answer.body;
            EXPECT_EQ(answer.code, step.then["refused"]) << answer.detail;
        } else if (step.then.contains("key conflict")) {
            EXPECT_EQ(answer.kind, Answer::Kind::key_conflict) << answer.body;
        } else {
            ASSERT_EQ(answer.kind, Answer::Kind::done) << answer.code << " " << answer.detail;
            EXPECT_EQ(answer.replayed, step.then.contains("the same answer again"));
            if (answer.replayed) {
                EXPECT_EQ(answer.body, last_answer_);
            }
            last_answer_ = answer.body;
        }
        for (const auto& [word, expected] : step.then.items())
            check(word, expected, step.player, answer.body.empty() ? json::object() : json::parse(answer.body));
    }

private:
    void check(const std::string& word, const json& expected, const std::string& player, const json& answer) {
        const auto spins = answer.value("spins", json::array());
        if (word == "wins") {
            EXPECT_EQ(each(spins, "prize"), expected);
        } else if (word == "free") {
            EXPECT_EQ(each(spins, "free"), expected);
        } else if (word == "by guarantee") {
            EXPECT_EQ(each(spins, "pity"), expected);
        } else if (word == "codes") {
            EXPECT_EQ(codes(spins), expected);
        } else if (word == "balance") {
            for (const auto& [currency, amount] : expected.items())
                EXPECT_EQ(stage_.balance(player, currency), amount) << currency;
        } else if (word == "history") {
            EXPECT_EQ(each(stage_.view(player, "history")["spins"], "prize"), expected);
        } else if (word == "sold out") {
            EXPECT_EQ(sold_out(stage_.view(player, "prizes")), expected);
        } else if (word == "guarantee in") {
            EXPECT_EQ(stage_.view(player, "prizes")["player"]["pity_in"], expected);
        } else if (word != "refused" && word != "key conflict" && word != "the same answer again") {
            ADD_FAILURE() << "'" << word << "' is not a word of 'then'; see README.md";
        }
    }

    Stage& stage_;
    std::string& last_answer_;
};

class Scenarios : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenarios, HappensAsTold) {
    const Scenario scenario = read_scenario(GetParam());
    Stage stage(scenario);
    std::string last_answer;
    for (const auto& step : scenario.story) {
        const testing::ScopedTrace trace(step.place.c_str(), 0, scenario.title);
        Teller(stage, last_answer).tell(step);
    }
}

std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(FAIRGROUND_SCENARIOS))
        if (entry.path().extension() == ".yaml") found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

INSTANTIATE_TEST_SUITE_P(, Scenarios, testing::ValuesIn(files()),
                         [](const auto& info) { return info.param.stem().string(); });

}  // namespace
}  // namespace fairground::scenarios
