#include "http/certificate.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <stdexcept>

#include <boost/asio/ssl/context.hpp>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

namespace fairground::http {
namespace {

namespace ssl = boost::asio::ssl;

// One of the two files, as the config names it.
struct Named {
    std::string key;  // "tls.players.certificate"
    std::filesystem::path file;

    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(key + ": " + file.string() + ": " + what);
    }
    struct stat status() const {
        struct stat found {};
        if (::stat(file.c_str(), &found) != 0) fail(std::string("cannot be read: ") + std::strerror(errno));
        return found;
    }
};

void check_permissions(const Named& key) {
    const auto mode = key.status().st_mode;
    if ((mode & S_IFMT) != S_IFREG) key.fail("expected a file");
    if ((mode & (S_IRWXO | S_IWGRP)) != 0)
        key.fail("others can read or write it; expected mode 0600, or 0640 for a group. Run: chmod 600 " +
                 key.file.string() + " (and have another certificate made if somebody may have seen it)");
}

void take_certificate(ssl::context& context, const Named& certificate) {
    certificate.status();
    boost::system::error_code error;
    context.use_certificate_chain_file(certificate.file.string(), error);
    if (error)
        certificate.fail("expected certificates in PEM (-----BEGIN CERTIFICATE-----), the host's own first: " +
                         error.message());
}

void take_key(ssl::context& context, const Named& key, const Named& certificate) {
    check_permissions(key);
    bool asked = false;
    context.set_password_callback([&](std::size_t, ssl::context::password_purpose) {
        asked = true;
        return std::string();
    });
    boost::system::error_code error;
    context.use_private_key_file(key.file.string(), ssl::context::pem, error);
    context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); });
    if (!error) return;
    if (asked)
        key.fail(
            "the key has a passphrase, which nobody can be asked for; expected one without: openssl pkey -in FILE -out "
            "FILE");
    if (ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_VALUES_MISMATCH ||
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) == X509_R_KEY_TYPE_MISMATCH)
        key.fail("the key belongs to another certificate than " + certificate.file.string() + " (" + certificate.key +
                 ")");
    key.fail("expected a private key in PEM (-----BEGIN PRIVATE KEY-----): " + error.message());
}

X509* certificate_in(const Certificate& certificate) {
    return SSL_CTX_get0_certificate(certificate.context->native_handle());
}

std::string common_name(X509* certificate) {
    char name[256] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name, sizeof name);
    return name;
}

std::chrono::sys_seconds end_of(X509* certificate) {
    std::tm parts{};
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts);
    return std::chrono::sys_seconds(std::chrono::seconds(::timegm(&parts)));
}

}  // namespace

bool Certificate::covers(const std::string& host) const {
    return X509_check_host(certificate_in(*this), host.data(), host.size(), 0, nullptr) == 1 ||
           X509_check_ip_asc(certificate_in(*this), host.c_str(), 0) == 1;
}

std::shared_ptr<Certificate> read_certificate(const config::Tls& files, const std::string& setting) {
    const Named certificate{setting + ".certificate", files.certificate};
    const Named key{setting + ".key", files.key};
    auto read = std::make_shared<Certificate>();
    read->context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX* const native = read->context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);  // tickets keep nothing here
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);          // idle connections are many
    take_certificate(*read->context, certificate);
    take_key(*read->context, key, certificate);
    read->subject = common_name(certificate_in(*read));
    read->valid_until = end_of(certificate_in(*read));
    if (read->valid_until <= std::chrono::system_clock::now())
        certificate.fail("the certificate is over; have another one made");
    return read;
}

}  // namespace fairground::http
