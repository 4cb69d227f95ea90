// Campaigns, their revisions, switches, stock caps and coupon codes, as operators change them.
#pragma once
#include "store/sql/session.hpp"

namespace fairground::store {

Published publish_revision(Session& session, const RevisionDraft& draft);
std::vector<CampaignSwitch> read_switches(Session& session);
bool set_paused(Session& session, std::string_view campaign, bool paused);
std::optional<CouponImport> add_coupons(Session& session, std::string_view campaign, std::string_view pool,
                                        std::span<const std::string> codes);

}  // namespace fairground::store
