#include "store/writer.hpp"

#include <algorithm>
#include <random>
#include <thread>
#include <type_traits>
#include <unordered_map>

#include "store/clock.hpp"
#include "store/effects.hpp"
#include "store/loading.hpp"
#include "store/pages.hpp"

namespace fairground::store {

namespace {

std::int64_t random_id() {
    std::random_device random;
    return static_cast<std::int64_t>((std::uint64_t{random()} << 32 | random()) >> 1);
}

class SqlWriter final : public Writer {
public:
    using Writer::commit;
    SqlWriter(std::shared_ptr<Backend> backend, const Options& options, std::string holder)
        : backend_(std::move(backend)),
          holder_(std::move(holder)),
          patience_(options.io_timeout + options.lock_timeout),
          id_(random_id()) {}

    void begin() override {
        if (session_) throw std::logic_error("Writer::begin: a transaction is open; commit or roll back first");
        auto session = backend_->lease(holder_);
        if (batch_ == 0) forget_old_marks(*session);
        session->begin();
        session_ = std::move(session);
        ++batch_;
        locked_.clear();
    }

    std::vector<PlayerRow> lock_players(std::string_view tenant, std::span<const std::string> external_ids) override {
        if (!locked_.empty()) throw std::logic_error("Writer::lock_players: called twice in one transaction");
        return guarded([&] { return find_or_make(std::string(tenant), external_ids); });
    }

    Loaded load(const Needs& needs) override {
        return guarded([&] {
            Loaded loaded;
            Script script;
            add_load(script, session_->dialect(), needs, Locking::for_update, loaded);
            session_->run(script);
            return loaded;
        });
    }

    std::vector<RecordLine> records(std::int64_t player, std::int64_t campaign, std::string_view kind,
                                    std::int32_t before_day, std::int64_t before_seq, std::uint32_t limit) override {
        return guarded(
            [&] { return page_of_records(*session_, player, campaign, kind, before_day, before_seq, limit); });
    }

    Outcome commit(std::span<const Effects> effects) override {
        require_open();
        check_applicable(effects);
        Script script;
        add_effects(script, session_->dialect(), effects);
        auto session = std::move(session_);
        try {
            session->commit(script);
            return Outcome::committed;
        } catch (const InDoubt& doubt) {
            session.reset();  // its place is needed to ask
            return find_out(doubt.what());
        }
    }

    void rollback() noexcept override { session_.reset(); }

private:
    void require_open() const {
        if (!session_) throw std::logic_error("Writer: no transaction is open; begin first");
    }

    // Whatever goes wrong in a transaction ends it.
    template <typename Work>
    std::invoke_result_t<Work> guarded(Work&& work) {
        require_open();
        try {
            return translated(work);
        } catch (...) {
            rollback();
            throw;
        }
    }

    std::vector<PlayerRow> find_or_make(const std::string& tenant, std::span<const std::string> external_ids) {
        std::vector<PlayerRow> players(external_ids.size());
        std::vector<std::string> missing = lock_known(tenant, external_ids, players);
        if (!missing.empty()) {
            make_players(tenant, missing);
            missing = lock_known(tenant, external_ids, players);
        }
        if (!missing.empty()) throw Fault("player '" + missing.front() + "' was made but cannot be found");
        for (const auto& player : players) locked_.push_back(player.id);
        std::ranges::sort(locked_);
        return players;
    }

    // The locks are taken in the order of the index, the same for everybody. With them goes the batch's mark: as long
    // as it is not known what became of the transaction, its row is locked. Returns the players that do not exist.
    std::vector<std::string> lock_known(const std::string& tenant, std::span<const std::string> external_ids,
                                        std::vector<PlayerRow>& players) {
        std::unordered_map<std::string_view, std::size_t> place;
        for (std::size_t i = 0; i < external_ids.size(); ++i) place.emplace(external_ids[i], i);
        if (place.size() != external_ids.size())
            throw std::logic_error("Writer::lock_players: an id is asked for twice");
        Script script;
        add_mark(script, session_->dialect(), {id_, batch_, now_ms()});
        script.add(sql("SELECT id, external_id, version FROM player ? WHERE tenant = ? AND external_id IN (?)?",
                       pick(session_->dialect(), "FORCE INDEX (player_external)", ""), tenant,
                       std::vector<std::string>(external_ids.begin(), external_ids.end()),
                       pick(session_->dialect(), " FOR UPDATE", "")),
                   [&](const Row& row) {
                       players[place.at(row.view(1))] = {row.integer(0), row.integer(2)};
                   });
        session_->run(script);
        std::vector<std::string> missing;
        for (std::size_t i = 0; i < players.size(); ++i) {
            if (players[i].id == 0) missing.push_back(external_ids[i]);
        }
        return missing;
    }

    void make_players(const std::string& tenant, std::vector<std::string>& names) {
        std::ranges::sort(names);
        const Dialect dialect = session_->dialect();
        Script script;
        MultiRow rows(script, "INSERT INTO player (tenant, external_id, version) VALUES ",
                      pick(dialect, " ON DUPLICATE KEY UPDATE version = version",
                           " ON CONFLICT (tenant, external_id) DO NOTHING"));
        for (const auto& name : names) rows.row(tenant, name, 0);
        rows.finish();
        if (dialect == Dialect::sqlite) return session_->run(script);
        // New rows are made while no lock is held, else two batches could each wait for a row of the other.
        session_->rollback();
        session_->run(script);
        session_->begin();
    }

    void check_applicable(std::span<const Effects> effects) const {
        if (locked_.empty()) throw std::logic_error("Writer::commit: no player is locked by this batch");
        for (const auto& of_campaign : effects) {
            for (const auto& player : of_campaign.players) {
                if (std::ranges::binary_search(locked_, player.id)) continue;
                throw std::logic_error("Writer::commit: player " + std::to_string(player.id) +
                                       " is not locked by this batch");
            }
        }
    }

    // The mark's row is locked by the lost transaction until it has ended, so an answer is final.
    Outcome find_out(const std::string& failure) {
        const auto start = std::chrono::steady_clock::now();
        for (;;) {
            try {
                return read_mark() == batch_ ? Outcome::committed : Outcome::not_committed;
            } catch (const Unavailable& again) {
                const bool waits_for_a_lock = dynamic_cast<const Retryable*>(&again) != nullptr;
                if (std::chrono::steady_clock::now() - start > (waits_for_a_lock ? patience_ : patience_with_nobody_)) {
                    throw Unavailable("the outcome of a commit is unknown: it failed with '" + failure +
                                      "', and asking what became of it with '" + again.what() + "'");
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    }

    std::optional<std::int64_t> read_mark() {
        std::optional<std::int64_t> batch;
        const auto session = backend_->lease(holder_);
        Script script;
        script.add(sql("SELECT batch FROM writer_mark WHERE id = ??", id_, pick(session->dialect(), " FOR UPDATE", "")),
                   [&](const Row& row) { batch = row.integer(0); });
        session->run(script);
        return batch;
    }

    // Marks of writers that are long gone. By id, so that no living writer's row is waited for.
    void forget_old_marks(Session& session) {
        constexpr std::int64_t a_day = 24 * 3600 * 1000;
        std::vector<std::int64_t> old;
        Script look;
        look.add(sql("SELECT id FROM writer_mark WHERE at_ms < ? LIMIT 1000", now_ms() - a_day),
                 [&](const Row& row) { old.push_back(row.integer(0)); });
        session.run(look);
        if (old.empty()) return;
        Script forget;
        forget.add(sql("DELETE FROM writer_mark WHERE id IN (?)", old));
        session.run(forget);
    }

    const std::shared_ptr<Backend> backend_;
    const std::string holder_;
    const std::chrono::milliseconds patience_;
    // While the database cannot be reached: players are told within a second that they may ask again.
    const std::chrono::milliseconds patience_with_nobody_{700};
    const std::int64_t id_;
    std::int64_t batch_ = 0;
    std::vector<std::int64_t> locked_;  // sorted
    std::unique_ptr<Session> session_;  // only while a transaction is open
};

}  // namespace

std::unique_ptr<Writer> make_writer(std::shared_ptr<Backend> backend, const Options& options, std::string holder) {
    return std::make_unique<SqlWriter>(std::move(backend), options, std::move(holder));
}

}  // namespace fairground::store
