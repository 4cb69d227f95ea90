#include "http/player_api.hpp"

#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

Answer answer(Answer::Kind kind, std::string code = {}, std::string detail = {}) {
    Answer answer;
    answer.kind = kind;
    answer.code = std::move(code);
    answer.detail = std::move(detail);
    answer.player_version = 9;
    answer.revision = 7;
    return answer;
}

class PlayerApiTest : public Fair {
protected:
    void engine_answers(const Answer& what) {
        const auto held = hold_engine();
        script().act = [what](const engine::ActionCall&) { return what; };
        script().view = [what](const engine::ViewCall&) { return what; };
    }
};

// ---- sessions

TEST_F(PlayerApiTest, SigningInGivesATokenThatTheNextCallAccepts) {
    const Reply reply = post("/api/v1/sessions", R"({"provider":"dev","player":"ann","name":"Ann"})");
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(reply.json()["player"], json({{"id", "ann"}, {"name", "Ann"}}));
    EXPECT_EQ(reply.json()["expires_at"], "2026-03-03T02:06:40.000Z");
    const std::string token = reply.json()["token"];
    EXPECT_EQ(spin({"Authorization: Bearer " + token}).status, 200);
    EXPECT_EQ(spin({"authorization: bearer " + token}).status, 200);
}

TEST_F(PlayerApiTest, SigningInWithoutAKnownProviderIsRefusedByName) {
    EXPECT_EQ(post("/api/v1/sessions", R"({"provider":"wechat","code":"x"})").code(), "unknown_provider");
    EXPECT_EQ(post("/api/v1/sessions", "{}").code(), "unknown_provider");
}

TEST_F(PlayerApiTest, AHostWithoutTheDevProviderBelievesNobody) {
    api->providers.clear();
    EXPECT_EQ(post("/api/v1/sessions", R"({"provider":"dev","player":"ann"})").code(), "unknown_provider");
}

// ---- campaigns

TEST_F(PlayerApiTest, ACampaignTellsWhatItIsAndWhenItIsOpenInItsOwnTimeZone) {
    const json campaign = get("/api/v1/campaigns/open").json();
    EXPECT_EQ(campaign["id"], "open");
    EXPECT_EQ(campaign["plugin"], "fair");
    EXPECT_EQ(campaign["title"], json({{"en", "Fish & chips"}, {"zh", "春日"}}));
    EXPECT_EQ(campaign["status"], "open");
    EXPECT_THAT(campaign["starts_at"].get<std::string>(),
                testing::AllOf(HasSubstr("2026-03-01T10:00:00"), HasSubstr("+08:00")));
    EXPECT_THAT(campaign["ends_at"].get<std::string>(), HasSubstr("2026-03-08T00:00:00"));
    EXPECT_EQ(campaign["page"], "/play/open/");
    EXPECT_EQ(campaign["odds"]["prizes"][0]["chance"], 1.0);
}

TEST_F(PlayerApiTest, AllCampaignsAreListedWithTheirStatus) {
    std::map<std::string, std::string> status;
    const json list = get("/api/v1/campaigns").json();
    for (const auto& campaign : list["campaigns"]) status[campaign["id"]] = campaign["status"];
    EXPECT_EQ(status["open"], "open");
    EXPECT_EQ(status["later"], "not_started");
    EXPECT_EQ(status["over"], "ended");
    EXPECT_EQ(status["paused"], "paused");
    EXPECT_EQ(status.size(), 6);
}

// ---- actions

TEST_F(PlayerApiTest, AnActionReachesTheEngineWithPlayerKeyBodyAndFrozenClock) {
    engine::ActionCall seen;
    script().act = [&](const engine::ActionCall& call) {
        seen = call;
        return answer(Answer::Kind::done);
    };
    post("/api/v1/campaigns/open/actions/spin", R"({"count":3})", {bearer(), "Idempotency-Key: k-1"});
    auto held = hold_engine();
    EXPECT_EQ(seen.player.id, "ann");
    EXPECT_EQ(seen.route->name, "spin");
    EXPECT_EQ(seen.key, "k-1");
    EXPECT_EQ(seen.body, R"({"count":3})");
    EXPECT_EQ(seen.now, now.load());
    EXPECT_GT(seen.deadline, engine::Clock::now());
    held.unlock();
    post("/api/v1/campaigns/open/actions/spin", "", {bearer()});
    held.lock();
    EXPECT_EQ(seen.key, std::nullopt);
    EXPECT_EQ(seen.body, "{}");
}

TEST_F(PlayerApiTest, ADoneActionCarriesRevisionPluginAndVersion) {
    const Reply reply = spin({bearer()});
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, R"({"prize":"tea"})");
    EXPECT_EQ(reply.header("fairground-campaign-revision"), "7");
    EXPECT_EQ(reply.header("fairground-plugin"), "fair/1.2.0");
    EXPECT_EQ(reply.header("fairground-player-version"), "5");
    EXPECT_EQ(reply.header("cache-control"), "no-store");
    EXPECT_EQ(reply.header("idempotency-replayed"), "");
}

TEST_F(PlayerApiTest, AStoredAnswerSaysSo) {
    Answer stored = answer(Answer::Kind::done);
    stored.body = "{}";
    stored.replayed = true;
    engine_answers(stored);
    EXPECT_EQ(spin({bearer()}).header("idempotency-replayed"), "true");
}

TEST_F(PlayerApiTest, EachKindOfAnswerHasItsStatusAndCode) {
    engine_answers(answer(Answer::Kind::refused, "no_spins_left", "none left"));
    Reply reply = spin({bearer()});
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    EXPECT_EQ(reply.json()["code"], "no_spins_left");
    EXPECT_EQ(reply.json()["type"], "urn:fairground:no_spins_left");
    EXPECT_EQ(reply.json()["status"], 409);
    EXPECT_EQ(reply.json()["detail"], "none left");
    EXPECT_EQ(reply.header("fairground-player-version"), "9");
    engine_answers(answer(Answer::Kind::invalid, "invalid_body", "count: too large"));
    EXPECT_EQ(spin({bearer()}).status, 422);
    EXPECT_EQ(spin({bearer()}).code(), "invalid_body");
    engine_answers(answer(Answer::Kind::key_conflict));
    EXPECT_EQ(spin({bearer()}).status, 422);
    EXPECT_EQ(spin({bearer()}).code(), "idempotency_key_reused");
}

TEST_F(PlayerApiTest, WhatIsNotThereIs503AndSaysWhenToAskAgain) {
    engine_answers(answer(Answer::Kind::unavailable, "", "db-7 is down"));
    const Reply reply = spin({bearer()});
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(reply.code(), "unavailable");
    EXPECT_EQ(reply.header("retry-after"), "1");
    EXPECT_EQ(reply.json()["retry_after_s"], 1);
    EXPECT_THAT(reply.body, Not(HasSubstr("db-7")));
}

TEST_F(PlayerApiTest, AFaultIs500AndKeepsItsReasonToItself) {
    engine_answers(answer(Answer::Kind::fault, "", "null pointer in prize table"));
    const Reply reply = spin({bearer(), "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"});
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.code(), "fault");
    EXPECT_THAT(reply.body, Not(HasSubstr("null pointer")));
    EXPECT_EQ(reply.json()["trace_id"], "0af7651916cd43dd8448eb211c80319c");
}

TEST_F(PlayerApiTest, OutsideItsWindowOrPausedACampaignRefusesBeforeTheEngine) {
    script().act = [](const engine::ActionCall&) -> Answer { throw std::logic_error("must not be asked"); };
    const auto refusal = [&](const std::string& campaign) {
        const Reply reply = post("/api/v1/campaigns/" + campaign + "/actions/spin", "{}", {bearer()});
        EXPECT_EQ(reply.status, 409);
        EXPECT_EQ(reply.header("fairground-plugin"), "fair/1.2.0");
        return reply.code();
    };
    EXPECT_EQ(refusal("later"), "not_started");
    EXPECT_EQ(refusal("over"), "ended");
    EXPECT_EQ(refusal("paused"), "paused");
    EXPECT_EQ(refusal("followers"), "followers_only");
}

TEST_F(PlayerApiTest, WithAKeyTheEngineIsAskedForTheStoredAnswerBeforeAClosedCampaignRefuses) {
    std::optional<engine::Closed> closed;
    script().act = [&](const engine::ActionCall& call) {
        closed = call.closed;
        return answer(Answer::Kind::done);
    };
    post("/api/v1/campaigns/over/actions/spin", "{}", {bearer(), "Idempotency-Key: k-1"});
    const auto held = hold_engine();
    ASSERT_TRUE(closed.has_value());
    EXPECT_EQ(closed->code, "ended");
}

TEST_F(PlayerApiTest, AnActionNeedsASession) {
    const Reply reply = spin();
    EXPECT_EQ(reply.status, 401);
    EXPECT_EQ(reply.code(), "no_session");
    EXPECT_EQ(reply.header("www-authenticate"), "Bearer");
    EXPECT_EQ(spin({"Authorization: Bearer nonsense"}).code(), "bad_session");
    const std::string old = bearer();
    now = now.load() + std::chrono::hours(2);
    EXPECT_EQ(spin({old}).code(), "session_expired");
}

TEST_F(PlayerApiTest, APlayerOfAnotherTenantIsTurnedAway) {
    const Reply reply = post("/api/v1/campaigns/foreign/actions/spin", "{}", {bearer()});
    EXPECT_EQ(reply.status, 403);
    EXPECT_EQ(reply.code(), "other_tenant");
}

TEST_F(PlayerApiTest, WhatPartnersAndAdminsMayDoIsNotThere) {
    for (const char* action : {"import", "adjust", "nothing"})
        EXPECT_EQ(post(std::string("/api/v1/campaigns/open/actions/") + action, "{}", {bearer()}).code(),
                  "no_such_action");
    for (const char* view : {"report", "audit", "nothing"})
        EXPECT_EQ(get(std::string("/api/v1/campaigns/open/views/") + view, {bearer()}).code(), "no_such_view");
    EXPECT_EQ(post("/api/v1/campaigns/nothing/actions/spin", "{}", {bearer()}).code(), "no_such_campaign");
    EXPECT_EQ(get("/api/v1/admin/campaigns").status, 404);
}

// ---- views

TEST_F(PlayerApiTest, AViewGetsTheQueryWithoutWhatIsOurs) {
    std::string query;
    script().view = [&](const engine::ViewCall& call) {
        query = call.query;
        EXPECT_FALSE(call.player.has_value());
        return answer(Answer::Kind::done);
    };
    get("/api/v1/campaigns/open/views/prizes?cursor=a%20b&consistency=strong&limit=5");
    const auto held = hold_engine();
    EXPECT_EQ(json::parse(query), json({{"cursor", "a b"}, {"limit", "5"}}));
    EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes?consistency=weak").code(), "bad_consistency");
}

TEST_F(PlayerApiTest, AReaderMaySayHowNewItHasToBe) {
    engine::Fresh fresh;
    script().view = [&](const engine::ViewCall& call) {
        fresh = call.fresh;
        return answer(Answer::Kind::done);
    };
    const std::string view = "/api/v1/campaigns/open/views/prizes";
    get(view);
    EXPECT_FALSE(fresh.strong);
    EXPECT_EQ(fresh.version, 0);
    get(view + "?consistency=strong", {"Fairground-Min-Version: 12"});
    EXPECT_TRUE(fresh.strong);
    EXPECT_EQ(fresh.version, 12);
    for (const char* wrong : {"", "-1", "1.5", "12a", "99999999999999999999"})
        EXPECT_EQ(get(view, {std::string("Fairground-Min-Version: ") + wrong}).code(), "bad_min_version") << wrong;
    EXPECT_EQ(get(view, {"Fairground-Min-Version: 1", "Fairground-Min-Version: 2"}).code(), "bad_min_version");
}

TEST_F(PlayerApiTest, AViewSeenBeforeIsNotSentAgain) {
    const Reply first = get("/api/v1/campaigns/open/views/prizes");
    ASSERT_EQ(first.status, 200);
    const std::string etag = first.header("etag");
    ASSERT_EQ(etag.size(), 34);
    const Reply second = get("/api/v1/campaigns/open/views/prizes", {"If-None-Match: \"other\", " + etag});
    EXPECT_EQ(second.status, 304);
    EXPECT_EQ(second.body, "");
    EXPECT_EQ(second.header("etag"), etag);
    engine_answers(answer(Answer::Kind::done));
    EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes", {"If-None-Match: " + etag}).status, 200);
}

TEST_F(PlayerApiTest, AViewForPlayersNeedsASessionAndABadTokenIsNeverIgnored) {
    EXPECT_EQ(get("/api/v1/campaigns/open/views/history").code(), "no_session");
    EXPECT_EQ(get("/api/v1/campaigns/open/views/history", {bearer()}).status, 200);
    EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes", {"Authorization: Bearer x"}).code(), "bad_session");
}

TEST_F(PlayerApiTest, ViewsAnswerWhateverTheCampaignsStatus) {
    for (const char* campaign : {"later", "over", "paused"})
        EXPECT_EQ(get(std::string("/api/v1/campaigns/") + campaign + "/views/prizes").status, 200);
}

TEST_F(PlayerApiTest, ACampaignInQuarantineIsUnavailableAndItsPluginIsNotCalled) {
    catalogue->find("open")->set_quarantined(true);
    const auto expect_unavailable = [](const Reply& reply) {
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.code(), "quarantined");
        EXPECT_EQ(reply.header("retry-after"), "60");
    };
    expect_unavailable(spin({bearer()}));
    expect_unavailable(get("/api/v1/campaigns/open/views/prizes"));
    EXPECT_EQ(get("/api/v1/campaigns/open").json()["status"], "quarantined");

    // A key may have its answer already: the engine looks, and calls nobody.
    std::optional<engine::Closed> closed;
    script().act = [&](const engine::ActionCall& call) {
        closed = call.closed;
        return engine::Answer{.kind = closed->kind, .code = closed->code, .detail = closed->detail};
    };
    expect_unavailable(spin({bearer(), "Idempotency-Key: k-1"}));
    catalogue->find("open")->set_quarantined(false);
    EXPECT_EQ(get("/api/v1/campaigns/open").json()["status"], "open");
}

// ---- two revisions of one campaign

class TwoRevisionsApiTest : public PlayerApiTest {
protected:
    TwoRevisionsApiTest() {
        const auto campaign = catalogue->find("open");
        const auto live = campaign->revision();
        auto file = live->config;
        file.title["en"] = "Next";
        next = campaign::unpublished(file, *shelf);
        campaign->serve({.live = live,
                         .next = next,
                         .picker = campaign::Picker("open", next->number,
                                                    {.share = 0, .tenants = {}, .regions = {}, .allow = {"eve"}}),
                         .base = {},
                         .change = 1});
        const auto held = hold_engine();
        script().act = [](const engine::ActionCall& call) {
            Answer made = answer(Answer::Kind::done);
            made.revision = call.revision->number;
            return made;
        };
        script().view = [](const engine::ViewCall& call) {
            Answer made = answer(Answer::Kind::done);
            made.body = "{\"by\":" + std::to_string(call.revision->number) + "}";
            made.of_player = false;
            made.lasting = Answer::Lasting{call.now + std::chrono::minutes(1), call.now + std::chrono::minutes(1)};
            return made;
        };
    }
    static std::string revision_of(const Reply& reply) { return reply.header("fairground-campaign-revision"); }

    std::shared_ptr<const campaign::Revision> next;
};

TEST_F(TwoRevisionsApiTest, EachAnswersWhomItWasPickedForAndSaysSo) {
    EXPECT_EQ(revision_of(spin({bearer("ann")})), "7");
    EXPECT_EQ(revision_of(spin({bearer("eve")})), "1");
    EXPECT_EQ(next->figures->counted().calls, 1u);
    EXPECT_EQ(next->figures->take_uses().at(0).route, "action spin");
}

TEST_F(TwoRevisionsApiTest, AViewKeptOfOneIsNeverGivenForTheOther) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes", {bearer("ann")}).json()["by"], 7);
        EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes", {bearer("eve")}).json()["by"], 1);
        EXPECT_EQ(get("/api/v1/campaigns/open/views/prizes").json()["by"], 7) << "a visitor has what is live";
    }
}

}  // namespace
}  // namespace fairground::http
