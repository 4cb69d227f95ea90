// Revisions that admins publish: one and pages of them, what a second person said of each, its newest simulation. What
// each function returns, Rollouts tells. Private to store. Throws what its session throws.
#pragma once
#include "store/rollouts.hpp"
#include "store/sql/session.hpp"

namespace fairground::store {

std::optional<RevisionRow> find_revision(Session& session, std::string_view campaign, std::int32_t number);
std::vector<RevisionRow> page_of_revisions(Session& session, std::string_view campaign, std::int32_t before,
                                           std::uint32_t limit);
std::vector<Rollouts::Waiting> waiting_revisions(Session& session);
bool decide_revision(Session& session, std::int64_t campaign, std::int32_t number, const Approval& approval);
void keep_simulation(Session& session, std::int64_t campaign, std::int32_t number, std::int64_t at,
                     const std::string& admin, const std::string& report);

}  // namespace fairground::store
