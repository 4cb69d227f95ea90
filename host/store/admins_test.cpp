// Admins, their sessions, and the trail.
#include "store/admins.hpp"

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class AdminsTest : public StoreTest {
protected:
    static AdminRow ann() { return {.name = "ann", .role = "operator", .tenant = "shop", .password = "hash"}; }
    static AuditRow line(const std::string& action, const std::string& admin = "ann") {
        return {.at = 5000,
                .admin = admin,
                .role = "owner",
                .address = "127.0.0.1",
                .action = action,
                .target = "x",
                .outcome = "done"};
    }
    std::vector<std::string> actions(const AuditPage& page = {}) {
        std::vector<std::string> actions;
        for (const auto& row : audit_->page(page)) actions.push_back(row.action);
        return actions;
    }
    std::int64_t add_ann() {
        EXPECT_TRUE(admins_->add(ann(), line("admin create")));
        return admins_->find("ann")->id;
    }
    void open(const std::string& hash, std::int64_t admin) {
        admins_->open_session({hash, admin, "127.0.0.1", 1000, 1000, 9000}, line("login"));
    }

    std::unique_ptr<Admins> admins_ = store_->admins();
    std::unique_ptr<Audit> audit_ = store_->audit();
};
FAIRGROUND_ON_BOTH_DATABASES(AdminsTest);

TEST_P(AdminsTest, ANameIsGivenOnce) {
    AdminRow row = ann();
    row.id = add_ann();
    EXPECT_FALSE(admins_->add(ann(), line("admin create")));
    EXPECT_THAT(admins_->all(), ElementsAre(row));
    EXPECT_FALSE(admins_->find("Ann"));
    EXPECT_THAT(actions(), ElementsAre("admin create")) << "what was not done is not in the trail";
}

TEST_P(AdminsTest, OfManyHostsThatGiveANameOneDoes) {
    for (int round = 0; round < 10; ++round) {
        AdminRow row = ann();
        row.name += std::to_string(round);
        std::atomic<int> given{0};
        on_threads(4, [&](int) { given += store_->admins()->add(row, line("admin create")) ? 1 : 0; });
        EXPECT_EQ(given, 1);
    }
    EXPECT_THAT(actions(), SizeIs(10));
}

TEST_P(AdminsTest, ASessionLetsInUntilItEnds) {
    const auto id = add_ann();
    open("s1", id);
    const auto session = admins_->session("s1");
    ASSERT_TRUE(session);
    EXPECT_EQ(session->name, "ann");
    EXPECT_EQ(session->role, "operator");
    EXPECT_EQ(session->tenant, "shop");
    EXPECT_EQ(session->expires, 9000);
    admins_->touch_session("s1", 2000);
    EXPECT_EQ(admins_->session("s1")->seen, 2000);
    EXPECT_TRUE(admins_->end_session("s1", line("logout")));
    EXPECT_FALSE(admins_->end_session("s1", line("logout")));
    EXPECT_FALSE(admins_->session("s1"));
    open("s2", id);
    admins_->purge_sessions(9001);
    EXPECT_FALSE(admins_->session("s2"));
    EXPECT_THAT(actions(), ElementsAre("login", "logout", "login", "admin create"));
}

TEST_P(AdminsTest, WhoIsDisabledIsOutAtOnce) {
    const auto id = add_ann();
    open("s1", id);
    EXPECT_TRUE(admins_->disable("ann", 7000, line("admin disable", "owner")));
    EXPECT_FALSE(admins_->disable("ann", 8000, line("admin disable", "owner")));
    EXPECT_FALSE(admins_->session("s1"));
    EXPECT_EQ(admins_->find("ann")->disabled, 7000);
    EXPECT_FALSE(admins_->set_password(id, "other", "", line("password")));
}

TEST_P(AdminsTest, AnotherPasswordEndsTheOtherSessions) {
    const auto id = add_ann();
    open("here", id);
    open("elsewhere", id);
    EXPECT_TRUE(admins_->set_password(id, "other", "here", line("password")));
    EXPECT_EQ(admins_->find("ann")->password, "other");
    EXPECT_TRUE(admins_->session("here"));
    EXPECT_FALSE(admins_->session("elsewhere"));
}

TEST_P(AdminsTest, FailedTriesAreCountedUntilOneSucceeds) {
    const auto id = add_ann();
    admins_->note_failure(id);
    admins_->note_failure(id);
    EXPECT_EQ(admins_->find("ann")->failed, 2);
    open("s1", id);
    EXPECT_EQ(admins_->find("ann")->failed, 0);
    EXPECT_EQ(admins_->find("ann")->seen, 1000);
}

TEST_P(AdminsTest, ACodeIsUsedOnce) {
    const auto id = add_ann();
    EXPECT_FALSE(admins_->confirm_totp(id, 5, line("totp"))) << "nothing was proposed";
    admins_->propose_totp(id, "sealed");
    EXPECT_FALSE(admins_->find("ann")->totp);
    EXPECT_TRUE(admins_->confirm_totp(id, 5, line("totp")));
    EXPECT_EQ(admins_->find("ann")->totp, "sealed");
    EXPECT_FALSE(admins_->find("ann")->totp_pending);
    EXPECT_FALSE(admins_->use_totp(id, 5));
    EXPECT_TRUE(admins_->use_totp(id, 6));
    EXPECT_FALSE(admins_->use_totp(id, 6));
    EXPECT_FALSE(admins_->use_totp(id, 5));
    std::atomic<int> let_in{0};
    on_threads(4, [&](int) { let_in += store_->admins()->use_totp(id, 7) ? 1 : 0; });
    EXPECT_EQ(let_in, 1);
    EXPECT_TRUE(admins_->reset_totp("ann", line("totp reset")));
    EXPECT_FALSE(admins_->find("ann")->totp);
}

TEST_P(AdminsTest, TheTrailIsReadNewestFirstAndByWhatItIsAbout) {
    auto one = line("pause");
    one.campaign = "wheel";
    one.tenant = "shop";
    one.detail = R"({"reason":"l'été"})";
    one.before = R"({"paused":false})";
    one.after = R"({"paused":true})";
    one.trace = "0af7651916cd43dd8448eb211c80319c";
    audit_->add(one);
    audit_->add(line("login", "bob"));
    audit_->add(line("logout", "bob"));

    const auto all = audit_->page({.limit = 10});
    ASSERT_THAT(all, SizeIs(3));
    one.id = all[2].id;
    EXPECT_EQ(all[2], one);
    EXPECT_THAT(actions({.campaign = "wheel"}), ElementsAre("pause"));
    EXPECT_THAT(actions({.admin = "bob"}), ElementsAre("logout", "login"));
    EXPECT_THAT(actions({.tenant = "shop"}), ElementsAre("pause"));
    EXPECT_THAT(actions({.campaign = "wheel", .admin = "bob"}), IsEmpty());
    EXPECT_THAT(actions({.limit = 1}), ElementsAre("logout"));
    EXPECT_THAT(actions({.before = all[0].id, .limit = 1}), ElementsAre("login"));

    EXPECT_THAT(audit_->since(0, {}, 10), SizeIs(3));
    EXPECT_EQ(audit_->since(0, {}, 10).front().action, "pause");
    EXPECT_THAT(audit_->since(one.id, {}, 1), SizeIs(1));
    EXPECT_THAT(audit_->since(0, "shop", 10), SizeIs(1));
}

TEST_P(AdminsTest, WhatIsInTheTrailStaysAsItIs) {
    audit_->add(line("pause"));
    for (const char* attempt : {"UPDATE audit SET admin = 'nobody'", "DELETE FROM audit"}) {
        try {
            sql().execute(attempt);
            ADD_FAILURE() << attempt;
        } catch (const std::exception& refusal) {
            EXPECT_THAT(refusal.what(), testing::HasSubstr("the audit trail can only be added to")) << attempt;
        }
    }
    EXPECT_THAT(actions(), ElementsAre("pause"));
}

TEST_P(AdminsTest, WhatIsTooLongForTheTrailIsCutNotLost) {
    auto row = line(std::string(100, 'a'));
    row.target.clear();
    for (int i = 0; i < 200; ++i) row.target += "春";
    audit_->add(row);
    const auto kept = audit_->page({}).at(0);
    EXPECT_EQ(kept.action, std::string(64, 'a'));
    EXPECT_EQ(kept.target.size(), 3u * 160);
}

TEST_P(AdminsTest, APauseAndItsLineAreOneTransaction) {
    store_->publish(draft());
    EXPECT_FALSE(store_->pause("nobody", true, line("campaign pause")));
    EXPECT_THAT(actions(), IsEmpty());
    EXPECT_TRUE(store_->pause("wheel", true, line("campaign pause")));
    EXPECT_THAT(actions(), ElementsAre("campaign pause"));
    EXPECT_TRUE(store_->switches().at(0).paused);
}

TEST_P(AdminsTest, ABatchCommitsItsLinesWithItsEffects) {
    change("ann", [&](const PlayerRow&, Effects& effects) { effects.audit.push_back(line("player adjust")); });
    EXPECT_THAT(actions(), ElementsAre("player adjust"));
}

TEST_P(AdminsTest, ATokenOfAnAdminIsFoundByItsHash) {
    const auto tokens = store_->tokens();
    TokenRow row{.hash = "h", .partner = "ci", .created = 1, .role = "operator"};
    row.id = tokens->add(row, line("token create"));
    EXPECT_EQ(tokens->find("h"), row);
    EXPECT_FALSE(tokens->find("g"));
    EXPECT_TRUE(tokens->revoke(row.id, 2, line("token revoke")));
    EXPECT_FALSE(tokens->revoke(row.id, 3, line("token revoke")));
    EXPECT_THAT(actions(), testing::Contains("token revoke").Times(1));
}

// Without the right to make triggers the migration goes on; what is missing can be made later by hand.
TEST(AdminsOfMariaDbTest, TheTrailIsMadeByWhoMayMakeNoTriggers) {
    test::TempDir unused;
    auto options = options_for(Kind::mariadb, unused);
    const auto root = test::Sql::mariadb(mariadb_server().socket(), "root", "fairground");
    root->execute("CREATE OR REPLACE USER plain@localhost");
    root->execute("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON fairground.* TO plain@localhost");
    options.url = "mariadb://plain@localhost/fairground";
    const auto store = Store::open(options);
    store->migrate();
    EXPECT_THAT(store->schema_differences(), IsEmpty());
    store->audit()->add({.admin = "ann"});
    EXPECT_NO_THROW(root->execute("DELETE FROM audit"));
}

}  // namespace
}  // namespace fairground::store
