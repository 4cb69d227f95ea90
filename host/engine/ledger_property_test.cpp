// Random ledgers against a slow, obvious model: a list of grants. The same balances, lots and entries, whatever the
// clock does.
#include <map>
#include <random>

#include "engine/testing/desk.hpp"

namespace fairground::engine {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

struct Posted {
    std::int64_t amount = 0;
    std::int64_t balance = 0;
    std::string reason;
    std::int64_t at = 0;
    std::optional<std::int64_t> expires;
    bool operator==(const Posted&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Posted& p) {
    return out << p.amount << " " << p.reason << ", balance " << p.balance << ", at " << p.at << ", expires "
               << (p.expires ? std::to_string(*p.expires) : "never");
}

// Everything that was ever given, and what is left of it.
class Grants {
public:
    std::int64_t balance(std::int64_t now) const {
        std::int64_t sum = 0;
        for (const auto& grant : grants_) sum += expired(grant, now) ? 0 : grant.left;
        return sum;
    }
    std::map<std::int64_t, std::int64_t> lots(std::int64_t now) const {
        std::map<std::int64_t, std::int64_t> lots;
        for (const auto& grant : grants_)
            if (grant.expires && !expired(grant, now) && grant.left > 0) lots[*grant.expires] += grant.left;
        return lots;
    }
    void credit(std::int64_t amount, std::optional<std::int64_t> expires, std::int64_t now) {
        settle(now);
        grants_.push_back({amount, expires});
        post(amount, "earned", now, expires);
    }
    bool debit(std::int64_t amount, std::int64_t now) {
        if (balance(now) < amount) return false;
        settle(now);
        for (std::int64_t rest = amount; rest > 0;) {
            Grant* next = nullptr;
            for (auto& grant : grants_)
                if (grant.left > 0 && (!next || sooner(grant, *next))) next = &grant;
            const auto taken = std::min(rest, next->left);
            next->left -= taken;
            rest -= taken;
        }
        post(-amount, "paid", now, {});
        return true;
    }
    std::vector<Posted> entries;

private:
    struct Grant {
        std::int64_t left = 0;
        std::optional<std::int64_t> expires;
    };
    static bool expired(const Grant& grant, std::int64_t now) { return grant.expires && *grant.expires <= now; }
    static bool sooner(const Grant& a, const Grant& b) { return a.expires && (!b.expires || *a.expires < *b.expires); }
    void settle(std::int64_t now) {
        std::map<std::int64_t, std::int64_t> gone;
        for (auto& grant : grants_)
            if (expired(grant, now) && grant.left > 0) gone[*grant.expires] += std::exchange(grant.left, 0);
        for (const auto& [expires, left] : gone) post(-left, "expired", expires, {});
    }
    void post(std::int64_t amount, std::string reason, std::int64_t at, std::optional<std::int64_t> expires) {
        const auto before = entries.empty() ? 0 : entries.back().balance;
        entries.push_back({amount, before + amount, std::move(reason), at, expires});
    }

    std::vector<Grant> grants_;
};

// The rows of one player as the store would keep them.
class Rows final : public Source {
public:
    store::Loaded load(const store::Needs& needs) override {
        store::Loaded loaded;
        if (needs.currencies.empty() || !account_) return loaded;
        loaded.accounts.push_back(*account_);
        if (account_->next_expiry)
            for (const auto& [expires, lot] : lots_) loaded.lots.push_back(lot);
        return loaded;
    }
    std::vector<store::RecordLine> records(std::int64_t, std::int64_t, std::string_view, std::int32_t, std::int64_t,
                                           std::uint32_t) override {
        return {};
    }
    std::optional<std::int64_t> coupons_left(std::int64_t, std::string_view) override { return 0; }

    void apply(const store::Effects& effects) {
        for (const auto& row : effects.players) player = row;
        for (const auto& row : effects.accounts) account_ = row;
        for (const auto& lot : effects.lots) {
            ASSERT_TRUE(lot.left != 0 || lots_.contains(lot.expires)) << "a lot goes that was never there";
            if (lot.left == 0)
                lots_.erase(lot.expires);
            else
                lots_[lot.expires] = lot;
        }
        std::int64_t in_lots = 0;
        for (const auto& [expires, lot] : lots_) in_lots += lot.left;
        ASSERT_LE(in_lots, account_ ? account_->balance : 0);
        if (account_) {
            ASSERT_EQ(account_->next_expiry, lots_.empty() ? std::nullopt : std::optional(lots_.begin()->first));
        }
        for (const auto& line : effects.entries) {
            ASSERT_GT(line.seq, last_seq_) << "entries are numbered in their order";
            last_seq_ = line.seq;
            entries.push_back({line.amount, line.balance_after, line.reason, line.at, line.expires});
        }
    }

    store::PlayerRow player{1, 0};
    std::vector<Posted> entries;

private:
    std::optional<store::AccountRow> account_;
    std::map<std::int64_t, store::LotRow> lots_;
    std::int64_t last_seq_ = 0;
};

class LedgerPropertyTest : public Desk {
protected:
    std::int64_t some(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(random_);
    }
    static std::int64_t ms(campaign::Time time) { return time.time_since_epoch().count(); }
    campaign::Time midnight(std::int32_t day) const { return berlin_.start(day).value(); }

    // Where clocks go wrong: both changes of daylight saving, leap day, ends of months and of the year.
    campaign::Time some_edge_after(campaign::Time now) {
        static constexpr std::int32_t days[] = {20260329, 20260330, 20260501, 20261025, 20261026, 20270101,
                                                20270228, 20270301, 20280228, 20280229, 20280301, 20290101};
        std::vector<campaign::Time> later;
        for (const auto day : days)
            if (midnight(day) > now) later.push_back(midnight(day));
        if (later.empty()) return now + 24h;
        return later[static_cast<std::size_t>(some(0, std::min<std::int64_t>(3, std::ssize(later) - 1)))];
    }

    void pass_time() {
        switch (some(0, 4)) {
            case 0:
                return;
            case 1:
                now_ += std::chrono::milliseconds(some(1, 1000));
                return;
            case 2:
                now_ += std::chrono::hours(some(1, 60 * 24));
                return;
            default:
                now_ = std::max(now_, some_edge_after(now_) + std::chrono::milliseconds(some(-1, 1)));
        }
    }

    std::optional<std::int64_t> some_expiry() {
        switch (some(0, 3)) {
            case 0:
                return std::nullopt;
            case 1:
                return ms(now_) + some(1, 5);
            default:
                return ms(some_edge_after(now_)) + some(0, 1);
        }
    }

    // One posting on both; the model is only told what will stay.
    void post(UnitOfWork& unit, Grants& model) {
        const auto amount = some(1, 20);
        if (some(0, 1) == 0) {
            const auto expires = some_expiry();
            model.credit(amount, expires, ms(now_));
            if (expires)
                unit.credit_until("points", amount, "earned", *expires);
            else
                unit.credit("points", amount, "earned");
        } else if (model.debit(amount, ms(now_))) {
            unit.debit("points", amount, "paid");
        } else {
            EXPECT_THROW(unit.debit("points", amount, "paid"), plugin::ServiceRefused);
        }
    }

    void compare(UnitOfWork& unit, const Grants& model) {
        ASSERT_EQ(unit.balance("points"), model.balance(ms(now_)));
        json lots = json::array();
        for (const auto& [expires, left] : model.lots(ms(now_)))
            lots.push_back({{"expires_at", expires}, {"left", left}});
        ASSERT_EQ(json::parse(unit.lots("points")).at("lots"), lots);
    }

    // One transaction: a few calls, some of which come to nothing.
    void transact(Rows& rows, Grants& model) {
        Snapshot snapshot(rows);
        snapshot.add_share(revision_->campaign, revision_->local_time.day(now_), false);
        const auto index = snapshot.add_player(rows.player);
        for (auto calls = some(1, 3); calls > 0; --calls) {
            UnitOfWork unit(frame(ann_, nullptr), snapshot, index, chance_);
            if (some(0, 5) == 0) {
                Grants dropped = model;
                post(unit, dropped);
                continue;
            }
            ASSERT_NO_FATAL_FAILURE(compare(unit, model));
            for (auto postings = some(1, 2); postings > 0; --postings) post(unit, model);
            ASSERT_NO_FATAL_FAILURE(compare(unit, model));
            unit.absorb();
            pass_time();
        }
        for (const auto& effects : snapshot.effects(revision_->campaign)) ASSERT_NO_FATAL_FAILURE(rows.apply(effects));
    }

    std::mt19937_64 random_;
    const campaign::LocalTime berlin_{"Europe/Berlin"};
    const auth::Player ann_{.id = "ann"};
};

TEST_F(LedgerPropertyTest, TenThousandLedgersAreAsAListOfGrantsSays) {
    const auto start = now_;
    std::size_t expired = 0;
    for (std::uint64_t seed = 1; seed <= 10'000; ++seed) {
        SCOPED_TRACE("ledger " + std::to_string(seed));
        random_.seed(seed);
        now_ = start;
        Rows rows;
        Grants model;
        for (auto transactions = some(2, 6); transactions > 0; --transactions) {
            ASSERT_NO_FATAL_FAILURE(transact(rows, model));
            pass_time();
        }
        ASSERT_EQ(rows.entries, model.entries);
        for (const auto& entry : rows.entries) expired += entry.reason == "expired" ? 1 : 0;
    }
    EXPECT_GT(expired, 5'000u) << "the histories must have something to expire";
}

}  // namespace
}  // namespace fairground::engine
