#include "http/problem.hpp"
#include "ops/log.hpp"

namespace fairground::http {

Response fault(Request& request, std::string_view reason) {
    ops::log_error("request failed", {{"reason", reason}, {"from", request.address}, {"trace_id", request.trace_id()}});
    return to_response({500, "fault", "an error on our side; it was logged under this trace_id"}, request.trace_id());
}

}  // namespace fairground::http
