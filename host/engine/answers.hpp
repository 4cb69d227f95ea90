// From what a plugin said to what the caller hears. Private to engine.
#pragma once
#include <utility>

#include "engine/engine.hpp"

namespace fairground::engine {

inline Answer::Kind kind_of(plugin::Reply::Kind kind) {
    switch (kind) {
        case plugin::Reply::Kind::ok:
            return Answer::Kind::done;
        case plugin::Reply::Kind::refused:
            return Answer::Kind::refused;
        case plugin::Reply::Kind::invalid:
            return Answer::Kind::invalid;
        case plugin::Reply::Kind::unavailable:
            return Answer::Kind::unavailable;
        case plugin::Reply::Kind::fault:
            break;
    }
    return Answer::Kind::fault;
}

inline Answer to_answer(plugin::Reply&& reply, const campaign::Revision& revision) {
    return {.kind = kind_of(reply.kind),
            .body = std::move(reply.body),
            .code = std::move(reply.code),
            .detail = std::move(reply.detail),
            .revision = revision.number};
}

}  // namespace fairground::engine
