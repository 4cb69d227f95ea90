#include <gmock/gmock.h>

#include "auth/auth.hpp"

namespace fairground::auth {
namespace {

using namespace std::chrono_literals;
using Verdict = Sessions::Verdict;

const std::chrono::sys_seconds noon{1'700'000'000s};

Sessions::Key key_of(unsigned char byte) {
    Sessions::Key key;
    key.fill(byte);
    return key;
}

Player ann() {
    return {"default", "ann", "Ann \"安\"", {{"follower", "yes"}, {"region", "CN-SH"}}};
}

class SessionsTest : public testing::Test {
protected:
    Sessions sessions{key_of(7), 1h};
    std::string token = sessions.issue(ann(), noon).token;
    Verdict verdict(std::string_view text) const { return sessions.check(text, noon).verdict; }
};

TEST_F(SessionsTest, AnIssuedTokenGivesThePlayerBackWhole) {
    const auto checked = sessions.check(token, noon);
    ASSERT_EQ(checked.verdict, Verdict::valid);
    EXPECT_EQ(checked.player.tenant, "default");
    EXPECT_EQ(checked.player.id, "ann");
    EXPECT_EQ(checked.player.name, "Ann \"安\"");
    EXPECT_EQ(checked.player.attributes, ann().attributes);
}

TEST_F(SessionsTest, ATokenIsGoodUntilTheSecondItExpires) {
    const auto issued = sessions.issue(ann(), noon);
    EXPECT_EQ(issued.expires_at, noon + 1h);
    EXPECT_EQ(sessions.check(issued.token, noon + 1h - 1s).verdict, Verdict::valid);
    EXPECT_EQ(sessions.check(issued.token, noon + 1h).verdict, Verdict::expired);  // although it is remembered
}

TEST_F(SessionsTest, ATokenOfAnotherKeyIsForged) {
    EXPECT_EQ(Sessions(key_of(8), 1h).check(token, noon).verdict, Verdict::forged);
}

TEST_F(SessionsTest, NoSingleChangedCharacterIsAccepted) {
    for (std::size_t at = 0; at < token.size(); ++at) {
        std::string changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_NE(verdict(changed), Verdict::valid) << "at " << at;
    }
}

TEST_F(SessionsTest, NoTruncatedOrLengthenedTokenIsAccepted) {
    for (std::size_t size = 0; size < token.size(); ++size) EXPECT_NE(verdict(token.substr(0, size)), Verdict::valid);
    EXPECT_EQ(verdict(token + "A"), Verdict::malformed);
    EXPECT_EQ(verdict("A" + token), Verdict::forged);
}

TEST_F(SessionsTest, OnlyTheOneCanonicalSpellingOfTheMacIsAccepted) {
    EXPECT_EQ(verdict(token + "="), Verdict::malformed);
    EXPECT_EQ(verdict(token + "\n"), Verdict::malformed);
    // 32 bytes leave two unused bits in the last of 43 characters: flipping one names the same bytes.
    const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string stray = token;
    stray.back() = digits[digits.find(stray.back()) | 1];
    ASSERT_NE(stray, token);
    EXPECT_EQ(verdict(stray), Verdict::malformed);
}

TEST_F(SessionsTest, GarbageIsMalformed) {
    for (const std::string& text : {std::string(), std::string("."), std::string("a.b"), std::string("no dot at all"),
                                    std::string(100'000, 'A') + "." + std::string(43, 'A')})
        EXPECT_EQ(verdict(text), Verdict::malformed) << text.substr(0, 40);
}

TEST_F(SessionsTest, SwappingTheClaimsOfTwoTokensIsForged) {
    Player bob = ann();
    bob.id = "bob";
    const std::string other = sessions.issue(bob, noon).token;
    EXPECT_EQ(verdict(other.substr(0, other.find('.')) + token.substr(token.find('.'))), Verdict::forged);
}

}  // namespace
}  // namespace fairground::auth
