#include "http/gate.hpp"

#include <set>

#include "http/problem.hpp"
#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using testing::AllOf;
using testing::Ge;
using testing::HasSubstr;
using testing::Le;

class GateTest : public Fair {
protected:
    int let_in(const std::function<Reply()>& ask, int questions) {
        int count = 0;
        for (int i = 0; i < questions; ++i) count += ask().status != 429 ? 1 : 0;
        return count;
    }
    Reply view(const std::string& campaign, const std::vector<std::string>& headers = {}) {
        return get("/api/v1/campaigns/" + campaign + "/views/prizes", headers);
    }
};

TEST_F(GateTest, APlayerWhoAsksTooOftenIsToldWhenToAskAgain) {
    limits.per_player = {1, 3};
    start();
    EXPECT_EQ(let_in([&] { return spin({bearer("ann")}); }, 3), 3);
    const Reply reply = spin({bearer("ann")});
    EXPECT_EQ(reply.status, 429);
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    EXPECT_EQ(reply.code(), "too_many_requests");
    EXPECT_THAT(reply.json()["detail"].get<std::string>(), HasSubstr("this player"));
    const int seconds = std::stoi(reply.header("retry-after"));
    EXPECT_THAT(seconds, AllOf(Ge(1), Le(2)));
    EXPECT_EQ(reply.json()["retry_after_s"], seconds);
    EXPECT_EQ(get("/api/v1/me/accounts", {bearer("ann")}).status, 429) << "whatever he asks for";
    EXPECT_EQ(spin({bearer("bob")}).status, 200);
}

TEST_F(GateTest, WaitsAreRoundedUpAndSpread) {
    std::set<int> seen;
    for (int i = 0; i < 200; ++i) seen.insert(retry_after(std::chrono::milliseconds(19'001)));
    EXPECT_EQ(*seen.begin(), 20);
    EXPECT_EQ(*seen.rbegin(), 25);
    EXPECT_THAT(retry_after(std::chrono::nanoseconds(1)), AllOf(Ge(1), Le(2)));
}

TEST_F(GateTest, AnAddressIsLimitedForEveryPageButNotWhatBalancersAsk) {
    limits.per_address = {1, 3};
    start();
    EXPECT_EQ(let_in([&] { return get("/"); }, 2), 2);
    EXPECT_EQ(view("open").status, 200);
    EXPECT_EQ(get("/").status, 429);
    EXPECT_EQ(post("/api/v1/sessions", "{}").status, 429);
    EXPECT_EQ(get("/healthz").status, 200);
    EXPECT_EQ(get("/readyz").status, 503) << "the database is not ready in this test";
    EXPECT_EQ(Client(server->port(), "127.0.0.2").ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
}

TEST_F(GateTest, ACampaignIsLimitedAndItsNeighbourIsNot) {
    limits.per_campaign = {1, 3};
    start();
    EXPECT_EQ(let_in([&] { return spin({bearer()}); }, 10), 3);
    EXPECT_THAT(view("open").json()["detail"].get<std::string>(), HasSubstr("this campaign"));
    EXPECT_EQ(view("followers").status, 200);
}

TEST_F(GateTest, ATenantIsLimitedOverAllItsCampaigns) {
    limits.per_tenant = {1, 3};
    start();
    EXPECT_EQ(let_in([&] { return view("open"); }, 2), 2);
    EXPECT_EQ(let_in([&] { return view("followers"); }, 10), 1);
    EXPECT_EQ(view("foreign").status, 200);
}

TEST_F(GateTest, WhoHasNoSessionDoesNotUseUpACampaignsRate) {
    limits.per_campaign = {1, 3};
    start();
    for (int i = 0; i < 10; ++i) EXPECT_EQ(spin().status, 401);
    EXPECT_EQ(spin({bearer()}).status, 200);
}

TEST_F(GateTest, WithoutLimitsNobodyIsRefused) {
    limits.per_player = {};
    start();
    EXPECT_EQ(let_in([&] { return spin({bearer()}); }, 200), 200);
}

TEST_F(GateTest, TheDefaultIsMoreThanAPlayerTaps) {
    EXPECT_EQ(let_in([&] { return spin({bearer()}); }, 60), 60);
}

TEST_F(GateTest, AnOverloadedEngineRefusesBeforeSessionAndBodyAreLookedAt) {
    engine_is_overloaded() = true;
    const Reply reply = post("/api/v1/campaigns/open/actions/spin", "{broken");
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.code(), "overloaded");
    EXPECT_THAT(std::stoi(reply.header("retry-after")), AllOf(Ge(1), Le(2)));
    EXPECT_EQ(view("open").status, 200);
}

TEST_F(GateTest, RefusalsAreCountedByReason) {
    limits.per_player = {1, 1};
    limits.per_campaign = {1, 2};
    start();
    ops::Metrics figures;
    gate->watch(figures);
    for (int i = 0; i < 3; ++i) spin({bearer("ann")});
    for (const char* player : {"bob", "cho"}) spin({bearer(player)});
    EXPECT_THAT(figures.text(), HasSubstr("fairground_admission_refused_total{reason=\"player\"} 2"));
    EXPECT_THAT(figures.text(), HasSubstr("fairground_admission_refused_total{reason=\"campaign\"} 1"));
    EXPECT_THAT(figures.text(), HasSubstr("fairground_admission_refused_total{reason=\"address\"} 0"));
}

}  // namespace
}  // namespace fairground::http
