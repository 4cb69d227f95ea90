#include "store/writer.hpp"

#include <algorithm>
#include <random>
#include <thread>
#include <type_traits>

#include "store/clock.hpp"
#include "store/effects.hpp"
#include "store/loading.hpp"
#include "store/opening.hpp"
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
    SqlWriter(std::shared_ptr<Servers> servers, std::shared_ptr<PlayerIds> ids, const Options& options,
              std::string holder)
        : servers_(std::move(servers)),
          ids_(std::move(ids)),
          holder_(std::move(holder)),
          patience_(options.io_timeout + options.lock_timeout),
          id_(random_id()) {}

    Opened begin(const Opening& opening) override {
        if (session_) throw std::logic_error("Writer::begin: a transaction is open; commit or roll back first");
        if (opening.players.empty()) throw std::logic_error("Writer::begin: no player is named");
        try {
            return begin_on_primary(opening);
        } catch (const ReadOnly&) {
            servers_->found_read_only();
            throw;
        }
    }

    Loaded load(const Needs& needs) override {
        return guarded([&] {
            Loaded loaded;
            Script script(session_->dialect());
            add_load(script, session_->dialect(), needs, Locking::all, loaded);
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
        Script script(session_->dialect());
        add_effects(script, session_->dialect(), effects, locked_);
        const auto outcome = commit_script(std::move(session_), script);
        if (outcome == Outcome::committed)
            for (const auto& [name, id] : made_) ids_->add(tenant_, name, id);
        return outcome;
    }

    void rollback() noexcept override { session_.reset(); }

private:
    Opened begin_on_primary(const Opening& opening) {
        epoch_ = servers_->epoch();
        auto session = servers_->lease(holder_);
        if (batch_ == 0) forget_old_marks(*session);
        ++batch_;
        auto begun = translated([&] { return begin_batch(*session, *ids_, opening, {id_, batch_, now_ms()}); });
        session_ = std::move(session);
        tenant_ = opening.tenant;
        made_ = std::move(begun.made);
        locked_ = begun.opened.players;
        std::ranges::sort(locked_, {}, &PlayerRow::id);
        return std::move(begun.opened);
    }

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

    Outcome commit_script(std::unique_ptr<Session> session, const Script& script) {
        try {
            session->commit(script);
            if (servers_->epoch() == epoch_) return Outcome::committed;
            // The old primary said so. What counts is what the new one has.
            session.reset();
            return find_out("the primary was changed meanwhile");
        } catch (const InDoubt& doubt) {
            session.reset();  // its place is needed to ask
            return find_out(doubt.what());
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
        const auto session = servers_->lease(holder_);
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

    const std::shared_ptr<Servers> servers_;
    const std::shared_ptr<PlayerIds> ids_;
    const std::string holder_;
    const std::chrono::milliseconds patience_;
    // While the database cannot be reached: players are told within a second that they may ask again.
    const std::chrono::milliseconds patience_with_nobody_{700};
    const std::int64_t id_;
    std::int64_t batch_ = 0;
    // Of the open transaction:
    std::uint64_t epoch_ = 0;  // of the servers, when it began
    std::string tenant_;
    std::vector<std::pair<std::string, std::int64_t>> made_;
    std::vector<PlayerRow> locked_;     // as they were then; by id
    std::unique_ptr<Session> session_;  // only while a transaction is open
};

}  // namespace

std::unique_ptr<Writer> make_writer(std::shared_ptr<Servers> servers, std::shared_ptr<PlayerIds> ids,
                                    const Options& options, std::string holder) {
    return std::make_unique<SqlWriter>(std::move(servers), std::move(ids), options, std::move(holder));
}

}  // namespace fairground::store
