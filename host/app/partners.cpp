#include "app/partners.hpp"

namespace fairground::app {
namespace {

std::vector<std::string> split_scopes(const std::string& text) {
    std::vector<std::string> scopes;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        scopes.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return scopes;
}

}  // namespace

std::vector<auth::Grant> read_grants(store::Store& store, std::size_t hosts) {
    std::vector<auth::Grant> grants;
    for (const auto& row : store.tokens()->all()) {
        if (row.revoked || row.role) continue;
        auth::Grant grant{.id = row.id,
                          .hash = row.hash,
                          .partner = row.partner,
                          .tenant = row.tenant,
                          .scopes = split_scopes(row.scopes),
                          .quota = {static_cast<double>(row.per_second) / static_cast<double>(hosts),
                                    static_cast<double>(row.burst)}};
        if (row.expires)
            grant.expires = std::chrono::floor<std::chrono::seconds>(
                std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(*row.expires)));
        grants.push_back(std::move(grant));
    }
    return grants;
}

}  // namespace fairground::app
