// One call against a snapshot: what the plugin reads and changes. Changes stay in the unit until absorb(); dropping the
// unit drops them. Private to engine.
#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/auth.hpp"
#include "campaign/campaign.hpp"
#include "engine/snapshot.hpp"
#include "engine/touched.hpp"
#include "plugin/call_context.hpp"

namespace fairground::engine {

// An unbiased number below the bound (> 0).
using Chance = std::function<std::uint32_t(std::uint32_t bound)>;

// Who calls what, when. Borrowed for the life of the unit.
struct CallFrame {
    const campaign::Revision& revision;
    const plugin::Route& route;
    const auth::Player* player = nullptr;  // null: a view without a session
    campaign::Time now{};
    bool may_change = false;          // an action
    store::Reader* reader = nullptr;  // a view: of what is committed
    Touched* touched = nullptr;       // a view: is told what the plugin looks at
};

class UnitOfWork final : public plugin::CallContext {
public:
    // REQUIRES: the revision's campaign has a share. player: index in the snapshot; ignored without a player row (a
    // visitor, or a player never seen before: both read empty).
    UnitOfWork(const CallFrame& frame, Snapshot& snapshot, std::optional<std::size_t> player, const Chance& chance);

    // Makes the changes part of the snapshot. REQUIRES: the plugin answered ok.
    void absorb();
    bool changed() const { return changed_; }
    // Of what the call gives away, by the costs of the campaign's file; before absorb().
    double cost() const;
    // Told so far, in order; gone after absorb().
    const std::vector<store::EventLine>& events() const { return events_; }
    // What the store threw while the plugin ran. The snapshot's transaction is broken then.
    std::exception_ptr store_failure() const { return store_failure_; }

    std::string_view player() const override;
    std::string_view attribute(std::string_view name) const override;
    std::int64_t now() const override;
    std::int32_t day() const override;
    std::int32_t utc_offset() const override;
    std::int64_t day_start(std::int32_t day) const override;
    std::uint32_t random_below(std::uint32_t bound) override;
    std::int64_t balance(std::string_view currency) override;
    void credit(std::string_view currency, std::int64_t amount, std::string_view reason) override;
    void debit(std::string_view currency, std::int64_t amount, std::string_view reason) override;
    void credit_until(std::string_view currency, std::int64_t amount, std::string_view reason,
                      std::int64_t expires_at) override;
    std::string lots(std::string_view currency) override;
    std::string ledger_entries(std::string_view currency, std::string_view cursor, std::uint32_t limit) override;
    void board_set(std::string_view board, std::int64_t score) override;
    std::int64_t board_score(std::string_view board) override;
    std::string board_top(std::string_view board, std::uint32_t limit) override;
    std::int64_t board_rank(std::string_view board) override;
    std::int64_t stock_left(std::string_view item) override;
    void stock_take(std::string_view item, std::int64_t count) override;
    void stock_give_back(std::string_view item, std::int64_t count) override;
    void append_record(std::string_view kind, std::string_view payload) override;
    std::int64_t count_records(std::string_view kind, std::int32_t from_day, std::int32_t to_day) override;
    std::string last_records(std::string_view kind, std::string_view cursor, std::uint32_t limit) override;
    std::string state(std::string_view machine) override;
    void move_state(std::string_view machine, std::string_view to) override;
    Value value(std::string_view key) override;
    void put_value(std::string_view key, std::string_view body) override;
    std::int64_t tally(std::string_view name) override;
    void add_tally(std::string_view name, std::int64_t amount) override;
    std::int64_t coupons_left(std::string_view pool) override;
    std::string take_coupon(std::string_view pool) override;
    void emit(std::string_view topic, std::string_view payload) override;
    void log(std::int32_t level, std::string_view text) override;

private:
    struct StockChange {
        std::size_t item = 0;
        std::int64_t taken = 0;
        std::int64_t taken_today = 0;
        std::optional<std::int64_t> cap;
        std::optional<std::int64_t> daily_cap;
    };
    template <typename T>
    using ByIndex = std::vector<std::pair<std::size_t, T>>;
    template <typename T>
    static T* find_index(ByIndex<T>& changes, std::size_t index);

    void require_action(std::string_view what);
    std::int64_t moment() const;  // of the call, ms
    void touch_player() const;
    void touch_others() const;
    void touch_expiry(const Account& account) const;
    std::int64_t next_version();
    const Account& account(std::string_view currency);  // REQUIRES: player_
    Account& settled(std::string_view currency);
    void post(std::string_view currency, std::int64_t amount, std::string_view reason,
              std::optional<std::int64_t> expires);
    void add_entry(std::string_view currency, std::int64_t amount, std::int64_t balance_after, std::string_view reason,
                   std::int64_t at, std::optional<std::int64_t> expires);
    store::Reader& committed(std::string_view what) const;
    StockChange& stock_change(const plugin::StockItem& item);
    std::int64_t left_of(const plugin::StockItem& limit, std::size_t index) const;
    const plugin::StockItem* limited(std::string_view item) const;
    std::vector<const store::RecordLine*> pending_records(std::string_view kind) const;
    // Runs a read of the store; keeps what it throws and tells the plugin "unavailable".
    template <typename Read>
    auto reading(Read read) -> decltype(read());

    CallFrame frame_;
    Snapshot& snapshot_;
    Share& share_;  // of the revision's campaign
    std::optional<std::size_t> player_;
    const Chance& chance_;
    std::exception_ptr store_failure_;
    std::int32_t day_ = 0;

    bool changed_ = false;
    std::int64_t version_ = 0;
    ByIndex<Account> accounts_;
    ByIndex<std::string> values_;
    ByIndex<std::string> states_;
    ByIndex<std::int64_t> scores_;
    ByIndex<std::int64_t> tallies_;
    ByIndex<std::size_t> coupons_;  // how many taken from a pool
    std::vector<StockChange> stock_;
    std::vector<store::EntryLine> entries_;
    std::vector<store::RecordLine> records_;
    std::vector<store::EventLine> events_;
    std::string draws_;  // since the last record
};

template <typename T>
T* UnitOfWork::find_index(ByIndex<T>& changes, std::size_t index) {
    for (auto& [at, change] : changes)
        if (at == index) return &change;
    return nullptr;
}

template <typename Read>
auto UnitOfWork::reading(Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const store::Unavailable&) {
        store_failure_ = std::current_exception();
        throw plugin::ServiceUnavailable("the database could not be asked");
    } catch (const store::Fault&) {
        store_failure_ = std::current_exception();
        throw plugin::ServiceUnavailable("the database could not answer");
    }
}

}  // namespace fairground::engine
