// The growth programme as the platform sees it. What each route takes and answers is in README.md.
#pragma once
#include "visit.hpp"

namespace growth_points {

class GrowthPoints final : public fairground::Campaign<Settings> {
public:
    static void declare(fairground::Manifest& manifest);

    std::vector<std::string> listens() const { return settings().topics(); }
    std::vector<std::string> currencies() const { return settings().currencies(); }
    std::vector<std::string> earns() const { return settings().currencies(); }
    std::vector<std::string> spends() const { return {settings().currency}; }
    std::vector<std::string> coupon_pools() const { return settings().coupon_pools(); }
    std::vector<fairground::StockItem> stock_items() const;

    // growth_points.cpp: what happens by itself, and by an admin's hand
    void hear(fairground::Call& call, const fairground::Event& event) const;
    void expire(fairground::Call& call, const fairground::Run& run) const;
    void periods(fairground::Call& call, const fairground::Run& run) const;
    Json adjust(fairground::Call& call) const;

    // shop.cpp: what points buy
    Json redeem(fairground::Call& call) const;
    Json items(fairground::Call& call) const;
    Json redemptions(fairground::Call& call) const;

    // views.cpp: what a player sees
    Json level(fairground::Call& call) const;
    Json statement(fairground::Call& call) const;
    Json expiring(fairground::Call& call) const;
    Json board(fairground::Call& call) const;
    Json rules(fairground::Call& call) const;

    void plan_account(fairground::Plan& plan, const fairground::Input& input) const;
    void plan_redeem(fairground::Plan& plan, const fairground::Input& input) const;
    void plan_items(fairground::Plan& plan, const fairground::Input& input) const;
    void plan_redemptions(fairground::Plan& plan, const fairground::Input& input) const;

private:
    // The moment at which "soon" ends: what expires until then expires soon.
    std::int64_t soon(const fairground::Call& call) const;
};

}  // namespace growth_points
