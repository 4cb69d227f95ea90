#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class PagesTest : public Fair {};

TEST_F(PagesTest, TheFrontPageLeadsToTheCampaignsInTheReadersLanguage) {
    const Reply english = get("/");
    EXPECT_EQ(english.status, 200);
    EXPECT_THAT(english.body, HasSubstr("<a href=\"play/open/\">Fish &amp; chips</a>"));
    EXPECT_THAT(english.body, HasSubstr("not open yet"));
    const Reply chinese = get("/", {"Accept-Language: zh-CN,zh;q=0.9,en;q=0.8"});
    EXPECT_THAT(chinese.body, testing::AllOf(HasSubstr("lang=\"zh\""), HasSubstr("春日"), HasSubstr("尚未开始")));
}

TEST_F(PagesTest, ThePageIsServedWithSecurityHeadersAndRevalidated) {
    const Reply page = get("/play/open/");
    ASSERT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    EXPECT_THAT(page.header("content-security-policy"), HasSubstr("default-src 'self'"));
    EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(get("/play/open/index.html", {"If-None-Match: " + page.header("etag")}).status, 304);
}

TEST_F(PagesTest, AssetsWithAHashInTheirNameMayBeKeptForEver) {
    const Reply asset = get("/play/open/assets/app-BxY3z19a.js");
    EXPECT_EQ(asset.body, "let a = 1");
    EXPECT_EQ(asset.header("content-type"), "text/javascript; charset=utf-8");
    EXPECT_THAT(asset.header("cache-control"), HasSubstr("immutable"));
}

TEST_F(PagesTest, TextIsPackedForThoseWhoCanUnpackIt) {
    const Reply plain = get("/play/open/");
    const Reply packed = get("/play/open/", {"Accept-Encoding: br, gzip"});
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
    EXPECT_LT(packed.body.size(), plain.body.size() / 4);
    EXPECT_NE(packed.header("etag"), plain.header("etag"));
    EXPECT_EQ(get("/play/open/", {"Accept-Encoding: gzip;q=0"}).header("content-encoding"), "");
}

TEST_F(PagesTest, WithoutItsSlashAPageIsFoundByARelativeRedirect) {
    const Reply reply = get("/play/open", {"Host: evil.example"});
    EXPECT_EQ(reply.status, 400) << "two Host headers";
    EXPECT_EQ(get("/play/open").status, 308);
    EXPECT_EQ(get("/play/open").header("location"), "open/");
}

TEST_F(PagesTest, WhereOursIsKnownEverythingLeadsThereWhateverTheRequestSaysOfItsHost) {
    public_url = "https://play.example.com";
    trusted_proxies = {config::Network{{}, 0}};  // not even what everybody who is trusted says
    start();
    const auto ask = [&](const std::string& path) {
        return connect().ask("GET " + path +
                             " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                             "X-Forwarded-Proto: http\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n");
    };
    EXPECT_EQ(ask("/play/open").header("location"), "https://play.example.com/play/open/");
    EXPECT_THAT(ask("/").body, HasSubstr("<a href=\"https://play.example.com/play/open/\">"));
    EXPECT_THAT(ask("/play/none/").body, HasSubstr("<a href=\"https://play.example.com/\">"));
    const auto campaign = ask("/api/v1/campaigns/open").json();
    EXPECT_TRUE(campaign["page"].is_null() || campaign["page"] == "https://play.example.com/play/open/") << campaign;
    for (const char* path :
         {"/", "/play/open", "/play/open/", "/play/none/", "/api/v1/campaigns", "/api/v1/campaigns/open"}) {
        const Reply reply = ask(path);
        EXPECT_THAT(reply.body, Not(HasSubstr("evil"))) << path;
        for (const auto& [name, value] : reply.headers)
            EXPECT_THAT(value, Not(HasSubstr("evil"))) << path << " " << name;
    }
}

TEST_F(PagesTest, NothingOutsideTheFolderIsServed) {
    for (const char* path : {"/play/open/.secret", "/play/open/assets", "/play/open/assets/", "/play/open/nothing.js",
                             "/play/none/", "/play/none", "/play/open//index.html"})
        EXPECT_EQ(get(path).status, 404) << path;
    for (const char* path :
         {"/play/open/../../etc/passwd", "/play/open/%2e%2e/x", "/play/open/..%2f..%2fetc/passwd", "/play/open/%5c.."})
        EXPECT_EQ(get(path).status, 400) << path;
}

TEST_F(PagesTest, AHostWithoutThePageSaysSo) {
    pages.clear();
    const Reply reply = get("/play/open/");
    EXPECT_EQ(reply.status, 404);
    EXPECT_THAT(reply.body, HasSubstr("built without the page"));
}

TEST_F(PagesTest, HeadTellsTheLengthAndSendsNothing) {
    Client client = connect();
    client.send("HEAD /play/open/ HTTP/1.1\r\nHost: fair\r\n\r\n");
    const Reply head = client.read(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), std::to_string(get("/play/open/").body.size()));
    EXPECT_EQ(client.ask("GET /healthz HTTP/1.1\r\nHost: fair\r\n\r\n").body, R"({"status":"ok"})");
}

}  // namespace
}  // namespace fairground::http
