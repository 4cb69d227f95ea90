// Views, out of the cache where what was computed before is still true. Safe from any thread.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "cache/cache.hpp"
#include "engine/engine.hpp"

namespace fairground::engine {

class Views {
public:
    // Makes a reply ready to be sent (etag, headers), once; from any thread.
    using Dress = std::function<void(cache::Reply&, const campaign::Revision&)>;
    // All must outlive this.
    Views(Engine& engine, cache::Cache& cache, Dress dress);
    // The cache asks Redis for no views any more. Nobody may ask for one then.
    ~Views();
    Views(const Views&) = delete;
    Views& operator=(const Views&) = delete;

    // Who may see the view was looked at before: nothing here asks.
    struct Ask {
        std::shared_ptr<const campaign::Revision> revision;
        const plugin::Route* route = nullptr;
        std::optional<auth::Player> player;
        std::span<const std::pair<std::string, std::string>> query;  // each name once
        campaign::Time now{};
        Fresh fresh;  // strong: whatever is cached; version: that the player has seen
    };
    // Waits for nothing. Null: view() it.
    cache::ReplyPtr look(const Ask& ask);
    // Calls back once, on any thread. kind_of() tells what the reply is.
    using Seen = std::function<void(const cache::ReplyPtr&)>;
    void view(const Ask& ask, Seen seen);

    // For many players: Engine::views, where what is cached is not computed.
    void many(BulkCall call, const BulkDone& done);

    static Answer::Kind kind_of(const cache::Reply& reply) { return static_cast<Answer::Kind>(reply.kind); }

private:
    cache::Question question(const Ask& ask) const;
    cache::Compute compute(const Ask& ask) const;

    Engine& engine_;
    cache::Cache& cache_;
    const std::shared_ptr<const Dress> dress_;  // also of what is computed while the engine ends
};

}  // namespace fairground::engine
