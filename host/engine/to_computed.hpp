// An answer as the cache keeps it. Private to engine.
#pragma once
#include "engine/views.hpp"

namespace fairground::engine {

inline cache::Moment moment(campaign::Time time) {
    return time.time_since_epoch().count();
}

cache::Computed to_computed(Answer&& answer, const campaign::Revision& revision, campaign::Time now,
                            const Views::Dress& dress);

}  // namespace fairground::engine
