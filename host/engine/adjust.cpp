#include "engine/adjust.hpp"

#include <algorithm>
#include <thread>

#include <nlohmann/json.hpp>

#include "cache/cache.hpp"
#include "engine/account.hpp"
#include "engine/batch.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using Came = Adjusted::Came;

constexpr int most_tries = 5;
constexpr const char* action = "adjust";

class Try {
public:
    Try(store::Writer& writer, const Adjustment& adjustment) : writer_(writer), adjustment_(adjustment) {}

    // Empty: it was not committed; do it again.
    std::optional<Adjusted> run(const std::function<store::AuditRow(const Adjusted&)>& trail) {
        const auto opened = writer_.begin({adjustment_.tenant, {adjustment_.player}, {needs()}});
        player_ = opened.players.at(0);
        const auto& loaded = opened.loaded.at(0);
        Adjusted adjusted;
        if (!loaded.requests.empty()) {
            adjusted = stored(loaded.requests.front());
            writer_.rollback();
            return adjusted;
        }
        const auto account = account_of(loaded);
        const auto moment = adjustment_.now.time_since_epoch().count();
        adjusted.before = account.balance(moment);
        if (const auto refused = refusal(adjusted.before)) {
            writer_.rollback();
            adjusted.came = *refused;
            return adjusted;
        }
        adjusted.balance = adjusted.before + adjustment_.amount;
        auto effects = this->effects(account, moment);
        effects.audit.push_back(trail(adjusted));
        effects.requests.push_back({player_.id, adjustment_.key, fingerprint(),
                                    json{{"balance", adjusted.balance}}.dump(), player_.version, 0});
        effects.players.push_back(player_);
        effects.at = moment;
        if (writer_.commit(effects) == store::Writer::Outcome::not_committed) return std::nullopt;
        return adjusted;
    }

    std::int64_t version() const { return player_.version; }

private:
    store::Needs needs() const {
        store::Needs needs;  // of campaign 0, which none is
        needs.currencies = {adjustment_.currency};
        needs.requests = {{0, adjustment_.key}};
        return needs;
    }

    std::string fingerprint() const {
        const json what{{"currency", adjustment_.currency}, {"amount", adjustment_.amount}};
        return engine::fingerprint(action, what.dump());
    }

    Adjusted stored(const store::RequestRow& request) const {
        Adjusted adjusted{.replayed = true};
        if (request.fingerprint != fingerprint()) return {.came = Came::key_conflict};
        adjusted.balance = json::parse(request.answer).at("balance").get<std::int64_t>();
        adjusted.before = adjusted.balance - adjustment_.amount;
        return adjusted;
    }

    static Account account_of(const store::Loaded& loaded) {
        Account account(loaded.accounts.empty() ? 0 : loaded.accounts.front().balance);
        for (const auto& lot : loaded.lots) account.add_lot({lot.expires, lot.left});
        return account;
    }

    std::optional<Came> refusal(std::int64_t balance) const {
        std::int64_t after = 0;
        if (__builtin_add_overflow(balance, adjustment_.amount, &after)) return Came::too_much;
        return after < 0 ? std::optional(Came::too_little) : std::nullopt;
    }

    // What has expired is taken off first, as by any posting; then the amount, which never expires.
    store::Effects effects(const Account& before, std::int64_t moment) {
        store::Effects effects;
        Account account = before;
        while (const auto lot = account.take_expired(moment))
            add_entry(effects, -lot->left, account.stored_balance(), "expired", lot->expires);
        if (adjustment_.amount < 0)
            account.debit(-adjustment_.amount);
        else
            account.credit(adjustment_.amount, {});
        add_entry(effects, adjustment_.amount, account.stored_balance(), adjustment_.reason, moment);
        effects.accounts.push_back({player_.id, adjustment_.currency, account.stored_balance(), account.next_expiry()});
        for (const Lot& lot : before.stored_lots()) {
            const auto& now = account.stored_lots();
            const auto kept = std::ranges::find(now, lot.expires, &Lot::expires);
            const auto left = kept == now.end() ? 0 : kept->left;
            if (left != lot.left) effects.lots.push_back({player_.id, adjustment_.currency, lot.expires, left});
        }
        return effects;
    }

    void add_entry(store::Effects& effects, std::int64_t amount, std::int64_t balance, const std::string& reason,
                   std::int64_t at) {
        effects.entries.push_back(
            {player_.id, adjustment_.currency, ++player_.version, amount, balance, reason, 0, action, at, {}});
    }

    store::Writer& writer_;
    const Adjustment& adjustment_;
    store::PlayerRow player_;
};

}  // namespace

Adjusted adjust(store::Store& store, cache::Cache* cache, const Adjustment& adjustment,
                const std::function<store::AuditRow(const Adjusted&)>& trail) {
    const auto writer = store.writer("an adjustment");
    for (int tries = 1;; ++tries) {
        Try attempt(*writer, adjustment);
        try {
            if (auto adjusted = attempt.run(trail)) {
                const cache::Changed changed{adjustment.tenant, adjustment.player, attempt.version()};
                if (cache != nullptr && adjusted->came == Came::done) cache->committed(std::span(&changed, 1));
                return *adjusted;
            }
            if (tries == most_tries) throw store::Unavailable("the database is busy");
        } catch (const store::Retryable&) {
            writer->rollback();
            if (tries == most_tries) throw;
        } catch (const store::Unavailable&) {
            const cache::Changed changed{adjustment.tenant, adjustment.player, attempt.version()};
            if (cache != nullptr) cache->doubtful(std::span(&changed, 1));
            throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1 << tries));
    }
}

}  // namespace fairground::engine
