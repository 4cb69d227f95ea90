// The services as C tables: what a plugin calls, turned into calls of a CallContext or PlanContext.
#pragma once
#include <string>

#include "plugin/call_context.hpp"

namespace fairground::plugin {

// What stands behind an fg_call. Notes what the plugin must not hide by going on.
struct CallHandle {
    CallContext& context;
    std::string unavailable;  // why a service could not answer
    std::string fault;        // what went wrong in the host

    fg_call* get() { return reinterpret_cast<fg_call*>(this); }
};

// What stands behind an fg_plan.
struct PlanHandle {
    PlanContext& context;
    std::string unavailable;
    std::string fault;

    fg_plan* get() { return reinterpret_cast<fg_plan*>(this); }
};

// What every plugin is created with. Lives as long as the process.
const fg_host& host_table();

}  // namespace fairground::plugin
