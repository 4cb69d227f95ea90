// A storm beside campaigns that make the host crash, and what the drills of the supervisor ask of it.
#pragma once
#include "drills/bounds.hpp"
#include "drills/storm.hpp"

namespace fairground::drills {

// "always" crashes on each call, "sometimes" on every 1,000th. In quarantine after so many crashes; 0: never.
class CrashyStorm {
public:
    CrashyStorm(test::PrivateMariaDb* server, int crashes);
    Storm& operator*() { return *storm_; }
    Storm* operator->() { return storm_.get(); }

private:
    test::TempDir plugins_;
    std::unique_ptr<Storm> storm_;
};

// A player of a campaign that crashes, who asks once and waits.
class Poker {
public:
    Poker(test::HostProcess& host, std::string campaign);
    // The answer; empty: the connection broke.
    std::optional<test::HttpAnswer> poke(const std::string& key);

private:
    test::HostProcess& host_;
    const std::string campaign_;
    std::string token_;
};

// Until a new connection gets an answer, which may take a while but is never refused: throws if it is.
std::chrono::milliseconds time_to_answer(const test::HostProcess& host);
bool comes_true(const std::function<bool()>& condition, std::chrono::seconds patience = std::chrono::seconds(10));
std::size_t times(const std::string& text, const std::string& in);
// And nobody was told that the host is busy.
void expect_all_adds_up_for_everyone(Storm& storm);

}  // namespace fairground::drills
