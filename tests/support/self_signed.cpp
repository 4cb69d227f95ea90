#include "support/self_signed.hpp"

#include <cstdio>
#include <memory>
#include <stdexcept>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace fairground::test {
namespace {

constexpr long seconds_of_a_day = 86'400;

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

template <typename T>
Owned<T> made(T* thing, const char* what) {
    if (thing == nullptr) throw std::runtime_error(std::string("cannot make ") + what);
    return Owned<T>(thing);
}

Owned<X509> sign(const SelfSigned& wanted, EVP_PKEY* key) {
    auto certificate = made(X509_new(), "a certificate");
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -2 * seconds_of_a_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wanted.days * seconds_of_a_day);
    auto* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(wanted.name.c_str()),
                               -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_set_pubkey(certificate.get(), key);
    const std::string names = "DNS:" + wanted.name + ",IP:127.0.0.1";
    const auto extension =
        made(X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()), "an extension");
    X509_add_ext(certificate.get(), extension.get(), -1);
    if (X509_sign(certificate.get(), key, EVP_sha256()) == 0) throw std::runtime_error("cannot sign a certificate");
    return certificate;
}

Owned<std::FILE> open_new(const std::filesystem::path& file) {
    std::filesystem::remove(file);  // so that whoever reads the old one goes on
    return made(std::fopen(file.c_str(), "w"), file.c_str());
}

}  // namespace

CertificateFiles write_self_signed(const std::filesystem::path& folder, const std::string& file_name,
                                   const SelfSigned& wanted) {
    const CertificateFiles files{folder / (file_name + ".pem"), folder / (file_name + ".key")};
    const auto key = made(EVP_EC_gen("P-256"), "a key");
    const auto certificate = sign(wanted, key.get());
    PEM_write_X509(open_new(files.certificate).get(), certificate.get());
    const auto key_file = open_new(files.key);
    std::filesystem::permissions(files.key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const bool secret = !wanted.passphrase.empty();
    PEM_write_PKCS8PrivateKey(key_file.get(), key.get(), secret ? EVP_aes_128_cbc() : nullptr,
                              secret ? wanted.passphrase.c_str() : nullptr, static_cast<int>(wanted.passphrase.size()),
                              nullptr, nullptr);
    return files;
}

}  // namespace fairground::test
