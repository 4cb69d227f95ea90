// Campaigns, their revisions, switches, stock caps and coupon codes, as operators change them.
#pragma once
#include "store/sql/session.hpp"

namespace fairground::store {

std::vector<Published> publish_revisions(Session& session, std::span<const RevisionDraft> drafts);
// One that an admin publishes: not served yet.
Rollouts::Added add_revision(Session& session, const RevisionDraft& draft);
// Leaves what is taken alone. In the open transaction.
void set_caps(Session& session, std::int64_t campaign, std::vector<StockCap> caps);
std::vector<CampaignSwitch> read_switches(Session& session);
bool set_paused(Session& session, std::string_view campaign, bool paused, const std::optional<AuditRow>& audit);
std::optional<CouponImport> add_coupons(Session& session, std::string_view campaign, std::string_view pool,
                                        std::span<const std::string> codes);

}  // namespace fairground::store
