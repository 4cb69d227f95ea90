#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/config.hpp"
#include "plugin/settings_check.hpp"

namespace fairground {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

const fs::path repository = REPOSITORY;

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

json committed(const char* name) {
    return json::parse(text_of(repository / "docs/formats/schemas" / name));
}

// The plugins that come with the host and no others, whatever else is built.
json campaign_schema_now() {
    const fs::path folder = testing::TempDir() + "schemas_test_plugins";
    fs::create_directories(folder);
    std::stringstream files(BUILT_PLUGINS);
    for (std::string file; std::getline(files, file, ',');)
        fs::copy_file(file, folder / fs::path(file).filename(), fs::copy_options::overwrite_existing);
    plugin::Shelf shelf(folder, testing::TempDir() + "schemas_test_images");
    std::map<std::string, json> settings;
    for (const auto& entry : shelf.list()) settings[entry.manifest.value().id] = entry.manifest->settings_schema;
    return config::campaign_schema(settings);
}

// What the host's own validator (draft 7, like the editors') says of the document; empty: it is right.
std::string verdict(const json& schema, const json& document) {
    std::string text;
    for (const auto& problem : plugin::check_settings(schema, document))
        text += problem.at + " " + problem.message + "\n";
    return text;
}

std::vector<fs::path> examples() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(repository / "campaigns"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    return files;
}

TEST(Schemas, AreWhatTheProgramSays) {
    EXPECT_EQ(committed("fairground.schema.json"), config::host_file_schema()) << "run ./dev schemas";
    EXPECT_EQ(committed("campaign.schema.json"), campaign_schema_now()) << "run ./dev schemas";
}

TEST(Schemas, TakeTheExamplesWhichNameThem) {
    const json schema = committed("campaign.schema.json");
    ASSERT_GE(examples().size(), 5U);
    for (const fs::path& file : examples()) {
        EXPECT_EQ(verdict(schema, config::read_yaml(file).value), "") << file;
        EXPECT_THAT(text_of(file), testing::StartsWith("# yaml-language-server: "
                                                       "$schema=../docs/formats/schemas/campaign.schema.json\n"));
    }
}

TEST(Schemas, TakeTheHostFilesOfTheDocuments) {
    const json schema = committed("fairground.schema.json");
    EXPECT_EQ(verdict(schema, config::read_yaml(repository / "sdk/template/fairground.yaml").value), "");
    EXPECT_EQ(verdict(schema,
                      config::parse_yaml("environments: {prod: {mode: production, limits: {batch: 1}}}\n", "f").value),
              "");
}

class Broken : public testing::TestWithParam<const char*> {};

TEST_P(Broken, CampaignIsRefused) {
    EXPECT_NE(verdict(committed("campaign.schema.json"), config::parse_yaml(GetParam(), "f").value), "");
}
INSTANTIATE_TEST_SUITE_P(
    Schemas, Broken,
    testing::Values("id: a\n", "plugin: lucky-wheel\n", "{id: a, plugin: x, titel: b}\n", "{id: A, plugin: x}\n",
                    "{id: a, plugin: x, audience: {followers_only: 1}}\n",
                    "{id: a, plugin: lucky-wheel, settings: {}}\n",
                    "{id: a, plugin: lucky-wheel@1, settings: {prizes: [{id: a}]}}\n",
                    "{id: a, plugin: daily-signin, settings: {first_day: 2026-01-01, rewards: [{amount: 5}]}}\n",
                    "{id: a, plugin: growth-points, settings: {currency: 1, earn: [], levels: []}}\n",
                    "{id: a, plugin: x, costs: {prizes: {phone: much}}}\n",
                    "{id: a, plugin: x, environments: {prod: {id: b}}}\n",
                    "{id: a, plugin: x, environments: {prod: {windows: {}}}}\n"));

TEST(Schemas, AnotherPluginsSettingsAreNotJudged) {
    EXPECT_EQ(verdict(committed("campaign.schema.json"),
                      config::parse_yaml("{id: a, plugin: my-wheel, settings: {anything: 1}}\n", "f").value),
              "");
}

TEST(Schemas, AnEnvironmentMayChangeOneThingOfAList) {
    EXPECT_EQ(verdict(committed("campaign.schema.json"),
                      config::parse_yaml(
                          "{id: a, plugin: lucky-wheel, settings: {prizes: [{id: x, title: {en: X}, weight: 1}]}, "
                          "environments: {prod: {settings: {prizes: {x: {weight: 2}}}}}}\n",
                          "f")
                          .value),
              "");
}

TEST(Schemas, RefuseBrokenHostFiles) {
    const json schema = committed("fairground.schema.json");
    for (const char* broken : {"thread: 1\n", "threads: many\n", "limits: {batch: 0}\n", "log: {level: loud}\n",
                               "listen: [a]\n", "environments: {prod: {environment: x}}\n"})
        EXPECT_NE(verdict(schema, config::parse_yaml(broken, "f").value), "") << broken;
}

}  // namespace
}  // namespace fairground
