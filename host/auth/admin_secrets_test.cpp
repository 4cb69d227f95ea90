// What admins sign in with: passwords, one-time codes, and the sealing of their secrets.
#include <gtest/gtest.h>

#include "auth/password.hpp"
#include "auth/sealed.hpp"
#include "auth/totp.hpp"

namespace fairground::auth {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

TEST(PasswordTest, IsKnownByItsHashOnly) {
    const auto hash = hash_of_password("correct horse battery");
    EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
    EXPECT_LT(hash.size(), 128u);
    EXPECT_TRUE(is_password(hash, "correct horse battery"));
    EXPECT_FALSE(is_password(hash, "correct horse batterz"));
    EXPECT_FALSE(is_password(hash, ""));
    EXPECT_NE(hash_of_password("correct horse battery"), hash) << "each has a salt of its own";
}

// Else a name that nobody has would be told by its time.
TEST(PasswordTest, TheHashOfNobodyIsCheckedLikeAnyOther) {
    const auto took = [](const std::string& hash) {
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_FALSE(is_password(hash, "correct horse battery"));
        return std::chrono::steady_clock::now() - begin;
    };
    const auto known = took(hash_of_password("something else"));
    EXPECT_GT(took(hash_of_nobody), known / 4);
    EXPECT_FALSE(is_password("!", "!")) << "a password that cannot be used";
    EXPECT_FALSE(is_password(std::string(200, 'x'), "x"));
}

TEST(PasswordTest, MustHaveTwelveBytes) {
    EXPECT_EQ(complaint_about_password("eleven-byte"), "expected a password of 12 to 128 bytes, found 11");
    EXPECT_EQ(complaint_about_password("twelve-bytes"), "");
    EXPECT_NE(complaint_about_password(std::string(129, 'x')), "");
    EXPECT_EQ(complaint_about_password(new_password()), "");
    EXPECT_NE(new_password(), new_password());
}

constexpr std::string_view rfc_secret = "12345678901234567890";

// RFC 6238, appendix B: the last six of its eight digits.
TEST(TotpTest, CodesAreThoseOfTheRfc) {
    const auto code_at = [](std::int64_t at) { return totp_code(rfc_secret, totp_step(sys_seconds(seconds(at)))); };
    EXPECT_EQ(code_at(59), "287082");
    EXPECT_EQ(code_at(1111111109), "081804");
    EXPECT_EQ(code_at(1111111111), "050471");
    EXPECT_EQ(code_at(1234567890), "005924");
    EXPECT_EQ(code_at(2000000000), "279037");
    EXPECT_EQ(code_at(20000000000), "353130");
}

TEST(TotpTest, ClocksMayDifferByOneStep) {
    const sys_seconds now(seconds(1111111109));
    const auto step = totp_step(now);
    for (const auto near : {step - 1, step, step + 1})
        EXPECT_EQ(step_of_code(rfc_secret, totp_code(rfc_secret, near), now), near);
    EXPECT_FALSE(step_of_code(rfc_secret, totp_code(rfc_secret, step + 2), now));
    EXPECT_FALSE(step_of_code(rfc_secret, totp_code(rfc_secret, step - 2), now));
    EXPECT_FALSE(step_of_code(rfc_secret, "", now));
    EXPECT_FALSE(step_of_code(rfc_secret, "0818040", now));
}

TEST(TotpTest, AppsAreToldTheSecret) {
    EXPECT_EQ(totp_text(rfc_secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(totp_uri(rfc_secret, "Fairground prod", "ann"),
              "otpauth://totp/Fairground%20prod:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Fairground%20prod");
    EXPECT_EQ(new_totp_secret().size(), 20u);
}

TEST(SealedTest, OnlyTheKeyOpensIt) {
    const Sessions::Key key{1, 2, 3}, other{1, 2, 4};
    const auto sealed = seal("secret", key);
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(unseal(sealed, key), "secret");
    EXPECT_NE(seal("secret", key), sealed);
    EXPECT_FALSE(unseal(sealed, other));
    auto damaged = sealed;
    damaged.back() = damaged.back() == 'A' ? 'Q' : 'A';
    EXPECT_FALSE(unseal(damaged, key));
    EXPECT_FALSE(unseal("", key));
    EXPECT_FALSE(unseal("not base64!", key));
}

}  // namespace
}  // namespace fairground::auth
