// The cache, as a bulk call uses it: what is there is taken from it, and what was computed is kept. Private to engine.
#pragma once
#include <vector>

#include "cache/fills.hpp"
#include "engine/cached_names.hpp"

namespace fairground::engine {

class Many final : public BulkMemory {
public:
    // Before anything of the call is read. The cache must outlive it.
    Many(cache::Cache& cache, const BulkCall& call, std::shared_ptr<const Views::Dress> dress);

    // What is stale is computed with the rest.
    std::optional<Answer> known(const std::string& player, std::size_t view) override;
    void computed(const std::string& player, std::size_t view, Answer& answer) override;

private:
    struct View {
        std::optional<NamesForMany> names;  // empty: no campaign's
        std::shared_ptr<const cache::Scope> scope;
        cache::Generation generation;
    };

    cache::Cache& cache_;
    cache::Fills fills_;
    const std::shared_ptr<const std::vector<BulkView>> asked_;
    const campaign::Time now_;
    const std::shared_ptr<const Views::Dress> dress_;
    std::vector<View> views_;
    CachedNames names_;
};

}  // namespace fairground::engine
