// Case statement: a page of the ledger of a player with a million entries, the first against the ten thousandth.
#include <fmt/format.h>

#include "bench/contest.hpp"
#include "bench/results.hpp"
#include "bench/setting.hpp"
#include "support/player_client.hpp"

namespace fairground::bench {
namespace {

constexpr int entries = 1'000'000;
constexpr int per_page = 100;
constexpr int last_page = entries / per_page;
constexpr int asked = 500;  // times, each page in turn

void fill(test::Sql& sql) {
    sql.execute(fmt::format("INSERT INTO player (tenant, external_id, version) VALUES ('default', 'p0', {})", entries));
    const auto player = sql.number("SELECT id FROM player WHERE external_id = 'p0'");
    sql.execute(fmt::format("INSERT INTO account VALUES ({}, 'points', {}, NULL)", player, entries));
    const auto campaign = sql.number("SELECT id FROM campaign WHERE name = 'bench'");
    sql.execute(
        fmt::format("INSERT INTO entry SELECT {}, 'points', seq, 1, seq, 'prize', {}, 'spin', "
                    "1772500000000 + seq, NULL FROM seq_1_to_{}",
                    player, campaign, entries));
}

class Statement {
public:
    explicit Statement(std::uint16_t port) : player_(port, "p0") {}
    nlohmann::json page(const std::string& cursor) {
        const auto target = fmt::format("/api/v1/me/entries?currency=points&limit={}", per_page);
        const auto answer = player_.get(cursor.empty() ? target : target + "&cursor=" + cursor);
        if (answer.status != 200) throw std::runtime_error("a page was answered " + std::to_string(answer.status));
        return answer.json();
    }
    double page_ms(const std::string& cursor) {
        const auto begin = std::chrono::steady_clock::now();
        page(cursor);
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    }

private:
    test::PlayerClient player_;
};

}  // namespace

int statement(const Options& options) {
    Setting setting(options);
    fill(*setting.sql());
    Statement statement(setting.host.port());

    // Page by page to the end, as a player would: every entry must come exactly once.
    std::string cursor;
    std::int64_t next_id = entries;
    for (int number = 1; number < last_page; ++number) {
        const auto page = statement.page(cursor);
        for (const auto& entry : page.at("entries"))
            if (entry.at("id") != std::to_string(next_id--))
                throw std::runtime_error("the pages skip or repeat an entry");
        cursor = page.at("next");
    }
    const auto end = statement.page(cursor);
    if (end.at("entries").size() != per_page || end.contains("next"))
        throw std::runtime_error("the last page is not the end");

    std::vector<double> first;
    std::vector<double> last;
    for (int i = 0; i < asked; ++i) {
        first.push_back(statement.page_ms(""));
        last.push_back(statement.page_ms(cursor));
    }
    const auto ratio = median(last) / median(first);
    fmt::print("statement: {} entries of one player, pages of {}, each asked for {} times, {}\n", entries, per_page,
               asked, setting.server_settings());
    fmt::print("page 1: median {:.2f} ms; page {}: median {:.2f} ms; ratio {:.2f}\n", median(first), last_page,
               median(last), ratio);
    write_results(options, "statement",
                  {{"server", setting.server_settings()},
                   {"entries", entries},
                   {"first_ms", median(first)},
                   {"last_ms", median(last)},
                   {"ratio", ratio}});
    return 0;
}

}  // namespace fairground::bench
