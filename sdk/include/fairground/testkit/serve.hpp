// SPDX-License-Identifier: MIT
//
// How the test kit's host answers over the border: no exception crosses, and each has its status.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fairground/abi.h"
#include "fairground/testkit/call.hpp"

namespace fairground::testkit {

inline fg_str borrow(std::string_view text) noexcept {
    return {text.data(), text.size()};
}
inline std::string_view view(fg_str text) noexcept {
    return text.size == 0 ? std::string_view() : std::string_view(text.data, text.size);
}
inline void write(fg_sink sink, std::string_view text) {
    sink.write(sink.ctx, text.data(), text.size());
}
inline fg_call* handle(Call& call) noexcept {
    return reinterpret_cast<fg_call*>(&call);
}
inline fg_plan* plan_handle(Call& call) noexcept {
    return reinterpret_cast<fg_plan*>(&call);
}

// Lines logged without a call land here while the kit runs a function of the plugin.
inline thread_local std::vector<LogLine>* log_without_call = nullptr;

template <typename Service>
fg_status serve(fg_call* handle, std::string_view service, Service&& work) noexcept {
    Call& call = *reinterpret_cast<Call*>(handle);
    try {
        call.enter(service);
        std::forward<Service>(work)(call);
        return FG_OK;
    } catch (const ServiceError& error) {
        return error.status;
    } catch (const std::exception& error) {
        call.warn(std::string(service) + ": " + error.what());
        return FG_FAULT;
    }
}

inline void positive(Call& call, std::int64_t amount) {
    if (amount <= 0) call.misuse("an amount is above zero, not " + std::to_string(amount));
}

template <typename Add>
void note(fg_plan* handle, std::string_view sort, fg_str text, Add&& add) noexcept {
    Call& call = *reinterpret_cast<Call*>(handle);
    try {
        call.name(sort, view(text));
        std::forward<Add>(add)(call.planned);
    } catch (const ServiceError&) {
        // misuse() has written the warning; plan() itself has no way to fail
    }
}

}  // namespace fairground::testkit
