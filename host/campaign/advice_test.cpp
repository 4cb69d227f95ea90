// What `fairground check` warns of, with a plugin that says of itself what its settings say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "campaign/campaign.hpp"

namespace fairground::campaign {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Advice : public testing::Test {
protected:
    void add(const std::string& id, const std::string& settings, const std::string& more = "") {
        files.push_back(
            config::parse_campaign("id: " + id + "\nplugin: teller\n" + more + "settings: " + settings + "\n", id));
    }
    std::vector<std::string> warnings(bool all_there = true) {
        std::vector<std::string> texts;
        for (const config::Problem& problem : Catalogue::check(files, shelf, beside, all_there)) {
            EXPECT_TRUE(problem.warning) << problem.message;
            texts.push_back(to_text(problem));
        }
        return texts;
    }
    std::vector<config::CampaignFile> files;
    std::vector<config::CampaignFile> beside;
    plugin::Shelf shelf{CAMPAIGN_TEST_TELLERS, testing::TempDir() + "advice_test_images"};
};

TEST_F(Advice, ACurrencyThatNobodyEarnsIsToldWhereItIsFirstMentioned) {
    add("a", "{earns: [point], spends: [points]}");
    EXPECT_THAT(warnings(), ElementsAre("a:3:37: warning: settings.spends[0]: the campaign spends \"points\", and no "
                                        "campaign of tenant default earns it: players have none; did you mean point?"));
}

TEST_F(Advice, AnotherCampaignOfTheTenantMayEarnIt) {
    add("a", "{earns: [], spends: [points]}");
    add("b", "{earns: [points], spends: []}");
    EXPECT_THAT(warnings(), IsEmpty());
}

TEST_F(Advice, ThatOfAnotherTenantIsOfNoUse) {
    add("a", "{earns: [], spends: [points]}");
    add("b", "{earns: [points], spends: []}", "tenant: other\n");
    EXPECT_THAT(warnings(), ElementsAre(HasSubstr("no campaign of tenant default earns it")));
}

TEST_F(Advice, WhereOneCampaignDoesNotSayNothingIsSaid) {
    add("a", "{earns: [], spends: [points]}");
    files.push_back(config::parse_campaign("id: b\nplugin: silent\n", "b"));
    EXPECT_THAT(warnings(), IsEmpty());
}

TEST_F(Advice, CampaignsBesideCountAndAreNotJudged) {
    add("a", "{earns: [], spends: [points]}");
    add("b", "{earns: [points], spends: [gems]}");
    beside.push_back(files.back());
    files.pop_back();
    EXPECT_THAT(warnings(), IsEmpty());
    beside.clear();
    EXPECT_THAT(warnings(false), IsEmpty()) << "others are there that could not be read";
}

TEST_F(Advice, AnEventThatNobodyTells) {
    add("a", "{listens: [teller.telt]}");
    add("b", "{}");
    EXPECT_THAT(
        warnings(),
        ElementsAre("a:3:22: warning: settings.listens[0]: the campaign listens for the event \"teller.telt\", and "
                    "no other campaign of tenant default tells it; did you mean teller.told?"));
}

TEST_F(Advice, ADailyCapAboveTheStock) {
    add("a", "{stock: [{item: cup, total: 5, per_day: 6}]}");
    EXPECT_THAT(warnings(),
                ElementsAre("a:3:27: warning: settings.stock[0].item: of \"cup\" there are 5 in all, and 6 a "
                            "day: the daily cap never holds; lower it or raise the stock"));
}

TEST_F(Advice, CostsOfWhatIsNotGiven) {
    add("a", "{earns: [points], spends: [], stock: [{item: cup, total: 5}]}",
        "costs: {unit: CNY, prizes: {cupp: 1}, currencies: {pints: 1}, coupons: {tea: 1}}\n");
    EXPECT_THAT(
        warnings(),
        ElementsAre("a:3:35: warning: costs.prizes.cupp: \"cupp\" is not the name of a prize or an item with "
                    "stock: its cost counts nowhere; did you mean cup?",
                    "a:3:59: warning: costs.currencies.pints: \"pints\" is not the name of a currency that the "
                    "campaign gives: its cost counts nowhere; did you mean points?",
                    "a:3:78: warning: costs.coupons.tea: \"tea\" is not the name of a pool of coupons: its cost "
                    "counts nowhere"));
}

TEST_F(Advice, APageThatIsNotThereIsToldOnce) {
    files.push_back(config::parse_campaign("id: a\nplugin: paged\n", "a"));
    files.push_back(config::parse_campaign("id: b\nplugin: paged\n", "b"));
    EXPECT_THAT(warnings(),
                ElementsAre(testing::AllOf(testing::StartsWith("a:2:9: warning: plugin: players find no page"),
                                           HasSubstr("paged/page/index.html"))));
}

}  // namespace
}  // namespace fairground::campaign
