#include <fstream>

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/mock_context.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::NiceMock;
using testing::Throw;
using Kind = Reply::Kind;

// One loaded misfit; each test makes instances that misbehave in one mode.
struct InstanceTest : testing::Test {
    TemporaryFolder folder;
    std::shared_ptr<Image> image = [this] {
        std::filesystem::create_directory(folder / "plugins");
        std::filesystem::copy(bad_plugin("misfit"), folder / "plugins");
        return Shelf(folder / "plugins", folder / "images").find("misfit");
    }();
    NiceMock<MockCall> context;
    NiceMock<MockPlan> planned;

    Instance instance(const std::string& mode) { return Instance(image, {{"mode", mode}}); }
    Reply call(const std::string& mode) { return instance(mode).call(0, "{}", context); }
    std::string unfit(const std::string& mode) {
        return message_of<Unfit>([&] { instance(mode); });
    }
};

TEST_F(InstanceTest, AnswersWithWhatThePluginWrotePieceByPiece) {
    const Reply reply = call("fine");
    EXPECT_EQ(reply.kind, Kind::ok) << reply.detail;
    EXPECT_EQ(reply.body, R"({"fine":true})");
}

TEST_F(InstanceTest, KnowsWhatTheSettingsAmountTo) {
    const Instance fine = instance("fine");
    ASSERT_EQ(fine.stock().size(), 2u);
    EXPECT_EQ(fine.stock()[0].item, "phone");
    EXPECT_EQ(fine.stock()[0].total, 10);
    EXPECT_EQ(fine.stock()[0].per_day, 2);
    EXPECT_EQ(fine.stock()[1].total, std::nullopt);
    EXPECT_EQ(fine.coupon_pools(), std::vector<std::string>{"pool"});
    EXPECT_EQ(fine.odds()["prizes"][0]["id"], "phone");
    EXPECT_EQ(fine.manifest().id, "misfit");
}

TEST_F(InstanceTest, PassesARefusalOn) {
    const Reply reply = call("refuses");
    EXPECT_EQ(reply.kind, Kind::refused);
    EXPECT_EQ(reply.code, "no_spins_left");
    EXPECT_EQ(reply.detail, "come back tomorrow");
}

TEST_F(InstanceTest, TurnsEveryWrongAnswerIntoAFaultThatNamesThePlugin) {
    const std::pair<const char*, const char*> wrong[] = {
        {"throws", "an exception left the plugin: over the border"},
        {"throws a number", "an exception of an unknown type left the plugin"},
        {"answers garbage", "answered FG_OK with a reply that is not JSON: it goes wrong at byte 10"},
        {"answers nothing", "answered FG_OK with a reply that is not JSON"},
        {"answers bytes", "answered FG_OK with a reply that is not JSON"},
        {"answers 99", "answered the unknown status 99"},
        {"answers a code with spaces", "answered FG_REFUSED with the code \"no spins left\", expected 1 to 64 of"},
        {"refuses without a code", "answered FG_REFUSED with the code \"\""},
        {"refuses with a list", "answered FG_REFUSED with a reply that is no JSON object"},
        {"answers 2 MiB", "wrote a reply of more than 1 MiB"},
        {"answers deep", "JSON nested deeper than 32 levels"},
        {"answers from null", "wrote its reply from a null pointer"},
        {"fails silently", "gave no reason"},
    };
    for (const auto& [mode, message] : wrong) {
        const Reply reply = call(mode);
        EXPECT_EQ(reply.kind, Kind::fault) << mode;
        EXPECT_THAT(reply.detail, HasSubstr("plugin misfit")) << mode;
        EXPECT_THAT(reply.detail, HasSubstr(message)) << mode;
    }
}

TEST_F(InstanceTest, IsUnavailableIfAServiceWasWhateverThePluginSays) {
    EXPECT_EQ(call("is unavailable silently").kind, Kind::unavailable);
    EXPECT_EQ(call("hides that a service failed").kind, Kind::ok);
    EXPECT_CALL(context, balance).WillOnce(Throw(ServiceUnavailable("the ledger is away")));
    const Reply reply = call("hides that a service failed");
    EXPECT_EQ(reply.kind, Kind::unavailable);
    EXPECT_EQ(reply.detail, "the ledger is away");
}

TEST_F(InstanceTest, FailsIfAServiceDidWhateverThePluginSays) {
    EXPECT_CALL(context, balance).WillOnce(Throw(std::logic_error("a bug of the host")));
    const Reply reply = call("hides that a service failed");
    EXPECT_EQ(reply.kind, Kind::fault);
    EXPECT_THAT(reply.detail, HasSubstr("a service failed: a bug of the host"));
}

TEST_F(InstanceTest, MayRefuseABodyWhilePlanning) {
    EXPECT_EQ(instance("fine").plan(0, "{}", planned), std::nullopt);
    const auto refused = instance("plan refuses").plan(0, "{}", planned);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->kind, Kind::invalid);
    EXPECT_EQ(refused->code, "bad_body");
    EXPECT_THAT(instance("plan throws").plan(0, "{}", planned)->detail, HasSubstr("an exception of an unknown type"));
    EXPECT_THAT(instance("plan answers refused").plan(0, "{}", planned)->detail,
                HasSubstr("plan() answered FG_REFUSED, expected FG_OK or FG_INVALID"));
}

TEST_F(InstanceTest, IsNotMadeByAPluginThatAnswersWrongly) {
    EXPECT_EQ(
        unfit("create throws"),
        "plugin misfit 1.0.0: create() failed: an exception left the plugin: no instance today: this is a bug of the "
        "plugin");
    EXPECT_THAT(unfit("create answers garbage"), HasSubstr("create() answered with a reply that is not JSON"));
    EXPECT_THAT(unfit("create answers 99"), HasSubstr("create() answered the unknown status 99"));
    EXPECT_THAT(unfit("create gives no instance"), HasSubstr("create() answered FG_OK without an instance"));
    EXPECT_THAT(unfit("create refuses nothing"), HasSubstr("create() answered FG_INVALID without a problem"));
    EXPECT_THAT(unfit("create limits stock below zero"), HasSubstr("the stock of \"phone\" the total -1"));
}

TEST_F(InstanceTest, IsNotMadeFromSettingsThatTheSchemaOrThePluginRefuses) {
    try {
        const Instance made(image, {{"mode", 3}, {"mood", "good"}});
        FAIL() << "the settings were taken";
    } catch (const SettingsRefused& refused) {
        ASSERT_EQ(refused.problems.size(), 2u) << refused.what();
        EXPECT_THAT(refused.what(), HasSubstr("/mode: expected a text, found 3"));
        EXPECT_THAT(refused.what(), HasSubstr("/mood: unknown key, did you mean \"mode\"?"));
    }
    try {
        instance("create refuses");
        FAIL() << "the settings were taken";
    } catch (const SettingsRefused& refused) {
        ASSERT_EQ(refused.problems.size(), 1u);
        EXPECT_EQ(refused.problems[0].at, "/mode");
        EXPECT_EQ(refused.problems[0].message, "not this");
    }
    EXPECT_THROW(Instance(image, {{"mode", "\xff"}}), SettingsRefused);
}

TEST_F(InstanceTest, ThrowsIfThePublishedChancesCannotBeHad) {
    EXPECT_THAT(message_of<Unfit>([&] { instance("odds fail").odds(); }), HasSubstr("odds() answered FG_FAULT"));
}

}  // namespace
}  // namespace fairground::plugin
