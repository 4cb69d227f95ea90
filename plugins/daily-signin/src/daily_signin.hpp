// The sign-in campaign as the platform sees it: routes, answers, hooks. The contract is README.md.
#pragma once
#include "attendance.hpp"
#include "settings.hpp"

namespace daily_signin {

class DailySignin final : public fairground::Campaign<Settings> {
public:
    static void declare(fairground::Manifest& manifest);

    Json sign_in(fairground::Call& call) const;
    Json make_up(fairground::Call& call) const;
    Json calendar(fairground::Call& call) const;
    Json history(fairground::Call& call) const;

    void remind(fairground::Call& call, const fairground::Run& run) const;
    void settle(fairground::Call& call, const fairground::Run& run) const;

    void plan_all(fairground::Plan& plan, const fairground::Input& input) const;
    void plan_calendar(fairground::Plan& plan, const fairground::Input& input) const;
    void plan_history(fairground::Plan& plan, const fairground::Input& input) const;

    std::vector<fairground::StockItem> stock_items() const;
    std::vector<std::string> currencies() const { return settings().currencies(); }
    std::vector<std::string> earns() const { return settings().earns(); }
    std::vector<std::string> spends() const { return settings().spends(); }

private:
    // Marks the day, gives what it is worth and what tiers it reaches, and tells everybody. line: what else the record
    // keeps of it.
    Json complete(fairground::Call& call, Attendance& attendance, Day day, Attendance::Mark mark, Json line) const;
    Json give_tiers(fairground::Call& call, std::int64_t from, std::int64_t to) const;
    Json shown(Json line) const;
};

}  // namespace daily_signin
