#include "http/console_pages.hpp"

#include <fstream>

#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConsolePagesTest : public Fair {
protected:
    void write(const std::string& name, const std::string& content) {
        const auto file = folder / "console" / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content;
    }
    void open() {
        add_console_routes(admin, folder / "console");
        listener.start();
    }
    Reply ask(const std::string& path, const std::string& header = "") {
        return Client(listener.port()).ask("GET " + path + " HTTP/1.1\r\nHost: admin\r\n" + header + "\r\n");
    }

    Router admin{metrics};
    Server listener{{{"127.0.0.1", 0}, 1, limits}, metrics, [this](Request& request, const Respond& respond) {
                        admin(request, respond);
                    }};
};

TEST_F(ConsolePagesTest, TheConsoleIsServedWithAPolicyThatLetsOnlyItsOwnScriptsRun) {
    write("index.html", "<!doctype html><script type=module src=./assets/app-BxY3z19a.js></script>");
    open();
    const Reply page = ask("/console/");
    ASSERT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    const auto policy = page.header("content-security-policy");
    EXPECT_THAT(policy, HasSubstr("default-src 'none'; script-src 'self';"));
    EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(policy, Not(HasSubstr("unsafe-eval")));
    EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
}

TEST_F(ConsolePagesTest, WhatIsNamedByItsContentIsKeptForEverAndThePageIsAskedForAgain) {
    write("index.html", "<!doctype html>");
    write("assets/app-BxY3z19a.js", "let a = 1");
    open();
    EXPECT_THAT(ask("/console/assets/app-BxY3z19a.js").header("cache-control"), HasSubstr("immutable"));
    const Reply page = ask("/console/");
    EXPECT_EQ(page.header("cache-control"), "no-cache");
    EXPECT_EQ(ask("/console/", "If-None-Match: " + page.header("etag") + "\r\n").status, 304);
}

TEST_F(ConsolePagesTest, WithoutItsSlashItIsFoundByARelativeRedirect) {
    open();
    EXPECT_EQ(ask("/console").status, 308);
    EXPECT_EQ(ask("/console").header("location"), "console/");
}

TEST_F(ConsolePagesTest, AHostBuiltWithoutItSaysSo) {
    open();
    const Reply page = ask("/console/");
    EXPECT_EQ(page.status, 404);
    EXPECT_THAT(page.body, HasSubstr("built without the console"));
}

TEST_F(ConsolePagesTest, WhatIsNotThereIsNotFoundAndNothingElseIsServed) {
    write("index.html", "<!doctype html>");
    open();
    EXPECT_EQ(ask("/console/assets/none.js").status, 404);
    EXPECT_THAT(ask("/console/none").body, HasSubstr("no such page"));
    EXPECT_EQ(ask("/console/../fairground.yaml").status, 400);
}

}  // namespace
}  // namespace fairground::http
