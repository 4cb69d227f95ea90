#include "http/certificate.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <openssl/err.h>
#include <unistd.h>

#include "support/self_signed.hpp"

namespace fairground::http {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class CertificateTest : public testing::Test {
protected:
    CertificateTest() { fs::create_directories(folder); }
    ~CertificateTest() override { fs::remove_all(folder); }

    config::Tls written(const std::string& name, const test::SelfSigned& wanted = {}) const {
        const auto files = test::write_self_signed(folder, name, wanted);
        return {files.certificate, files.key};
    }
    static std::string complaint(const config::Tls& files) {
        try {
            read_certificate(files, "tls.players");
            return "";
        } catch (const std::runtime_error& error) {
            return error.what();
        }
    }
    fs::path folder = fs::temp_directory_path() / ("fairground-certificates-" + std::to_string(::getpid()));
};

TEST_F(CertificateTest, IsReadWithWhatItSaysOfItself) {
    const auto certificate = read_certificate(written("good"), "tls.players");
    EXPECT_EQ(certificate->subject, "play.example.com");
    const auto left = certificate->valid_until - std::chrono::system_clock::now();
    EXPECT_GT(left, std::chrono::days(29));
    EXPECT_LT(left, std::chrono::days(31));
    EXPECT_TRUE(certificate->covers("play.example.com"));
    EXPECT_TRUE(certificate->covers("127.0.0.1"));
    EXPECT_FALSE(certificate->covers("example.com"));
    EXPECT_FALSE(certificate->covers("127.0.0.2"));
}

TEST_F(CertificateTest, FilesThatAreNotThereAreNamed) {
    const auto good = written("good");
    EXPECT_EQ(complaint({folder / "no.pem", good.key}), "tls.players.certificate: " + (folder / "no.pem").string() +
                                                            ": cannot be read: No such file or directory");
    EXPECT_EQ(complaint({good.certificate, folder / "no.key"}),
              "tls.players.key: " + (folder / "no.key").string() + ": cannot be read: No such file or directory");
    EXPECT_THAT(complaint({good.certificate, folder}), HasSubstr("expected a file"));
}

TEST_F(CertificateTest, AKeyThatOthersCanReadIsRefused) {
    const auto files = written("good");
    fs::permissions(files.key, fs::perms::owner_read | fs::perms::group_read);
    EXPECT_EQ(complaint(files), "") << "of a group that holds keys";
    for (const auto more : {fs::perms::others_read, fs::perms::group_write, fs::perms::others_exec}) {
        fs::permissions(files.key, fs::perms::owner_read | more);
        EXPECT_THAT(
            complaint(files),
            StartsWith("tls.players.key: " + files.key.string() +
                       ": others can read or write it; expected mode 0600, or 0640 for a group. Run: chmod 600 "));
    }
}

TEST_F(CertificateTest, AKeyOfAnotherCertificateIsRefused) {
    const auto one = written("one");
    const auto other = written("other");
    EXPECT_EQ(complaint({one.certificate, other.key}), "tls.players.key: " + other.key.string() +
                                                           ": the key belongs to another certificate than " +
                                                           one.certificate.string() + " (tls.players.certificate)");
}

TEST_F(CertificateTest, AKeyWithAPassphraseIsRefusedWithoutAsking) {
    EXPECT_THAT(complaint(written("secret", {.passphrase = "sesame"})),
                HasSubstr("the key has a passphrase, which nobody can be asked for"));
}

TEST_F(CertificateTest, WhatIsNoPemIsRefused) {
    const auto good = written("good");
    std::ofstream(folder / "text.pem") << "hello";
    fs::permissions(folder / "text.pem", fs::perms::owner_read);
    EXPECT_THAT(
        complaint({folder / "text.pem", good.key}),
        HasSubstr("tls.players.certificate: " + (folder / "text.pem").string() + ": expected certificates in PEM"));
    EXPECT_THAT(complaint({good.certificate, folder / "text.pem"}), HasSubstr("expected a private key in PEM"));
    EXPECT_THAT(complaint({good.key, good.key}), HasSubstr("expected certificates in PEM")) << "the two mixed up";
}

TEST_F(CertificateTest, OneThatIsOverIsRefused) {
    EXPECT_THAT(complaint(written("old", {.days = -1})), HasSubstr("the certificate is over"));
}

}  // namespace
}  // namespace fairground::http
