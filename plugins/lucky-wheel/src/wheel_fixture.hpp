// The vocabulary of the wheel's tests.
#pragma once
#include <string>
#include <vector>

#include <fairground/testkit.hpp>
#include <gmock/gmock.h>

namespace lucky_wheel {

using fairground::Testkit;
using Json = nlohmann::json;
using Result = Testkit::Result;

inline Json with(Json json, const Json& more) {
    json.update(more);
    return json;
}
// A prize that awards nothing, unless more says so.
inline Json prize(const std::string& id, std::int64_t weight, const Json& more = Json::object()) {
    return with({{"id", id}, {"title", {{"en", "The " + id}, {"zh", "奖 " + id}}}, {"weight", weight}}, more);
}
inline Json points(std::int64_t amount) {
    return {{"award", {{"currency", "points"}, {"amount", amount}}}};
}
inline Json goods(const std::string& name) {
    return {{"award", {{"goods", name}}}};
}
inline Json coupon(const std::string& pool) {
    return {{"award", {{"coupon", pool}}}};
}
inline Json thanks() {
    return prize("thanks", 90);
}

inline Json settings(const std::vector<Json>& prizes, const Json& more = Json::object()) {
    return with({{"prizes", prizes}}, more);
}

// A wheel on which somebody turns. After each test, nothing may have been used that was not planned.
class Wheel : public Testkit {
public:
    explicit Wheel(const Json& settings) : Testkit(settings) {}
    ~Wheel() { EXPECT_THAT(warnings(), testing::IsEmpty()); }

    Result spin(int count = 1) { return act("spin", {{"count", count}}); }
    // The next turn draws the prize at this index.
    Wheel& draw(std::uint32_t index) { return script({index, 0}), *this; }
    // Draws the prize at this index; the id of what was given.
    std::string spin_at(std::uint32_t index) { return prize_of(draw(index).spin()); }

    static std::string prize_of(const Result& result) {
        return result.ok() ? result.body["spins"][0]["prize"].get<std::string>() : result.code;
    }
    static std::vector<std::string> prizes_of(const Result& result) {
        std::vector<std::string> ids;
        for (const Json& spin : result.body.at("spins")) ids.push_back(spin["prize"]);
        return ids;
    }
};

}  // namespace lucky_wheel
