#include "plugin/settings_check.hpp"

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const json schema = json::parse(R"({
    "type": "object", "additionalProperties": false, "required": ["prizes"],
    "properties": {
        "currency": {"type": "string", "pattern": "^[a-z]+$", "minLength": 2, "maxLength": 8},
        "price": {"type": ["integer", "null"], "minimum": 1, "maximum": 100},
        "kind": {"enum": ["points", "goods"]},
        "factor": {"type": "number", "exclusiveMinimum": 0},
        "blocked": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
        "award": {"oneOf": [
            {"type": "object", "additionalProperties": false, "required": ["currency", "amount"],
             "properties": {"currency": {"type": "string"}, "amount": {"$ref": "#/definitions/amount"}}},
            {"type": "object", "additionalProperties": false, "required": ["goods"],
             "properties": {"goods": {"type": "string"}}}]},
        "jackpot": {"$ref": "#/definitions/prize"},
        "lost": {"$ref": "#/definitions/nowhere"},
        "titles": {"type": "object", "additionalProperties": {"type": "string"}},
        "prizes": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/prize"}}},
    "definitions": {
        "amount": {"type": "integer", "minimum": 1},
        "nowhere": {"not": {}},
        "prize": {"type": "object", "additionalProperties": false, "required": ["id", "weight"],
            "properties": {"id": {"type": "string"}, "weight": {"type": "integer"}, "stock": {"type": "integer"}}}}})");

// "at: message" of everything that is wrong with good settings after one change.
std::vector<std::string> problems(const char* field, json value) {
    json settings = {
        {"prizes", {{{"id", "a"}, {"weight", 1}}, {{"id", "b"}, {"weight", 1}}, {{"id", "c"}, {"weight", 1}}}}};
    settings[json::json_pointer(field)] = std::move(value);
    std::vector<std::string> found;
    for (const auto& problem : check_settings(schema, settings)) found.push_back(problem.at + ": " + problem.message);
    return found;
}

TEST(SettingsCheck, FindsNothingWrongWithGoodSettings) {
    EXPECT_THAT(problems("/price", 5), IsEmpty());
    EXPECT_THAT(problems("/titles", {{"en", "Wheel"}}), IsEmpty());
}

TEST(SettingsCheck, SaysWhatWasExpectedAndWhatWasFound) {
    EXPECT_THAT(problems("/prizes/2/weight", "12"), ElementsAre("/prizes/2/weight: expected an integer, found \"12\""));
    EXPECT_THAT(problems("/prizes/2", 5), ElementsAre("/prizes/2: expected an object, found 5"));
    EXPECT_THAT(problems("/prizes", json::array()), ElementsAre("/prizes: expected at least 1 element, found []"));
    EXPECT_THAT(problems("/price", 0), ElementsAre("/price: expected at least 1, found 0"));
    EXPECT_THAT(problems("/price", 101), ElementsAre("/price: expected at most 100, found 101"));
    EXPECT_THAT(problems("/price", 1.5), ElementsAre("/price: expected an integer or nothing, found 1.5"));
    EXPECT_THAT(problems("/factor", 0), ElementsAre("/factor: expected more than 0, found 0"));
    EXPECT_THAT(problems("/kind", "gold"), ElementsAre("/kind: expected \"points\" or \"goods\", found \"gold\""));
    EXPECT_THAT(problems("/currency", "GOLD"),
                ElementsAre("/currency: expected a text of the form ^[a-z]+$, found \"GOLD\""));
    EXPECT_THAT(problems("/currency", "a"), ElementsAre("/currency: expected at least 2 characters, found \"a\""));
    EXPECT_THAT(problems("/titles", {{"en", 1}}), ElementsAre("/titles/en: expected a text, found 1"));
    EXPECT_THAT(problems("/blocked", {"x", 2}), ElementsAre("/blocked/1: expected a text, found 2"));
}

TEST(SettingsCheck, NamesMissingAndUnknownKeys) {
    EXPECT_THAT(problems("/prizes/1", {{"id", "b"}}),
                ElementsAre("/prizes/1: \"weight\" is missing, expected an integer"));
    EXPECT_THAT(problems("/prizes/1/wieght", 3),
                ElementsAre("/prizes/1/wieght: unknown key, did you mean \"weight\"?"));
    EXPECT_THAT(problems("/prizes/1/zzz", 3),
                ElementsAre("/prizes/1/zzz: unknown key, expected one of id, stock, weight"));
}

TEST(SettingsCheck, NamesEveryProblemAtOnce) {
    EXPECT_THAT(problems("/prizes/1", {{"ID", "b"}, {"wieght", 1}, {"weight", "1"}}),
                testing::UnorderedElementsAre("/prizes/1/ID: unknown key, did you mean \"id\"?",
                                              "/prizes/1/wieght: unknown key, did you mean \"weight\"?",
                                              "/prizes/1/weight: expected an integer, found \"1\"",
                                              "/prizes/1: \"id\" is missing, expected a text"));
}

TEST(SettingsCheck, FollowsReferences) {
    EXPECT_THAT(problems("/jackpot", {{"id", 5}, {"weight", 1}}), ElementsAre("/jackpot/id: expected a text, found 5"));
    EXPECT_THAT(problems("/jackpot", {{"id", "a"}, {"weight", 1}, {"stok", 1}}),
                ElementsAre("/jackpot/stok: unknown key, did you mean \"stock\"?"));
}

TEST(SettingsCheck, ExplainsAChoiceByTheAlternativeThatWasMeant) {
    EXPECT_THAT(problems("/award", {{"currency", "points"}, {"amount", 0}}),
                ElementsAre("/award/amount: expected at least 1, found 0"));
    EXPECT_THAT(problems("/award", {{"goods", "x"}, {"god", 1}}),
                ElementsAre("/award/god: unknown key, did you mean \"goods\"?"));
}

TEST(SettingsCheck, ExplainsAChoiceByItsAlternativesIfNoneWasClearlyMeant) {
    const std::string expected =
        "/award: expected exactly one of these: an object of \"currency\" and \"amount\", or an object of \"goods\"; "
        "found ";
    EXPECT_THAT(problems("/award", "gold"), ElementsAre(expected + "\"gold\""));
    EXPECT_THAT(problems("/award", {{"goods", "x"}, {"currency", "points"}, {"amount", 1}}),
                ElementsAre(expected + R"({"amount":1,"currency":"points","goods":"x"})"));
}

TEST(SettingsCheck, FallsBackToTheValidatorsOwnWords) {
    EXPECT_THAT(problems("/blocked", {"x", "x"}), ElementsAre(HasSubstr("/blocked: Elements at indexes #0 and #1")));
    EXPECT_THAT(problems("/lost", 1), ElementsAre(HasSubstr("/lost: Target should not validate")));
}

TEST(SettingsCheck, CutsWhatIsLong) {
    EXPECT_LT(problems("/kind", std::string(10'000, 'x')).at(0).size(), 150u);
}

TEST(SettingsCheck, RefusesASchemaThatIsNone) {
    EXPECT_THAT(message_of<Unfit>([] { check_schema({{"properties", 3}}); }), HasSubstr("no JSON Schema of draft 7"));
    EXPECT_NO_THROW(check_schema(schema));
}

}  // namespace
}  // namespace fairground::plugin
