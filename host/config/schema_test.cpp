// That the schemas know the keys that the readers know. What they are worth to an editor: tests/schemas.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.hpp"

namespace fairground::config {
namespace {

using nlohmann::json;

// Each property that has no description, by its path.
void collect_silent(const json& schema, const std::string& path, std::vector<std::string>& silent) {
    if (!schema.contains("properties")) return;
    for (const auto& [name, property] : schema["properties"].items()) {
        if (!property.contains("description")) silent.push_back(path + "/" + name);
        collect_silent(property, path + "/" + name, silent);
    }
}

std::vector<std::string> silent(const json& schema) {
    std::vector<std::string> found;
    collect_silent(schema, "", found);
    return found;
}

TEST(HostSchema, ComesFromTheReader) {
    const json schema = host_file_schema();
    const json& batch = schema["properties"]["limits"]["properties"]["batch"];
    EXPECT_EQ(batch["minimum"], 1);
    EXPECT_EQ(batch["maximum"], 4096);
    EXPECT_EQ(batch["default"], 256);
    EXPECT_EQ(schema["properties"]["log"]["properties"]["level"]["enum"], json({"debug", "info", "warn", "error"}));
    EXPECT_EQ(schema["additionalProperties"], false);
}

TEST(HostSchema, SaysOfEachKeyWhatItMeans) {
    EXPECT_THAT(silent(host_file_schema()), testing::IsEmpty()) << "add them to words.cpp";
}

TEST(HostSchema, AnEnvironmentTakesTheSameKeys) {
    const json schema = host_file_schema();
    const json& layer = schema["definitions"]["layer"]["properties"];
    EXPECT_TRUE(layer.contains("limits"));
    EXPECT_FALSE(layer.contains("environment"));
    EXPECT_FALSE(layer.contains("environments"));
}

TEST(CampaignSchema, SaysOfEachKeyWhatItMeans) {
    EXPECT_THAT(silent(campaign_schema({})), testing::IsEmpty()) << "add them to words.cpp";
}

TEST(CampaignSchema, HoldsTheSettingsOfEachPluginWithTheirReferences) {
    const json schema =
        campaign_schema({{"coin", json::parse(R"({"type": "object", "definitions": {"side": {"type": "string"}},
                                  "properties": {"sides": {"items": {"$ref": "#/definitions/side"}}}})")}});
    EXPECT_EQ(schema["required"], json({"id", "plugin"}));
    EXPECT_EQ(schema["definitions"]["coin"]["properties"]["sides"]["items"]["$ref"],
              "#/definitions/coin/definitions/side");
    EXPECT_EQ(schema["allOf"][0]["if"]["properties"]["plugin"]["pattern"], "^coin(@|$)");
    EXPECT_EQ(schema["allOf"][0]["then"]["properties"]["settings"]["$ref"], "#/definitions/coin");
}

}  // namespace
}  // namespace fairground::config
