#include "store/catalogue.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_set>

#include <sodium.h>

#include "store/audit_store.hpp"
#include "store/clock.hpp"
#include "store/model/campaign-odb.hxx"

namespace fairground::store {

namespace {

using CampaignQuery = odb::query<model::Campaign>;

// Whoever changes a campaign holds its row, so that two operators, or two hosts that start, do it one after the other.
std::shared_ptr<model::Campaign> lock_campaign(odb::database& db, Dialect dialect, std::string_view name) {
    CampaignQuery query = CampaignQuery::name == std::string(name);
    if (dialect == Dialect::mariadb) query = query + "FOR UPDATE";
    return db.query_one<model::Campaign>(query);
}

// Makes it if it is new. Not by persist(): another host may be making it at this moment, and that is no error.
std::shared_ptr<model::Campaign> campaign_of(odb::database& db, Session& session, const RevisionDraft& draft) {
    auto campaign = lock_campaign(db, session.dialect(), draft.campaign);
    if (!campaign) {
        Script script;
        script.add(sql("INSERT INTO campaign (name, tenant, paused) VALUES (?, ?, 0) ?", draft.campaign, draft.tenant,
                       pick(session.dialect(), "ON DUPLICATE KEY UPDATE id = id", "ON CONFLICT (name) DO NOTHING")));
        session.run(script);
        campaign = lock_campaign(db, session.dialect(), draft.campaign);
    }
    if (campaign->tenant != draft.tenant) {
        throw Fault("campaign " + draft.campaign + " belongs to tenant '" + campaign->tenant + "', not to '" +
                    draft.tenant + "'; choose another campaign id");
    }
    return campaign;
}

std::string hash_of(const RevisionDraft& draft) {
    std::string content;
    const auto add = [&](const std::string& part) { content += std::to_string(part.size()) + ":" + part; };
    for (const auto* part : {&draft.plugin, &draft.plugin_version, &draft.config}) add(*part);
    for (const auto& cap : draft.stock) {
        add(cap.item);
        add(cap.total ? std::to_string(*cap.total) : "none");
    }
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(content.data()), content.size());
    char hex[2 * sizeof hash + 1];
    return sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
}

std::shared_ptr<model::Revision> latest_revision(odb::database& db, std::int64_t campaign) {
    using Query = odb::query<model::Revision>;
    return db.query_one<model::Revision>((Query::key.campaign_id == campaign) + "ORDER BY" + Query::key.number +
                                         "DESC LIMIT 1");
}

void check_codes(std::span<const std::string> codes) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!codes[i].empty() && codes[i].size() <= 128) continue;
        throw Fault("coupon code " + std::to_string(i + 1) + " has " + std::to_string(codes[i].size()) +
                    " bytes, expected 1 to 128; none was imported");
    }
}

std::unordered_set<std::string> codes_there(Session& session, std::int64_t campaign, const std::string& pool,
                                            const std::vector<std::string>& codes) {
    std::unordered_set<std::string> there;
    Script script;
    script.add(sql("SELECT code FROM coupon WHERE campaign_id = ? AND pool = ? AND code IN (?)", campaign, pool, codes),
               [&](const Row& row) { there.insert(row.text(0)); });
    session.run(script);
    return there;
}

CouponImport add_some(Session& session, std::int64_t campaign, const std::string& pool,
                      const std::vector<std::string>& codes) {
    auto there = codes_there(session, campaign, pool, codes);
    CouponImport import;
    Script script;
    MultiRow rows(script, "INSERT INTO coupon (campaign_id, pool, code) VALUES ");
    for (const auto& code : codes) {
        if (!there.insert(code).second) {
            ++import.already_there;
            continue;
        }
        rows.row(campaign, pool, code);
        ++import.added;
    }
    rows.finish();
    session.run(script);
    return import;
}

Published persist(odb::database& db, const RevisionDraft& draft, const model::RevisionKey& key,
                  const std::string& hash) {
    db.persist(model::Revision{key, draft.plugin, draft.plugin_version, draft.config, hash, now_ms(), draft.author,
                               draft.source, draft.note, draft.yaml, draft.needs_approval});
    return {key.campaign_id, key.number};
}

std::int32_t number_after(const std::shared_ptr<model::Revision>& latest) {
    return latest ? latest->key.number + 1 : 1;
}

// What admins published since is not what the file says.
Published publish_one(odb::database& db, Session& session, const RevisionDraft& draft) {
    using Query = odb::query<model::Revision>;
    const auto campaign = campaign_of(db, session, draft);
    const std::string hash = hash_of(draft);
    const auto last =
        db.query_one<model::Revision>((Query::key.campaign_id == campaign->id && Query::source == std::string("file")) +
                                      "ORDER BY" + Query::key.number + "DESC LIMIT 1");
    if (last && last->content_hash == hash) return {campaign->id, last->key.number};
    const auto published = persist(db, draft, {campaign->id, number_after(latest_revision(db, campaign->id))}, hash);
    set_caps(session, campaign->id, draft.stock);
    return published;
}

}  // namespace

// What is taken is left alone: writers may be at it.
void set_caps(Session& session, std::int64_t campaign, std::vector<StockCap> caps) {
    std::ranges::sort(caps, {}, &StockCap::item);
    Script script;
    MultiRow rows(script, "INSERT INTO stock (campaign_id, item, day, total, taken) VALUES ",
                  pick(session.dialect(), " ON DUPLICATE KEY UPDATE total = VALUES(total)",
                       " ON CONFLICT (campaign_id, item, day) DO UPDATE SET total = excluded.total"));
    std::vector<std::string> items{""};
    for (const auto& cap : caps) {
        rows.row(campaign, cap.item, 0, cap.total, 0);
        items.push_back(cap.item);
    }
    rows.finish();
    script.add(
        sql("UPDATE stock SET total = NULL WHERE campaign_id = ? AND day = 0 AND total IS NOT NULL "
            "AND item NOT IN (?)",
            campaign, items));
    session.run(script);
}

Rollouts::Added add_revision(Session& session, const RevisionDraft& draft) {
    return session.change([&](odb::database& db) -> Rollouts::Added {
        const auto campaign = campaign_of(db, session, draft);
        const auto latest = latest_revision(db, campaign->id);
        const std::string hash = hash_of(draft);
        if (latest && latest->content_hash == hash) return {campaign->id, latest->key.number, false};
        return {campaign->id, persist(db, draft, {campaign->id, number_after(latest)}, hash).revision, true};
    });
}

// By name, so that two hosts that start at the same time lock the campaigns in the same order.
std::vector<Published> publish_revisions(Session& session, std::span<const RevisionDraft> drafts) {
    std::vector<std::size_t> by_name(drafts.size());
    std::iota(by_name.begin(), by_name.end(), 0);
    std::ranges::sort(by_name, {}, [&](std::size_t i) { return std::string_view(drafts[i].campaign); });
    return session.change([&](odb::database& db) {
        std::vector<Published> published(drafts.size());
        for (const std::size_t i : by_name) published[i] = publish_one(db, session, drafts[i]);
        return published;
    });
}

std::vector<CampaignSwitch> read_switches(Session& session) {
    std::vector<CampaignSwitch> switches;
    session.entities([&](odb::database& db) {
        for (const auto& c : db.query<model::Campaign>()) switches.push_back({c.name, c.paused});
    });
    return switches;
}

bool set_paused(Session& session, std::string_view name, bool paused, const std::optional<AuditRow>& audit) {
    return session.change([&](odb::database& db) {
        const auto campaign = lock_campaign(db, session.dialect(), name);
        if (!campaign) return false;
        campaign->paused = paused;
        db.update(campaign);
        if (audit) {
            Script trail;
            add_audit(trail, *audit);
            session.run(trail);
        }
        return true;
    });
}

// In several transactions: a long list must not hold up a writer, and an interrupted import is simply started again.
std::optional<CouponImport> add_coupons(Session& session, std::string_view campaign, std::string_view pool,
                                        std::span<const std::string> codes) {
    constexpr std::size_t at_once = 5000;
    check_codes(codes);
    CouponImport import;
    for (std::size_t first = 0; first == 0 || first < codes.size(); first += at_once) {
        const auto some = codes.subspan(first, std::min(at_once, codes.size() - first));
        const bool known = session.change([&](odb::database& db) {
            const auto found = lock_campaign(db, session.dialect(), campaign);
            if (!found) return false;
            if (some.empty()) return true;
            const auto added = add_some(session, found->id, std::string(pool), {some.begin(), some.end()});
            import.added += added.added;
            import.already_there += added.already_there;
            return true;
        });
        if (!known) return std::nullopt;
    }
    return import;
}

}  // namespace fairground::store
