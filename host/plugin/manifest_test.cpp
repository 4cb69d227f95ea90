#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json whole() {
    return json::parse(R"({
        "id": "lucky-wheel", "version": "1.0.0", "title": {"en": "Lucky wheel"},
        "settings_schema": {"type": "object"},
        "actions": [{"name": "spin", "number": 0, "role": "player", "schema": {"type": "object"}},
                    {"name": "reset", "number": 2, "role": "admin"}],
        "views": [{"name": "prizes", "number": 1},
                  {"name": "board", "number": 3, "max_age_ms": 2000, "stale_while_revalidate_ms": 500}],
        "machines": [{"name": "parcel", "initial": "unclaimed", "moves": [["unclaimed", "claimed"]]}],
        "emits": ["prize.won"], "listener": {"number": 7, "on_fault": "skip"},
        "jobs": [{"name": "remind", "number": 8, "schedule": "daily 20:00"}], "page": "page", "odds": true})");
}

// What is said of the manifest with one field changed.
std::string defect(const char* field, json value) {
    json manifest = whole();
    manifest[json::json_pointer(field)] = std::move(value);
    return message_of<Unfit>([&] { read_manifest(manifest.dump()); });
}

TEST(Manifest, OnlyViewsHaveAnAgeAndAStaleOneNeedsTheOther) {
    EXPECT_THAT(defect("/views/1/max_age_ms", -1), HasSubstr("/views/1/max_age_ms"));
    EXPECT_THAT(defect("/views/1/max_age_ms", "2s"), HasSubstr("milliseconds"));
    EXPECT_THAT(defect("/views/0/stale_while_revalidate_ms", 1), HasSubstr("max_age_ms beside it"));
    EXPECT_THAT(defect("/actions/0/max_age_ms", 1), HasSubstr("no field of this name"));
}

TEST(Manifest, IsReadWhole) {
    const Manifest manifest = read_manifest(whole().dump());
    EXPECT_EQ(manifest.id, "lucky-wheel");
    EXPECT_EQ(manifest.version, "1.0.0");
    EXPECT_EQ(manifest.title["en"], "Lucky wheel");
    ASSERT_NE(manifest.action("spin"), nullptr);
    EXPECT_EQ(manifest.action("spin")->schema["type"], "object");
    EXPECT_EQ(manifest.action("reset")->number, 2u);
    EXPECT_EQ(manifest.action("reset")->role, Route::Role::admin);
    EXPECT_EQ(manifest.action("prizes"), nullptr);
    EXPECT_EQ(manifest.view("prizes")->role, Route::Role::none);
    EXPECT_TRUE(manifest.view("prizes")->schema.is_null());
    EXPECT_FALSE(manifest.view("prizes")->ages);
    ASSERT_TRUE(manifest.view("board")->ages);
    EXPECT_EQ(manifest.view("board")->ages->max_age.count(), 2000);
    EXPECT_EQ(manifest.view("board")->ages->stale_while_revalidate.count(), 500);
    EXPECT_TRUE(manifest.machine("parcel")->allows("unclaimed", "claimed"));
    EXPECT_FALSE(manifest.machine("parcel")->allows("claimed", "unclaimed"));
    EXPECT_EQ(manifest.emits, std::vector<std::string>{"prize.won"});
    ASSERT_TRUE(manifest.listener);
    EXPECT_EQ(manifest.listener->number, 7u);
    EXPECT_EQ(manifest.listener->on_fault, Listener::OnFault::skip);
    ASSERT_NE(manifest.job("remind"), nullptr);
    EXPECT_EQ(manifest.job("remind")->number, 8u);
    EXPECT_EQ(manifest.job("remind")->when.minute, 20u * 60);
    EXPECT_EQ(manifest.page, "page");
    EXPECT_TRUE(manifest.odds);
}

TEST(Manifest, NeedsLittle) {
    const Manifest manifest = read_manifest(R"({"id":"a","version":"0.1.2","settings_schema":{}})");
    EXPECT_TRUE(manifest.actions.empty());
    EXPECT_FALSE(manifest.odds);
    EXPECT_FALSE(manifest.listener);
}

TEST(Manifest, NamesTheFieldThatIsMissing) {
    EXPECT_THAT(message_of<Unfit>([] { read_manifest(R"({"id":"a","version":"1.0.0"})"); }),
                HasSubstr("manifest field \"/settings_schema\" is missing: expected a JSON Schema"));
    EXPECT_THAT(defect("/actions/1", json::object()), HasSubstr("\"/actions/1/name\" is missing"));
}

TEST(Manifest, NamesTheFieldThatIsWrong) {
    EXPECT_THAT(defect("/id", "Lucky Wheel"),
                HasSubstr("\"/id\": expected a name, 1 to 48 of a-z, 0-9, '_', '.', '-', found \"Lucky Wheel\""));
    EXPECT_THAT(defect("/version", "1.0"), HasSubstr("\"/version\": expected a version of the form major.minor.patch"));
    EXPECT_THAT(defect("/title", "wheel"), HasSubstr("\"/title\": expected an object, found \"wheel\""));
    EXPECT_THAT(defect("/settings_schema", nullptr), HasSubstr("\"/settings_schema\": expected an object, found null"));
    EXPECT_THAT(defect("/actions", json::object()), HasSubstr("\"/actions\": expected a list"));
    EXPECT_THAT(defect("/actions/0/number", -1), HasSubstr("\"/actions/0/number\": expected a number from 0"));
    EXPECT_THAT(defect("/actions/0/number", 1), HasSubstr("\"/views/0/number\": expected a number from 0"));
    EXPECT_THAT(defect("/actions/1/name", "spin"), HasSubstr("\"/actions/1/name\": expected a name that is used once"));
    EXPECT_THAT(defect("/actions/0/role", "king"),
                HasSubstr("expected none, player, partner or admin, found \"king\""));
    EXPECT_THAT(defect("/views/0/rolle", "none"), HasSubstr("\"/views/0/rolle\": expected no field of this name"));
    EXPECT_THAT(defect("/machines/0/moves/0", json::array({"unclaimed"})),
                HasSubstr("\"/machines/0/moves/0\": expected a pair"));
    EXPECT_THAT(defect("/emits/0", "Prize won!"), HasSubstr("\"/emits/0\": expected a name"));
    EXPECT_THAT(defect("/listener/on_fault", "retry"),
                HasSubstr("\"/listener/on_fault\": expected undo or skip, found \"retry\""));
    EXPECT_THAT(defect("/listener/number", 0), HasSubstr("\"/listener/number\": expected a number from 0"));
    EXPECT_THAT(defect("/jobs/0/schedule", "hourly"), HasSubstr("\"/jobs/0/schedule\": expected daily HH:MM"));
    EXPECT_THAT(defect("/jobs/0/number", 7), HasSubstr("\"/jobs/0/number\": expected a number from 0"));
    EXPECT_THAT(defect("/page", "../../etc"), HasSubstr("\"/page\": expected a name"));
    EXPECT_THAT(defect("/odds", 1), HasSubstr("\"/odds\": expected true or false"));
    EXPECT_THAT(defect("/pages", "page"), HasSubstr("\"/pages\": expected no field of this name"));
}

TEST(Manifest, IsAnObjectOfBoundedDepth) {
    EXPECT_THAT(message_of<Unfit>([] { read_manifest("[]"); }), HasSubstr("expected an object"));
    EXPECT_THAT(message_of<Unfit>([] { read_manifest("{"); }), HasSubstr("its manifest is not JSON"));
    EXPECT_THAT(message_of<Unfit>([] { read_manifest(std::string(100'000, '[')); }),
                HasSubstr("nested deeper than 32"));
}

}  // namespace
}  // namespace fairground::plugin
