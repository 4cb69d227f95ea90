#include "store/mariadb/grants.hpp"

#include <gmock/gmock.h>

namespace fairground::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> wanted{"SELECT", "INSERT", "INDEX"};

std::vector<std::string> missing(const std::vector<std::string>& grants) {
    return missing_privileges(grants, "fair_ground", wanted);
}

TEST(Grants, OfEverythingGiveAllThatIsWanted) {
    EXPECT_THAT(missing({"GRANT ALL PRIVILEGES ON *.* TO `root`@`localhost` WITH GRANT OPTION"}), IsEmpty());
    EXPECT_THAT(missing({"GRANT ALL PRIVILEGES ON `fair\\_ground`.* TO `fair`@`%`"}), IsEmpty());
}

TEST(Grants, NameWhatIsMissing) {
    EXPECT_THAT(
        missing({"GRANT USAGE ON *.* TO `fair`@`%`", "GRANT SELECT, UPDATE ON `fair\\_ground`.* TO `fair`@`%`"}),
        ElementsAre("INSERT", "INDEX"));
}

TEST(Grants, AddUpOverTheirLines) {
    EXPECT_THAT(missing({"GRANT SELECT ON *.* TO `fair`@`%`", "GRANT `players` TO `fair`@`%`",
                         "GRANT INSERT, INDEX ON `fair%`.* TO `players`"}),
                IsEmpty());
}

TEST(Grants, ForAnotherDatabaseOrOneTableGiveNothing) {
    EXPECT_THAT(missing({"GRANT ALL PRIVILEGES ON `fairground`.* TO `fair`@`%`",
                         "GRANT ALL PRIVILEGES ON `fair_ground`.`player` TO `fair`@`%`"}),
                ElementsAre("SELECT", "INSERT", "INDEX"));
}

}  // namespace
}  // namespace fairground::store
