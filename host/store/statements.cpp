#include "store/statements.hpp"

#include <algorithm>

#include "store/admin_store.hpp"
#include "store/audit_store.hpp"
#include "store/effects.hpp"
#include "store/feed_store.hpp"
#include "store/job_store.hpp"
#include "store/loading.hpp"
#include "store/pages.hpp"
#include "store/reader.hpp"
#include "store/recorder.hpp"
#include "store/rollout_store.hpp"
#include "store/token_store.hpp"

namespace fairground::store {

namespace {

using Texts = std::vector<std::string>;

std::vector<std::int64_t> ids_of(const Sample& sample) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 1; i <= sample.players; ++i) ids.push_back(static_cast<std::int64_t>(i) * sample.step);
    return ids;
}

std::string name_of(const Sample& sample, std::int64_t id) {
    return sample.prefix + std::to_string(id);
}

Needs needs_of(const Sample& sample) {
    Needs needs;
    needs.campaign = sample.campaign;
    needs.day = 20260301;
    needs.currencies = {"points", "spins"};
    needs.values = {"pity"};
    needs.machines = {"prize"};
    needs.record_counts = {{"spin", 20260301, 20260301}, {"spin", 0, 99991231}};
    needs.stock = {"phone", "mug"};
    needs.tallies = {"spent"};
    needs.boards = {"march"};
    needs.coupons = {{"coffee", 3}};
    needs.players = ids_of(sample);
    for (const auto id : needs.players) needs.requests.push_back({id, name_of(sample, id)});
    return needs;
}

// What finds rows among what a batch writes: players, emptied lots, given codes.
Effects effects_of(const Sample& sample) {
    Effects effects;
    effects.campaign = sample.campaign;
    for (const auto id : ids_of(sample)) {
        effects.players.push_back({id, 1});
        effects.lots.push_back({id, "points", 1, 0});
    }
    effects.coupons.push_back({sample.step, sample.step, 1});
    return effects;
}

void add_batch(Texts& texts, const Sample& sample) {
    Texts names;
    for (const auto id : ids_of(sample)) names.push_back(name_of(sample, id));
    texts.push_back(
        sql("SELECT id, external_id, version FROM player FORCE INDEX (player_external) WHERE tenant = ? AND "
            "external_id IN (?) FOR UPDATE",
            sample.tenant, names));
    texts.push_back(
        sql("SELECT id, external_id FROM player FORCE INDEX (player_external) WHERE tenant = ? AND "
            "external_id IN (?)",
            sample.tenant, names));
    texts.push_back(sql(
        "SELECT id, external_id, version FROM player FORCE INDEX (PRIMARY) WHERE id IN (?) AND tenant = ? FOR UPDATE",
        ids_of(sample), sample.tenant));
    texts.push_back(sql("SELECT batch FROM writer_mark WHERE id = ? FOR UPDATE", sample.step));
    texts.push_back(sql("DELETE FROM writer_mark WHERE id IN (?)", ids_of(sample)));
    Loaded loaded;
    Script script;
    for (const Locking locking : {Locking::none, Locking::all_but_stock, Locking::all})
        add_load(script, Dialect::mariadb, needs_of(sample), locking, loaded);
    const auto effects = effects_of(sample);
    std::vector<PlayerRow> locked;
    for (const auto id : ids_of(sample)) locked.push_back({id, 0});
    std::ranges::sort(locked, {}, &PlayerRow::id);
    add_effects(script, Dialect::mariadb, std::span(&effects, 1), locked);
    for (const Statement& statement : script.statements()) texts.push_back(statement.text);
}

void add_reads(Texts& texts, const Sample& sample) {
    const auto reader = make_reader(std::make_unique<Recorder>(texts), std::make_shared<PlayerIds>());
    reader->player(sample.tenant, name_of(sample, sample.step));
    Texts names;
    for (const auto id : ids_of(sample)) names.push_back(name_of(sample, id));
    reader->players(sample.tenant, names);
    reader->coupons_left(sample.campaign, "coffee");
    reader->accounts(sample.step, 1);
    reader->accounts(ids_of(sample), 1);
    reader->campaign_names(ids_of(sample));
    reader->board_top(sample.campaign, "march", 100);
    reader->board_rank(sample.campaign, "march", sample.step);
}

void add_jobs(Texts& texts, const Sample& sample) {
    const auto lease = [&texts] { return std::make_unique<Recorder>(texts); };
    const auto jobs = make_jobs({lease, lease});
    jobs->advance({.campaign = sample.campaign, .job = "tidy"}, {.campaign = sample.campaign, .job = "tidy"});
    jobs->players(sample.campaign, 0, 500);
    jobs->first_published(sample.campaign);
    jobs->take_lease(sample.tenant, sample.tenant, std::chrono::seconds(1));
    jobs->release_lease(sample.tenant, sample.tenant);
    jobs->lease_holder(sample.tenant);
}

void add_tokens(Texts& texts) {
    const auto lease = [&texts] { return std::make_unique<Recorder>(texts); };
    const auto tokens = make_tokens({lease, lease});
    tokens->all();
    tokens->find("none");
    tokens->revoke(-1, 1);
}

void add_rollouts(Texts& texts, const Sample& sample) {
    const auto lease = [&texts] { return std::make_unique<Recorder>(texts); };
    const auto rollouts = make_rollouts({lease, lease});
    rollouts->revision(sample.tenant, 1);
    rollouts->revisions(sample.tenant, 0, 50);
    rollouts->waiting();
    rollouts->decide(sample.campaign, -1, {});
    rollouts->change();
    rollouts->standings(0);
    rollouts->standing(sample.tenant);
    rollouts->history(sample.tenant, 50);
    rollouts->route_uses(sample.tenant, 20260301);
    rollouts->purge_route_uses(sample.campaign, 20260301);
    rollouts->samples(sample.campaign, 1, 1);
    rollouts->purge_samples(sample.campaign, 1, 1);
}

void add_feed(Texts& texts, const Sample& sample) {
    const auto lease = [&texts] { return std::make_unique<Recorder>(texts); };
    const auto feed = make_feed({lease, lease});
    feed->events(sample.tenant, "", 1, 1000);
    feed->events(sample.tenant, "prize.won", 1, 1000);
    texts.push_back("SELECT 1 FROM event FORCE INDEX (event_feed) WHERE tenant IS NULL AND place IS NULL LIMIT 1");
    texts.push_back("SELECT last_place FROM feed WHERE name = 'event' FOR UPDATE SKIP LOCKED");
    texts.push_back(
        "SELECT e.id, p.tenant FROM event AS e FORCE INDEX (event_feed) JOIN player AS p ON p.id = e.player_id WHERE "
        "e.tenant IS NULL AND e.place IS NULL ORDER BY e.id LIMIT 1000");
    texts.push_back(sql("UPDATE event SET tenant = ?, place = CASE id WHEN ? THEN ? END WHERE id IN (?)", sample.tenant,
                        1, 1, ids_of(sample)));
    texts.push_back("UPDATE feed SET last_place = 1 WHERE name = 'event'");
}

void add_admins(Texts& texts, const Sample& sample) {
    const auto lease = [&texts] { return std::make_unique<Recorder>(texts); };
    const auto admins = make_admins({lease, lease});
    admins->find(sample.tenant);
    admins->all();
    admins->propose_totp(-1, "");
    admins->use_totp(-1, 1);
    admins->note_failure(-1);
    admins->session("none");
    admins->touch_session("none", 1);
    admins->purge_sessions(-1);
    const auto audit = make_audit({lease, lease});
    audit->page({.before = -1});
    audit->page({.campaign = sample.tenant});
    audit->page({.admin = sample.tenant});
    audit->page({.tenant = sample.tenant});
    audit->page({.campaign = sample.tenant, .admin = sample.tenant, .tenant = sample.tenant});
    audit->page({.campaign = sample.tenant, .admin = sample.tenant});
    audit->page({.campaign = sample.tenant, .tenant = sample.tenant});
    audit->page({.admin = sample.tenant, .tenant = sample.tenant});
    audit->since(1'000'000'000'000, std::nullopt, 10);
    audit->since(1'000'000'000'000, sample.tenant, 10);
}

// What ODB words, and the store's own upkeep.
void add_the_rest(Texts& texts) {
    for (const char* text : {
             "SELECT * FROM record WHERE player_id = -1 AND campaign_id = -1 AND kind = 'spin' AND (day < 20260301 OR "
             "(day = 20260301 AND seq < 5)) ORDER BY day DESC, seq DESC LIMIT 20",
             "SELECT * FROM entry WHERE player_id = -1 AND currency = 'points' AND seq < 500 ORDER BY seq DESC LIMIT "
             "20",
             "SELECT * FROM job WHERE campaign_id = -1 AND name = 'tidy' ORDER BY day DESC LIMIT 10",
             "SELECT * FROM campaign WHERE name = 'preflight' FOR UPDATE",
             "SELECT * FROM revision WHERE campaign_id = -1 ORDER BY number DESC LIMIT 1",
             "SELECT * FROM revision WHERE campaign_id = -1 AND source = 'file' ORDER BY number DESC LIMIT 1",
             "UPDATE campaign SET paused = 0 WHERE id = -1",
             "SELECT change_no FROM campaign WHERE id = -1 FOR UPDATE",
             "UPDATE campaign SET change_no = 1 WHERE id = -1",
             "UPDATE stock SET total = NULL WHERE campaign_id = -1 AND day = 0 AND total IS NOT NULL AND item NOT IN "
             "('','phone')",
             "SELECT code FROM coupon WHERE campaign_id = -1 AND pool = 'coffee' AND code IN "
             "('preflight-1','preflight-2')",
             "DELETE FROM request WHERE at_ms < -1 ORDER BY at_ms LIMIT 10",
             // With a line of the trail, so in a transaction.
             "UPDATE admin SET disabled_ms = 1 WHERE name = 'preflight' AND disabled_ms IS NULL",
             "DELETE FROM admin_session WHERE admin_id = (SELECT id FROM admin WHERE name = 'preflight')",
             "UPDATE admin SET password = '' WHERE id = -1 AND disabled_ms IS NULL",
             "DELETE FROM admin_session WHERE admin_id = -1 AND hash <> ''",
             "UPDATE admin SET totp = totp_pending, totp_pending = NULL, totp_step = 1 WHERE id = -1 AND totp_pending "
             "IS NOT NULL AND totp_step < 1",
             "UPDATE admin SET totp = NULL, totp_pending = NULL WHERE name = 'preflight'",
             "UPDATE admin SET failed = 0, seen_ms = 1 WHERE id = -1",
             "DELETE FROM admin_session WHERE hash = 'none'",
         })
        texts.emplace_back(text);
}

}  // namespace

std::vector<std::string> serving_statements(const Sample& sample) {
    Texts texts;
    add_batch(texts, sample);
    add_reads(texts, sample);
    add_jobs(texts, sample);
    add_tokens(texts);
    add_rollouts(texts, sample);
    add_feed(texts, sample);
    add_admins(texts, sample);
    add_the_rest(texts);
    std::erase_if(texts, [](const std::string& text) { return text.starts_with("INSERT"); });
    return texts;
}

}  // namespace fairground::store
