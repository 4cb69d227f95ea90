#include "auth/api_keys.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include <sodium.h>

namespace fairground::auth {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr int base64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t longest = 128;
// A host that is cut off from the database for longer trusts no key any more.
constexpr auto trusted_for = std::chrono::seconds(60);

bool same(const Grant& a, const Grant& b) {
    return a.id == b.id && a.hash == b.hash && a.tenant == b.tenant && a.scopes == b.scopes &&
           a.quota.per_second == b.quota.per_second && a.quota.burst == b.quota.burst && a.expires == b.expires;
}

}  // namespace

std::string new_api_key(std::string_view mark) {
    std::array<unsigned char, secret_bytes> secret{};
    randombytes_buf(secret.data(), secret.size());
    std::string text(sodium_base64_encoded_len(secret.size(), base64), '\0');
    sodium_bin2base64(text.data(), text.size(), secret.data(), secret.size(), base64);
    text.pop_back();  // libsodium's terminating zero
    return std::string(mark) + text;
}

std::string hash_of_api_key(std::string_view key) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    std::string hex(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

bool ApiKey::may(std::string_view scope) const {
    return std::ranges::find(grant.scopes, scope) != grant.scopes.end();
}

void ApiKeys::replace(std::vector<Grant> grants, Clock::time_point now) {
    ByHash keys;
    const std::unique_lock lock(mutex_);
    for (auto& grant : grants) {
        const auto known = keys_.find(grant.hash);
        const std::string hash = grant.hash;
        keys.emplace(hash, known != keys_.end() && same(known->second->grant, grant)
                               ? known->second
                               : std::make_shared<ApiKey>(std::move(grant)));
    }
    keys_ = std::move(keys);
    known_at_ = now;
}

ApiKeys::Checked ApiKeys::check(std::string_view key, std::chrono::sys_seconds now, Clock::time_point moment) const {
    if (!key.starts_with(partner_mark) || key.size() > longest) return {};
    const std::string hash = hash_of_api_key(key);
    const std::shared_lock lock(mutex_);
    if (!known_at_ || moment - *known_at_ > trusted_for) return {Verdict::unsure, nullptr};
    const auto found = keys_.find(hash);
    if (found == keys_.end()) return {};
    if (found->second->grant.expires && *found->second->grant.expires <= now) return {Verdict::expired, nullptr};
    return {Verdict::valid, found->second};
}

}  // namespace fairground::auth
