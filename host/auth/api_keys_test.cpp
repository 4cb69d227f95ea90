#include "auth/api_keys.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

namespace fairground::auth {
namespace {

using namespace std::chrono_literals;

class ApiKeysTest : public testing::Test {
protected:
    using Verdict = ApiKeys::Verdict;
    ApiKeysTest() {
        if (sodium_init() < 0) throw std::runtime_error("no libsodium");
        grant_.hash = hash_of_api_key(key_);
        keys_.replace({grant_}, moment_);
    }
    Verdict verdict(const std::string& key, std::chrono::seconds later = 0s) {
        return keys_.check(key, now_ + later, moment_).verdict;
    }

    const std::string key_ = new_api_key();
    const std::chrono::sys_seconds now_{1'772'500'000s};
    const ApiKeys::Clock::time_point moment_{1h};
    Grant grant_{.id = 1,
                 .hash = {},
                 .partner = "Tea",
                 .tenant = "shop",
                 .scopes = {"query"},
                 .quota = {10, 20},
                 .expires = now_ + 1h};
    ApiKeys keys_;
};

TEST_F(ApiKeysTest, AKeyHas256RandomBitsAndIsFoundByItsHash) {
    EXPECT_EQ(key_.size(), 47u);
    EXPECT_NE(key_, new_api_key());
    EXPECT_EQ(hash_of_api_key("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const auto checked = keys_.check(key_, now_, moment_);
    ASSERT_EQ(checked.verdict, Verdict::valid);
    EXPECT_EQ(checked.key->grant.partner, "Tea");
    EXPECT_TRUE(checked.key->may("query"));
    EXPECT_FALSE(checked.key->may("events"));
    EXPECT_FALSE(checked.key->may("quer"));
}

TEST_F(ApiKeysTest, OthersAreUnknown) {
    for (const std::string& other : {std::string(), std::string("fgk_"), key_.substr(4), key_ + "x", new_api_key(),
                                     grant_.hash, "fgk_" + std::string(5000, 'x')})
        EXPECT_EQ(verdict(other), Verdict::unknown) << other;
}

TEST_F(ApiKeysTest, AKeyExpiresAtItsMoment) {
    EXPECT_EQ(verdict(key_, 3599s), Verdict::valid);
    EXPECT_EQ(verdict(key_, 3600s), Verdict::expired);
}

TEST_F(ApiKeysTest, OneThatIsRevokedIsUnknown) {
    keys_.replace({}, moment_);
    EXPECT_EQ(verdict(key_), Verdict::unknown);
}

TEST_F(ApiKeysTest, AQuotaOutlivesThatTheKeysAreReadAgain) {
    keys_.check(key_, now_, moment_).key->quota.take(20, moment_);
    keys_.replace({grant_}, moment_);
    EXPECT_GT(keys_.check(key_, now_, moment_).key->quota.take(1, moment_), 0s);
    grant_.quota.burst = 40;
    keys_.replace({grant_}, moment_);
    EXPECT_EQ(keys_.check(key_, now_, moment_).key->quota.take(40, moment_), 0s);
}

TEST_F(ApiKeysTest, WhatNobodyKnowsForAMinuteIsNotBelieved) {
    EXPECT_EQ(keys_.check(key_, now_, moment_ + 60s).verdict, Verdict::valid);
    EXPECT_EQ(keys_.check(key_, now_, moment_ + 61s).verdict, Verdict::unsure);
    EXPECT_EQ(ApiKeys().check(key_, now_, moment_).verdict, Verdict::unsure);
}

}  // namespace
}  // namespace fairground::auth
