#include "app/keys.hpp"

#include <sodium.h>

namespace fairground::app {

namespace {

auth::Sessions::Key read_or_make(const std::filesystem::path& named, const std::filesystem::path& folder,
                                 const char* otherwise) {
    if (!named.empty()) return auth::read_or_make_key(named);
    std::filesystem::create_directories(folder);
    return auth::read_or_make_key(folder / otherwise);
}

}  // namespace

auth::Sessions::Key session_key(const config::HostFile& file) {
    return read_or_make(file.auth.session_key_file, file.data_dir, "session.key");
}

auth::Sessions::Key cursor_key(const auth::Sessions::Key& secret) {
    constexpr std::string_view use = "query cursors";
    auth::Sessions::Key key{};
    crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(use.data()), use.size(),
                       secret.data(), secret.size());
    return key;
}

admin::LoginOptions login_options(const config::HostFile& file) {
    admin::LoginOptions options;
    options.key = read_or_make(file.auth.admin_key_file, file.data_dir, "admin.key");
    options.issuer = "Fairground " + file.environment;
    return options;
}

}  // namespace fairground::app
