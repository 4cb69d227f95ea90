#include "http/testing/malformed.hpp"

#include <set>

#include "http/testing/fair.hpp"

namespace fairground::http {
namespace {

class Malformed : public Fair {
protected:
    Malformed() {
        limits.per_player = {};  // one player sends them all
        start();
    }
    std::vector<Case> cases() const {
        const std::string token = bearer().substr(std::string("Authorization: Bearer ").size());
        auto all = malformed_messages(token);
        for (auto& one : malformed_content(token)) all.push_back(std::move(one));
        return all;
    }
};

TEST_F(Malformed, TheCasesAreManyAndAllDifferent) {
    std::set<std::string> names;
    std::set<std::string> requests;
    for (const Case& one : cases()) {
        EXPECT_TRUE(names.insert(one.name).second) << one.name;
        EXPECT_TRUE(requests.insert(one.bytes).second) << one.name;
    }
    EXPECT_GE(requests.size(), 200);
    RecordProperty("cases", static_cast<int>(requests.size()));
}

TEST_F(Malformed, EachGetsItsOwnAnswerAndTheHostGoesOn) {
    for (const Case& one : cases()) {
        SCOPED_TRACE(one.name);
        Client client = connect();
        const Reply reply = client.ask(one.bytes);
        EXPECT_EQ(reply.status, one.status);
        if (reply.header("content-type") != "application/problem+json") {
            ADD_FAILURE() << "not a problem: " << reply.body;
            continue;
        }
        const auto problem = reply.json();
        EXPECT_EQ(problem["code"], one.code) << problem["detail"];
        EXPECT_EQ(problem["status"], one.status);
        EXPECT_EQ(problem["trace_id"].get<std::string>().size(), 32);
        EXPECT_FALSE(problem["title"].get<std::string>().empty());
        EXPECT_FALSE(problem["detail"].get<std::string>().empty());
        EXPECT_EQ(problem["type"], "urn:fairground:" + one.code);
        EXPECT_EQ(reply.header("connection"), one.ends ? "close" : "");
        if (one.status == 405) {
            EXPECT_NE(reply.header("allow"), "");
        }
        if (one.ends)
            EXPECT_TRUE(client.ends());
        else
            EXPECT_EQ(client.ask(get_of("/healthz")).status, 200);
    }
    EXPECT_EQ(spin({bearer()}).status, 200);
    EXPECT_EQ(server->in_flight(), 0);
}

}  // namespace
}  // namespace fairground::http
