#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using CatalogueTest = StoreTest;
FAIRGROUND_ON_BOTH_DATABASES(CatalogueTest);

TEST_P(CatalogueTest, NumbersRevisionsAndKeepsTheSameContentAsItIs) {
    const Published first = store_->publish(draft("{}"));
    EXPECT_EQ(first.revision, 1);
    EXPECT_EQ(store_->publish(draft("{}")).revision, 1);
    const Published second = store_->publish(draft(R"({"a":1})"));
    EXPECT_EQ(second.revision, 2);
    EXPECT_EQ(second.campaign, first.campaign);
    EXPECT_EQ(store_->publish(draft("{}")).revision, 3);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM revision"), 3);
}

TEST_P(CatalogueTest, SetsStockCapsAndLeavesWhatIsTakenAlone) {
    const auto campaign = store_->publish(draft("{}")).campaign;
    const std::string of = " FROM stock WHERE item = 'phone' AND campaign_id = " + std::to_string(campaign);
    EXPECT_EQ(sql().number("SELECT total" + of), 10);
    sql().execute("UPDATE stock SET taken = 4 WHERE item = 'phone'");
    RevisionDraft more = draft("{}");
    more.stock = {{"phone", 12}};
    store_->publish(more);
    EXPECT_EQ(sql().number("SELECT total" + of), 12);
    EXPECT_EQ(sql().number("SELECT taken" + of), 4);
    more.stock = {};
    store_->publish(more);
    EXPECT_EQ(sql().number("SELECT COUNT(*)" + of + " AND total IS NULL AND taken = 4"), 1);
}

TEST_P(CatalogueTest, RefusesACampaignOfAnotherTenant) {
    store_->publish(draft());
    RevisionDraft other = draft();
    other.tenant = "rival";
    EXPECT_THROW(store_->publish(other), Fault);
}

TEST_P(CatalogueTest, SeveralHostsMayPublishTheSameNewCampaignAtOnce) {
    std::array<Published, 4> published;
    on_threads(4, [&](int host) { published[static_cast<std::size_t>(host)] = store_->publish(draft("{}")); });
    for (const auto& result : published) {
        EXPECT_EQ(result.revision, 1);
        EXPECT_EQ(result.campaign, published[0].campaign);
    }
}

// As hosts that start together, each with its own order of the same files.
TEST_P(CatalogueTest, SeveralHostsMayPublishManyCampaignsAtOnce) {
    std::vector<RevisionDraft> drafts(20, draft("{}"));
    for (std::size_t i = 0; i < drafts.size(); ++i) drafts[i].campaign = "wheel-" + std::to_string(i);
    std::array<std::vector<Published>, 4> published;
    on_threads(4, [&](int host) {
        auto mine = drafts;
        std::rotate(mine.begin(), mine.begin() + 5 * host, mine.end());
        auto& result = published[static_cast<std::size_t>(host)];
        result = store_->publish(mine);
        std::rotate(result.begin(), result.end() - 5 * host, result.end());
    });
    for (const auto& result : published)
        for (std::size_t i = 0; i < drafts.size(); ++i) {
            EXPECT_EQ(result[i].revision, 1);
            EXPECT_EQ(result[i].campaign, published[0][i].campaign);
        }
}

TEST_P(CatalogueTest, PublishesAllOrNone) {
    store_->publish(draft());
    std::vector<RevisionDraft> drafts(2, draft("{}"));
    drafts[0].campaign = "another";
    drafts[1].tenant = "rival";
    EXPECT_THROW(store_->publish(drafts), Fault);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM campaign"), 1);
    EXPECT_EQ(sql().number("SELECT COUNT(*) FROM revision"), 1);
}

TEST_P(CatalogueTest, PausesAndResumes) {
    EXPECT_FALSE(store_->pause("wheel", true));
    store_->publish(draft());
    EXPECT_TRUE(store_->pause("wheel", true));
    ASSERT_EQ(store_->switches().size(), 1u);
    EXPECT_EQ(store_->switches()[0].campaign, "wheel");
    EXPECT_TRUE(store_->switches()[0].paused);
    EXPECT_TRUE(store_->pause("wheel", false));
    EXPECT_FALSE(store_->switches()[0].paused);
}

TEST_P(CatalogueTest, ImportsEachCouponCodeOnce) {
    EXPECT_FALSE(store_->import_coupons("wheel", "coffee", std::vector<std::string>{"A"}));
    const auto campaign = store_->publish(draft()).campaign;
    std::vector<std::string> codes;
    for (int i = 0; i < 12'000; ++i) codes.push_back("code-" + std::to_string(i % 11'000));
    auto result = store_->import_coupons("wheel", "coffee", codes);
    EXPECT_EQ(result->added, 11'000);
    EXPECT_EQ(result->already_there, 1'000);
    result = store_->import_coupons("wheel", "coffee", std::vector<std::string>{"code-1", "Code-1", "code-1 "});
    EXPECT_EQ(result->added, 2);
    EXPECT_EQ(store_->reader()->coupons_left(campaign, "coffee"), 11'002);
    EXPECT_EQ(store_->reader()->coupons_left(campaign, "tea"), 0);
}

TEST_P(CatalogueTest, RefusesABadCouponListWhole) {
    const auto campaign = store_->publish(draft()).campaign;
    EXPECT_THROW(store_->import_coupons("wheel", "coffee", std::vector<std::string>{"a", ""}), Fault);
    EXPECT_THROW(store_->import_coupons("wheel", "coffee", std::vector<std::string>{"a", std::string(129, 'x')}),
                 Fault);
    EXPECT_EQ(store_->reader()->coupons_left(campaign, "coffee"), 0);
}

}  // namespace
}  // namespace fairground::store
