#include "campaign/listening.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairground::campaign {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Voice signin{"signin", "shop", {"signin.completed"}, {}};
const Voice wheel{"wheel", "shop", {"prize.won"}, {"points.earned"}};
const Voice growth{"growth", "shop", {"points.earned", "level.up"}, {"signin.completed", "prize.won"}};

std::vector<std::string> texts(const std::vector<Voice>& voices) {
    std::vector<std::string> found;
    for (const Circle& circle : circles(voices)) found.push_back(circle.text);
    return found;
}
std::vector<std::string> texts(const std::vector<Heard>& list) {
    std::vector<std::string> found;
    for (const Heard& heard : list) found.push_back(heard.topic + " " + heard.campaign);
    return found;
}

TEST(Listening, AWayWithoutReturnIsNoCircle) {
    EXPECT_THAT(texts({signin, growth}), IsEmpty());
    EXPECT_THAT(texts(std::vector<Voice>{}), IsEmpty());
}

TEST(Listening, NamesTheWholeCircleOnce) {
    EXPECT_THAT(texts({signin, growth, wheel}), ElementsAre("growth → wheel → growth by points.earned, prize.won"));
}

TEST(Listening, ACampaignThatHearsItselfIsACircle) {
    EXPECT_THAT(texts({{"echo", "shop", {"a", "b"}, {"b", "a"}}}), ElementsAre("echo → echo by a and b"));
}

TEST(Listening, ALongCircleIsNamedInItsOrder) {
    EXPECT_THAT(texts({{"a", "s", {"1"}, {"3"}}, {"c", "s", {"3"}, {"2"}}, {"b", "s", {"2"}, {"1"}}}),
                ElementsAre("a → b → c → a by 1, 2, 3"));
}

TEST(Listening, TwoCirclesAreTwo) {
    EXPECT_THAT(texts({{"a", "s", {"1"}, {"2"}}, {"b", "s", {"2"}, {"1"}}, {"x", "s", {"8"}, {"8"}}}),
                ElementsAre("a → b → a by 1, 2", "x → x by 8"));
}

TEST(Listening, NobodyHearsAnotherTenant) {
    Voice elsewhere = wheel;
    elsewhere.tenant = "bank";
    EXPECT_THAT(texts({growth, elsewhere}), IsEmpty());
    EXPECT_THAT(is_heard(growth, {growth, elsewhere}), IsEmpty());
}

TEST(Listening, TellsWhoIsAtTheOtherEnd) {
    const std::vector<Voice> all{growth, signin, wheel};
    EXPECT_THAT(texts(hears(growth, all)), ElementsAre("prize.won wheel", "signin.completed signin"));
    EXPECT_THAT(texts(is_heard(growth, all)), ElementsAre("points.earned wheel"));
    EXPECT_THAT(texts(hears(signin, all)), IsEmpty());
}

}  // namespace
}  // namespace fairground::campaign
