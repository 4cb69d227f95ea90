// Certificates for tests, made on the spot.
#pragma once
#include <filesystem>
#include <string>

namespace fairground::test {

struct SelfSigned {
    std::string name = "play.example.com";  // its subject; it is good for 127.0.0.1, too
    int days = 30;                          // that it is valid from now on; below 0: it is over
    std::string passphrase = {};            // of the key; empty: none
};

// Writes NAME.pem and NAME.key (mode 0600) over what may be there.
struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};
CertificateFiles write_self_signed(const std::filesystem::path& folder, const std::string& file_name,
                                   const SelfSigned& wanted = {});

}  // namespace fairground::test
