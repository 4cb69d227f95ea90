// Private to the partners' API: carries a question out, some players at a time, and answers it.
#pragma once
#include "http/partner_query.hpp"

namespace fairground::http {

// Answers once, from a thread of the engine.
void answer_query(const PartnerApi& api, const std::string& tenant, Query query, Request& request, Respond respond);

}  // namespace fairground::http
