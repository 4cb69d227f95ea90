#include "store/reader.hpp"

#include "store/loading.hpp"
#include "store/pages.hpp"

namespace fairground::store {

namespace {

class SqlReader final : public Reader {
public:
    SqlReader(std::unique_ptr<Session> session, std::shared_ptr<PlayerIds> ids, bool from_replica)
        : session_(std::move(session)), ids_(std::move(ids)), from_replica_(from_replica) {}

    bool from_replica() const override { return from_replica_; }

    std::optional<PlayerRow> player(std::string_view tenant, std::string_view external_id) override {
        std::optional<PlayerRow> found;
        Script script;
        script.add(sql("SELECT id, version FROM player WHERE tenant = ? AND external_id = ?", tenant, external_id),
                   [&](const Row& row) {
                       found = PlayerRow{row.integer(0), row.integer(1)};
                   });
        session_->run(script);
        if (found) ids_->add(tenant, external_id, found->id);  // who looks will play: his batch needs not ask
        return found;
    }

    std::vector<std::optional<PlayerRow>> players(std::string_view tenant,
                                                  std::span<const std::string> external_ids) override {
        return players_of(*session_, tenant, external_ids);
    }

    Loaded load(const Needs& needs) override {
        Loaded loaded;
        Script script;
        add_load(script, session_->dialect(), needs, Locking::none, loaded);
        session_->run(script);
        return loaded;
    }

    std::int64_t coupons_left(std::int64_t campaign, std::string_view pool) override {
        std::int64_t left = 0;
        Script script;
        script.add(
            sql("SELECT COUNT(*) FROM coupon WHERE campaign_id = ? AND pool = ? AND player_id IS NULL", campaign, pool),
            [&](const Row& row) { left = row.integer(0); });
        session_->run(script);
        return left;
    }

    std::vector<RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                    std::int32_t before_day, std::int64_t before_seq, std::uint32_t limit) override {
        return page_of_records(*session_, player, campaign, kind, before_day, before_seq, limit);
    }

    std::vector<AccountRow> accounts(std::int64_t player, std::int64_t at) override {
        return accounts_of(*session_, std::span(&player, 1), at);
    }

    std::vector<AccountRow> accounts(std::span<const std::int64_t> players, std::int64_t at) override {
        return accounts_of(*session_, players, at);
    }

    std::vector<EntryLine> entries(std::int64_t player, std::string_view currency, std::int64_t before_seq,
                                   std::uint32_t limit) override {
        return page_of_entries(*session_, player, currency, before_seq, limit);
    }

    std::map<std::int64_t, std::string> campaign_names(std::span<const std::int64_t> ids) override {
        return names_of_campaigns(*session_, ids);
    }

    std::vector<Place> board_top(std::int64_t campaign, std::string_view board, std::uint32_t limit) override {
        return top_of_board(*session_, campaign, board, limit);
    }

    std::int64_t board_rank(std::int64_t campaign, std::string_view board, std::int64_t player) override {
        return rank_on_board(*session_, campaign, board, player);
    }

private:
    const std::unique_ptr<Session> session_;
    const std::shared_ptr<PlayerIds> ids_;
    const bool from_replica_;
};

}  // namespace

std::unique_ptr<Reader> make_reader(std::unique_ptr<Session> session, std::shared_ptr<PlayerIds> ids,
                                    bool from_replica) {
    return std::make_unique<SqlReader>(std::move(session), std::move(ids), from_replica);
}

}  // namespace fairground::store
