#include "engine/bulk.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "engine/answers.hpp"
#include "engine/planner.hpp"
#include "engine/reader_source.hpp"
#include "engine/view.hpp"

namespace fairground::engine {
namespace {

using Rows = std::vector<std::optional<store::PlayerRow>>;

Answer unavailable(const char* detail) {
    return {.kind = Answer::Kind::unavailable, .detail = detail};
}
constexpr const char* not_read = "the database cannot be reached";
constexpr const char* too_late = "the time for this question was over";

class Bulk {
public:
    Bulk(const Looked& looked, store::Reader& reader, const Chance& chance)
        : looked_(looked),
          call_(looked.rest()),
          reader_(reader),
          chance_(chance),
          rows_(reader.players(call_.tenant, call_.players)) {
        players_.resize(call_.players.size());
        for (std::size_t p = 0; p < players_.size(); ++p) {
            players_[p].tenant = call_.tenant;
            players_[p].id = call_.players[p];
        }
        answers_.resize(call_.players.size() * call_.views->size());
    }

    std::vector<Answer> compute() && {
        std::vector<bool> done(call_.views->size());
        for (std::size_t v = 0; v < done.size(); ++v) {
            if (done[v] || !anybody_wants(v)) continue;
            const auto group = alike(v);
            for (const std::size_t one : group) done[one] = true;
            compute_group(group);
        }
        for (std::size_t p = 0; p < players_.size(); ++p)
            for (std::size_t v = 0; v < call_.views->size(); ++v)
                if (rows_[p]) answer(p, v).player_version = rows_[p]->version;
        return std::move(answers_);
    }

private:
    using Views = std::vector<std::size_t>;

    const BulkView& view(std::size_t v) const { return (*call_.views)[v]; }
    Answer& answer(std::size_t p, std::size_t v) { return answers_[p * call_.views->size() + v]; }

    // The views that share a snapshot with this one: of the same revision, and open or closed together.
    Views alike(std::size_t first) const {
        Views group;
        for (std::size_t v = first; v < call_.views->size(); ++v)
            if (view(v).revision == view(first).revision && anybody_wants(v)) group.push_back(v);
        return group;
    }
    bool anybody_wants(std::size_t v) const {
        for (std::size_t p = 0; p < players_.size(); ++p)
            if (looked_.wanted(p, v)) return true;
        return false;
    }

    void for_all(const Views& group, const Answer& same) {
        for (std::size_t p = 0; p < players_.size(); ++p)
            for (const std::size_t v : group) answer(p, v) = same;
    }

    // A replica that fails is told to the caller, who asks the primary.
    void compute_group(const Views& group) try {
        const BulkView& first = view(group.front());
        if (first.closed)
            for_all(group, {.kind = first.closed->kind, .code = first.closed->code, .detail = first.closed->detail});
        else if (Clock::now() >= call_.deadline)
            for_all(group, unavailable(too_late));
        else if (first.revision)
            compute_campaign(*first.revision, group);
        else
            compute_accounts(group);
    } catch (const store::Unavailable& failure) {
        if (reader_.from_replica()) throw;
        spdlog::warn("a query of tenant {} could not be read: {}", call_.tenant, failure.what());
        for_all(group, unavailable(not_read));
    } catch (const std::exception& failure) {
        spdlog::error("a query of tenant {} failed: {}", call_.tenant, failure.what());
        for_all(group, {.kind = Answer::Kind::fault, .detail = failure.what()});
    }

    void compute_campaign(const campaign::Revision& revision, const Views& group) {
        ReaderSource source(reader_);
        const auto day = revision.local_time.day(call_.now);
        Snapshot snapshot(source);
        snapshot.add_share(revision.campaign, day, revision.rules->has_daily_stock());
        std::vector<std::optional<std::size_t>> places(players_.size());
        for (std::size_t p = 0; p < players_.size(); ++p)
            if (rows_[p]) places[p] = snapshot.add_player(*rows_[p]);
        const Views planned = plan(revision, day, group, snapshot);
        for (std::size_t p = 0; p < players_.size(); ++p)
            for (const std::size_t v : planned)
                if (looked_.wanted(p, v)) answer(p, v) = compute_one(revision, v, p, places[p], snapshot);
        for (const std::size_t v : planned) log_faults(revision, v);
    }

    // What a view needs depends on its query, not on who is shown: one plan does for all players. Returns the views
    // that go on.
    Views plan(const campaign::Revision& revision, std::int32_t day, const Views& group, Snapshot& snapshot) {
        store::Needs needs;
        needs.campaign = revision.campaign;
        Planner planner(needs, day);
        planner.plan_for(revision);
        Views planned;
        for (const std::size_t v : group) {
            if (auto refusal = revision.rules->plan(view(v).route->number, view(v).query, planner))
                for_all({v}, to_answer(std::move(*refusal), revision));
            else
                planned.push_back(v);
        }
        needs.coupons.clear();  // a view takes none
        snapshot.load(std::move(needs));
        return planned;
    }

    Answer compute_one(const campaign::Revision& revision, std::size_t v, std::size_t p,
                       std::optional<std::size_t> place, Snapshot& snapshot) {
        if (Clock::now() >= call_.deadline) return unavailable(too_late);
        Touched touched;
        const CallFrame frame{revision, *view(v).route, &players_[p], call_.now, false, &reader_, &touched};
        try {
            UnitOfWork unit(frame, snapshot, place, chance_);
            Answer answer = to_answer(revision.rules->call(view(v).route->number, view(v).query, unit), revision);
            if (unit.store_failure()) std::rethrow_exception(unit.store_failure());
            if (tells_of_the_view(answer.kind))
                note_life(answer, touched, *view(v).route,
                          {.now = call_.now, .from_replica = reader_.from_replica(), .version_known = false});
            return answer;
        } catch (const store::Unavailable&) {
            if (reader_.from_replica()) throw;
            return unavailable(not_read);
        } catch (const std::exception& failure) {
            return {.kind = Answer::Kind::fault, .detail = failure.what()};
        }
    }

    // One line for a view, however many players it failed for.
    void log_faults(const campaign::Revision& revision, std::size_t v) {
        std::size_t count = 0;
        const Answer* first = nullptr;
        for (std::size_t p = 0; p < players_.size(); ++p) {
            if (answer(p, v).kind != Answer::Kind::fault) continue;
            if (count++ == 0) first = &answer(p, v);
        }
        if (first)
            spdlog::error("campaign {} ({}): the view {} failed for {} players of a query, first: {}", revision.id(),
                          revision.maker(), view(v).route->name, count, first->detail);
    }

    void compute_accounts(const Views& group) {
        std::vector<std::int64_t> ids;
        for (const auto& row : rows_)
            if (row) ids.push_back(row->id);
        const auto accounts = reader_.accounts(ids, call_.now.time_since_epoch().count());
        for (std::size_t p = 0; p < players_.size(); ++p) {
            Answer own{.kind = Answer::Kind::done, .body = "{\"accounts\":["};
            for (const auto& account : accounts) {
                if (!rows_[p] || account.player != rows_[p]->id) continue;
                if (own.body.back() != '[') own.body += ',';
                own.body +=
                    "{\"currency\":\"" + account.currency + "\",\"balance\":" + std::to_string(account.balance) + "}";
            }
            own.body += "]}";
            for (const std::size_t v : group) answer(p, v) = own;
        }
    }

    const Looked& looked_;
    const BulkCall& call_;
    store::Reader& reader_;
    const Chance& chance_;
    const Rows rows_;
    std::vector<auth::Player> players_;
    std::vector<Answer> answers_;
};

}  // namespace

std::vector<Answer> compute_views(const Looked& looked, store::Reader& reader, const Chance& chance) {
    return Bulk(looked, reader, chance).compute();
}

Looked::Looked(const BulkCall& call) : rest_(call), answers_(call.players.size() * call.views->size()) {
    rest_.players.clear();
    const std::size_t views = call.views->size();
    std::vector<bool> wanted(views);
    for (std::size_t p = 0; p < call.players.size(); ++p) {
        bool any = false;
        for (std::size_t v = 0; v < views; ++v) any = (wanted[v] = !look(p, v, call)) || any;
        if (!any) continue;
        wanted_.insert(wanted_.end(), wanted.begin(), wanted.end());
        places_.push_back(p);
        rest_.players.push_back(call.players[p]);
    }
}

bool Looked::look(std::size_t player, std::size_t view, const BulkCall& call) {
    const BulkView& asked = (*call.views)[view];
    if (!call.memory || !asked.revision || asked.closed) return false;
    auto answer = call.memory->known(call.players[player], view);
    if (!answer) return false;
    answers_[player * call.views->size() + view] = std::move(*answer);
    return true;
}

std::vector<Answer> Looked::with(std::vector<Answer>&& rest) && {
    const std::size_t views = rest_.views->size();
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (!wanted_[i]) continue;
        const BulkView& view = (*rest_.views)[i % views];
        if (rest_.memory && view.revision && !view.closed)
            rest_.memory->computed(rest_.players[i / views], i % views, rest[i]);
        answers_[places_[i / views] * views + i % views] = std::move(rest[i]);
    }
    return std::move(answers_);
}

std::vector<Answer> answer_all(const BulkCall& call, const Answer& answer) {
    return std::vector<Answer>(call.players.size() * call.views->size(), answer);
}

}  // namespace fairground::engine
