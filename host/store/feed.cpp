#include <algorithm>

#include "store/clock.hpp"
#include "store/feed_store.hpp"

namespace fairground::store {

namespace {

class SqlFeed final : public Feed {
public:
    explicit SqlFeed(Leases leases) : leases_(std::move(leases)) {}

    // First a look that locks nothing: most who ask find nothing new.
    std::size_t give_places(std::uint32_t most) override {
        if (!anything_new()) return 0;
        const auto session = leases_.change();
        session->begin();
        const auto last = lock_last_place(*session);
        if (!last) return 0;
        auto events = new_events(*session, most);
        if (events.empty()) return 0;
        // Above the clock, too: a server that lost the last places, and took another's place, gives none twice.
        std::int64_t place = std::max(*last, now_ms() * 1000);
        for (New& event : events) event.place = ++place;
        Script script;
        add_places(script, events);
        script.add(sql("UPDATE feed SET last_place = ? WHERE name = 'event'", place));
        session->commit(script);
        return events.size();
    }

    std::vector<FeedEvent> events(std::string_view tenant, std::string_view topic, std::int64_t after,
                                  std::uint32_t limit) override {
        std::vector<FeedEvent> found;
        const auto session = leases_.read();
        const auto take = [&](const Row& row) {
            found.push_back(
                {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6)});
        };
        const Dialect dialect = session->dialect();
        Script script;
        if (topic.empty())
            script.add(sql("SELECT e.place, e.id, e.topic, c.name, p.external_id, e.payload, e.at_ms FROM event AS e ? "
                           "JOIN campaign AS c ON c.id = e.campaign_id JOIN player AS p ON p.id = e.player_id "
                           "WHERE e.tenant = ? AND e.place > ? ORDER BY e.place LIMIT ?",
                           pick(dialect, "FORCE INDEX (event_feed)", ""), tenant, after, limit),
                       take);
        else
            script.add(sql("SELECT e.place, e.id, e.topic, c.name, p.external_id, e.payload, e.at_ms FROM event AS e ? "
                           "JOIN campaign AS c ON c.id = e.campaign_id JOIN player AS p ON p.id = e.player_id "
                           "WHERE e.tenant = ? AND e.topic = ? AND e.place > ? ORDER BY e.place LIMIT ?",
                           pick(dialect, "FORCE INDEX (event_topic)", ""), tenant, topic, after, limit),
                       take);
        session->run(script);
        return found;
    }

private:
    struct New {
        std::int64_t id = 0;
        std::string tenant;
        std::int64_t place = 0;
    };

    bool anything_new() const {
        bool some = false;
        const auto session = leases_.read();
        Script script;
        script.add(sql("SELECT 1 FROM event ? WHERE tenant IS NULL AND place IS NULL LIMIT 1",
                       pick(session->dialect(), "FORCE INDEX (event_feed)", "")),
                   [&](const Row&) { some = true; });
        session->run(script);
        return some;
    }

    // Held until the commit: whoever gives places next sees these, and gives higher ones. Empty: another has it.
    static std::optional<std::int64_t> lock_last_place(Session& session) {
        std::optional<std::int64_t> last;
        Script script;
        script.add(sql("SELECT last_place FROM feed WHERE name = 'event'?",
                       pick(session.dialect(), " FOR UPDATE SKIP LOCKED", "")),
                   [&](const Row& row) { last = row.integer(0); });
        session.run(script);
        return last;
    }

    // Read after the lock was taken, and without one: what is not committed is not seen, and nobody waited for.
    static std::vector<New> new_events(Session& session, std::uint32_t most) {
        std::vector<New> events;
        Script script;
        script.add(sql("SELECT e.id, p.tenant FROM event AS e ? JOIN player AS p ON p.id = e.player_id "
                       "WHERE e.tenant IS NULL AND e.place IS NULL ORDER BY e.id LIMIT ?",
                       pick(session.dialect(), "FORCE INDEX (event_feed)", ""), most),
                   [&](const Row& row) {
                       events.push_back({row.integer(0), row.text(1)});
                   });
        session.run(script);
        return events;
    }

    // Some at a time: the CASE is searched from its start for each row.
    static void add_places(Script& script, std::vector<New>& events) {
        constexpr std::size_t at_once = 64;
        std::ranges::stable_sort(events, {}, &New::tenant);
        for (std::size_t first = 0; first < events.size();) {
            const std::string& tenant = events[first].tenant;
            std::vector<std::int64_t> ids;
            std::string places;
            for (; first < events.size() && ids.size() < at_once && events[first].tenant == tenant; ++first) {
                ids.push_back(events[first].id);
                places += sql(" WHEN ? THEN ?", events[first].id, events[first].place);
            }
            std::string text = sql("UPDATE event SET tenant = ?, place = CASE id", tenant) + places;
            script.add(text + sql(" END WHERE id IN (?)", ids));
        }
    }

    const Leases leases_;
};

}  // namespace

std::unique_ptr<Feed> make_feed(Leases leases) {
    return std::make_unique<SqlFeed>(std::move(leases));
}

}  // namespace fairground::store
