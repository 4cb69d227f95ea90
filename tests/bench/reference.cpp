#include "bench/reference.hpp"

#include <future>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "bench/effects.hpp"

namespace fairground::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int day = 20260301;
// Of 1000, as in bench.yaml.
constexpr unsigned points = 999;

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace

class Reference::Connection {
public:
    Connection(const Reference& reference, std::uint64_t seed)
        : sql_(test::Sql::mariadb(reference.socket_, "root", "fairground")),
          chance_(seed),
          seed_(seed),
          items_(reference.items_) {
        sql_->execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    }

    std::vector<std::chrono::microseconds> run(std::size_t players, std::chrono::milliseconds time) {
        std::vector<std::chrono::microseconds> samples;
        const auto end = Clock::now() + time;
        for (auto begin = Clock::now(); begin < end;) {
            spin("r" + std::to_string(chance_() % players), fmt::format("{}-{}", seed_, samples.size()));
            const auto done = Clock::now();
            samples.push_back(std::chrono::duration_cast<std::chrono::microseconds>(done - begin));
            begin = done;
        }
        return samples;
    }

private:
    void spin(const std::string& name, const std::string& key) {
        sql_->execute("BEGIN");
        const auto row = sql_->query("SELECT id, version FROM player WHERE tenant = 'default' AND external_id = '" +
                                     name + "' FOR UPDATE");
        player_ = row.at(0).at(0);
        seq_ = std::stoll(row[0][1]);
        if (!sql_->query(fmt::format("SELECT answer FROM request WHERE {} AND request_key = '{}'", mine(), key))
                 .empty()) {
            sql_->execute("ROLLBACK");
            return;
        }
        const auto value =
            sql_->query(fmt::format("SELECT body, version FROM player_value WHERE {} AND name = 'progress'", mine()));
        const std::int64_t turns = value.empty() ? 0 : std::stoll(value[0][1]);
        const auto drawn = chance_() % 1000;
        // What the record says depends on whether the prize was there, so the stock is taken first.
        const std::string item = item_name(chance_() % items_, items_);
        const bool won = drawn < points && take(item);
        const std::string line = fmt::format(
            R"({{"award":{{"kind":"points","currency":"points","amount":10}},"free":true,"number":{},"pity":false,)"
            R"("prize":"{}","win":true}})",
            turns + 1, item);
        if (won) credit();
        record(line);
        remember(turns + 1);
        if (won) tell(line);
        answer(key, line);
        sql_->execute(fmt::format("UPDATE player SET version = {} WHERE id = {}", seq_, player_));
        sql_->execute("COMMIT");
    }

    std::string mine() const { return fmt::format("player_id = {} AND campaign_id = {}", player_, campaign); }

    bool take(std::string_view item) {
        sql_->execute(
            fmt::format("UPDATE stock SET taken = taken + 1 WHERE campaign_id = {} AND item = '{}' AND day = 0 AND "
                        "taken < total",
                        campaign, item));
        return sql_->changed() == 1;
    }
    void credit() {
        const auto account =
            sql_->query("SELECT balance FROM account WHERE player_id = " + player_ + " AND currency = 'points'");
        const std::int64_t balance = (account.empty() ? 0 : std::stoll(account[0][0])) + 10;
        sql_->execute(
            fmt::format("INSERT INTO account (player_id, currency, balance) VALUES ({}, 'points', {}) ON "
                        "DUPLICATE KEY UPDATE balance = VALUES(balance)",
                        player_, balance));
        sql_->execute(
            fmt::format("INSERT INTO entry (player_id, currency, seq, amount, balance_after, reason, "
                        "campaign_id, action, at_ms) VALUES ({}, 'points', {}, 10, {}, 'prize', {}, 'spin', {})",
                        player_, ++seq_, balance, campaign, now_ms()));
    }
    void record(const std::string& line) {
        sql_->execute(
            fmt::format("INSERT INTO record (player_id, campaign_id, kind, day, seq, at_ms, payload, draws) "
                        "VALUES ({}, {}, 'spin', {}, {}, {}, '{}', '3:1 1000:500')",
                        player_, campaign, day, ++seq_, now_ms(), line));
    }
    void remember(std::int64_t turns) {
        sql_->execute(fmt::format(
            "INSERT INTO player_value (player_id, campaign_id, name, version, body) VALUES ({}, {}, 'progress', {}, "
            R"('{{"day":{},"done":{},"free":0,"losing":0,"today":{}}}') ON DUPLICATE KEY UPDATE version = )"
            "VALUES(version), body = VALUES(body)",
            player_, campaign, turns, day, turns, turns));
    }
    void tell(const std::string& line) {
        sql_->execute(
            fmt::format("INSERT INTO event (campaign_id, player_id, seq, topic, payload, at_ms) VALUES ({}, {}, "
                        "{}, 'prize.won', '{}', {})",
                        campaign, player_, ++seq_, line, now_ms()));
    }
    void answer(const std::string& key, const std::string& line) {
        sql_->execute(
            fmt::format("INSERT INTO request (player_id, campaign_id, request_key, fingerprint, answer, version, "
                        "revision, at_ms) VALUES ({}, {}, '{}', '00112233445566778899aabbccddeeff', "
                        R"('{{"spins":[{}],"player":{{"balance":{{"points":10}},"spins_done":1}}}}', {}, 1, {}))",
                        player_, campaign, key, line, seq_, now_ms()));
    }

    std::unique_ptr<test::Sql> sql_;
    std::mt19937_64 chance_;
    const std::uint64_t seed_;
    const std::size_t items_;
    std::string player_;
    std::int64_t seq_ = 0;
};

Reference::Reference(std::string socket, std::size_t players, std::size_t items)
    : socket_(std::move(socket)), players_(players), items_(items) {
    const auto sql = test::Sql::mariadb(socket_, "root", "fairground");
    make_players(*sql, "default", "r", players);
    make_stock(*sql, campaign, items);
}

Sample Reference::run(std::size_t connections, std::chrono::milliseconds time) {
    ++runs_;
    std::vector<std::unique_ptr<Connection>> opened;
    for (std::size_t i = 0; i < connections; ++i)
        opened.push_back(std::make_unique<Connection>(*this, 1000 * static_cast<std::uint64_t>(runs_) + i));
    const auto begin = Clock::now();
    std::vector<std::future<std::vector<std::chrono::microseconds>>> running;
    for (auto& connection : opened)
        running.push_back(
            std::async(std::launch::async, [&, one = connection.get()] { return one->run(players_, time); }));
    std::vector<std::chrono::microseconds> samples;
    for (auto& one : running) {
        const auto some = one.get();
        samples.insert(samples.end(), some.begin(), some.end());
    }
    const std::chrono::duration<double> took = Clock::now() - begin;
    const auto calls = samples.size();
    return {.calls = calls,
            .per_second = static_cast<double>(calls) / took.count(),
            .latencies = load::Latencies(std::move(samples))};
}

}  // namespace fairground::bench
