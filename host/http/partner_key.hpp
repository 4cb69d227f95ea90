// Private to the partners' API: who asks, and how much of it.
#pragma once
#include <memory>

#include "http/partner_api.hpp"

namespace fairground::http {

// Throws 401, 403 missing_scope, 503.
std::shared_ptr<auth::ApiKey> key_of(const PartnerApi& api, const Request& request, std::string_view scope);

// Before anything is read: what is over the quota costs us nothing. Throws 429. REQUIRES: items <= the quota's burst.
void take_quota(const PartnerApi& api, auth::ApiKey& key, std::size_t items);

}  // namespace fairground::http
