#include "app/cache_care.hpp"

#include <thread>

#include <boost/asio/post.hpp>

namespace fairground::app {

std::optional<std::int64_t> renew_player(store::Store& store, const std::string& tenant, const std::string& player) {
    constexpr int attempts = 5;
    if (!store.reader("ending what is cached of a player")->player(tenant, player)) return std::nullopt;
    const auto writer = store.writer("ending what is cached of a player");
    for (int attempt = 1;; ++attempt) {
        try {
            auto row = writer->begin({tenant, {player}, {}}).players.front();
            store::Effects effects;
            effects.players.push_back({row.id, ++row.version});
            if (writer->commit(effects) == store::Writer::Outcome::committed) return row.version;
        } catch (const store::Retryable&) {
            if (attempt == attempts) throw;
        }
    }
}

// An admin has more patience than a player's call: Redis may be busy for a moment, and is away for another one then.
template <typename Invalidate>
bool patiently(const Invalidate& invalidate) {
    constexpr std::chrono::milliseconds patience{2'000}, pause{50};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!invalidate()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

admin::Outcome CacheCare::end_now(const admin::Cached& what) {
    const admin::Outcome no_redis{.step = "announce", .reason = "Redis cannot be reached; nothing was ended"};
    admin::Outcome done{.done = true, .body = {{"ended", admin::to_text(what)}}};
    const auto campaigns = catalogue_.all();
    switch (what.kind) {
        case admin::Cached::Kind::campaign:
            if (!catalogue_.find(what.name))
                return {.step = "find", .reason = "there is no campaign '" + what.name + "'"};
            return patiently([&] { return cache_.invalidate_campaign(what.name); }) ? done : no_redis;
        case admin::Cached::Kind::tenant:
            if (std::ranges::none_of(campaigns, [&](const auto& campaign) {
                    return campaign->revision()->config.tenant == what.tenant;
                }))
                return {.step = "find", .reason = "no campaign here is of the tenant '" + what.tenant + "'"};
            return patiently([&] { return cache_.invalidate_tenant(what.tenant); }) ? done : no_redis;
        case admin::Cached::Kind::player:
            break;
    }
    const auto version = renew_player(store_, what.tenant, what.name);
    if (!version) return {.step = "find", .reason = "nobody knows the player " + what.tenant + "/" + what.name};
    const cache::Changed changed{what.tenant, what.name, *version};
    cache_.committed(std::span(&changed, 1));
    return done;
}

void CacheCare::end(const admin::Cached& what, admin::Done done) {
    boost::asio::post(thread_, [this, what, done = std::move(done)] {
        try {
            done(end_now(what));
        } catch (const std::exception& failure) {
            done({.step = "database", .reason = failure.what()});
        }
    });
}

}  // namespace fairground::app
