#include "store/url.hpp"

#include <gtest/gtest.h>

namespace fairground::store {
namespace {

std::string refusal(const std::string& url) {
    try {
        parse_url(url);
        return "accepted";
    } catch (const std::invalid_argument& e) {
        return e.what();
    }
}

TEST(Url, OfASqliteFile) {
    EXPECT_EQ(std::get<SqliteUrl>(parse_url("sqlite:./var/a b.db")).path, "./var/a b.db");
}

TEST(Url, OfAMariaDbDatabase) {
    const auto url = std::get<MariaDbUrl>(parse_url("mariadb://app@db.example:3307/fairground"));
    EXPECT_EQ(url.host, "db.example");
    EXPECT_EQ(url.port, 3307u);
    EXPECT_EQ(url.user, "app");
    EXPECT_EQ(url.database, "fairground");
    EXPECT_EQ(std::get<MariaDbUrl>(parse_url("mariadb://app@db/fairground")).port, 3306u);
}

TEST(Url, NamesWhatIsWrong) {
    EXPECT_NE(refusal("postgres://a@b/c").find("unknown kind of database"), std::string::npos);
    EXPECT_NE(refusal("sqlite:").find("the path is missing"), std::string::npos);
    EXPECT_NE(refusal("sqlite::memory:").find("in memory"), std::string::npos);
    EXPECT_NE(refusal("mariadb://db/fairground").find("the user is missing"), std::string::npos);
    EXPECT_NE(refusal("mariadb://app@/fairground").find("the host is missing"), std::string::npos);
    EXPECT_NE(refusal("mariadb://app@db").find("the database is missing"), std::string::npos);
    EXPECT_NE(refusal("mariadb://app@db:x/fairground").find("'x' is not a port"), std::string::npos);
    EXPECT_NE(refusal("mariadb://app@db/a?b=c").find("is not a database name"), std::string::npos);
}

TEST(Url, DoesNotRepeatAPasswordThatDoesNotBelongThere) {
    EXPECT_NE(refusal("mariadb://app:geheim@db/fairground").find("password_file"), std::string::npos);
    EXPECT_EQ(refusal("mariadb://app:geheim@db/fairground").find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace fairground::store
