// The keys of partners, and reading many players at once.
#include "store/tokens.hpp"

#include <gmock/gmock.h>

#include "store/store_fixture.hpp"

namespace fairground::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TokensTest : public StoreTest {
protected:
    TokenRow row(const std::string& hash) const {
        return {.hash = hash,
                .partner = "Tea's",
                .tenant = "shop",
                .scopes = "query,events",
                .per_second = 1000,
                .burst = 2000,
                .created = 5000,
                .expires = 9000};
    }
    std::unique_ptr<Tokens> tokens_ = store_->tokens();
};
FAIRGROUND_ON_BOTH_DATABASES(TokensTest);

TEST_P(TokensTest, AreListedAsTheyWereAdded) {
    EXPECT_THAT(tokens_->all(), IsEmpty());
    TokenRow one = row("a");
    TokenRow two = row("b");
    two.expires.reset();
    one.id = tokens_->add(one);
    two.id = tokens_->add(two);
    EXPECT_LT(one.id, two.id);
    EXPECT_THAT(tokens_->all(), ElementsAre(one, two));
}

TEST_P(TokensTest, AreRevokedOnce) {
    TokenRow one = row("a");
    one.id = tokens_->add(one);
    EXPECT_FALSE(tokens_->revoke(one.id + 1, 7000));
    EXPECT_TRUE(tokens_->revoke(one.id, 7000));
    EXPECT_FALSE(tokens_->revoke(one.id, 8000));
    one.revoked = 7000;
    EXPECT_THAT(tokens_->all(), ElementsAre(one));
}

TEST_P(TokensTest, NoTwoHaveTheSameSecret) {
    tokens_->add(row("a"));
    EXPECT_THROW(tokens_->add(row("a")), std::runtime_error);
}

TEST_P(TokensTest, ManyPlayersAreFoundInTheOrderAsked) {
    const auto ann = earn("ann", 10, 10);
    const auto bob = earn("bob", 20, 20);
    const auto reader = store_->reader();
    const auto found = reader->players("shop", std::vector<std::string>{"bob", "nobody", "ann"});
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0]->id, bob.id);
    EXPECT_EQ(found[0]->version, bob.version);
    EXPECT_FALSE(found[1]);
    EXPECT_EQ(found[2]->id, ann.id);
    EXPECT_FALSE(reader->players("other", std::vector<std::string>{"ann"})[0]);

    const auto accounts = reader->accounts(std::vector<std::int64_t>{bob.id, ann.id}, 1);
    ASSERT_EQ(accounts.size(), 2u);
    EXPECT_EQ(accounts[0].player, ann.id);
    EXPECT_EQ(accounts[0].balance, 10);
    EXPECT_EQ(accounts[1].balance, 20);
}

}  // namespace
}  // namespace fairground::store
