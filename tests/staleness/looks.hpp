// How a player looks: through the hosts, as a page does it or as a plain client; or, for comparison, through a cache as
// product teams write it.
#pragma once
#include <deque>
#include <optional>

#include "staleness/checker.hpp"
#include "staleness/town.hpp"
#include "support/sql.hpp"

namespace fairground::staleness {

// Remembers the highest version of any answer and sends it with every question, as pages do.
class PageLooks : public Looks {
public:
    PageLooks(const Town& town, const std::string& player);
    std::optional<std::int64_t> look() override;
    bool change() override;

protected:
    virtual test::Headers headers() const;
    void learn(const test::HttpAnswer& answer);

    test::HttpClient client_;
    std::string token_;
    std::int64_t version_ = 0;
};

// Sends no version: he is promised that what was done `bound` ago is seen, on every host.
class PlainLooks final : public PageLooks {
public:
    static constexpr std::chrono::seconds bound{2};
    using PageLooks::PageLooks;
    std::optional<std::int64_t> look() override;
    bool change() override;
    bool violated() const { return latest_ > bound; }
    // How long after a change was acknowledged an answer without it still came, at most.
    std::chrono::milliseconds latest() const { return std::chrono::ceil<std::chrono::milliseconds>(latest_); }

protected:
    test::Headers headers() const override;

private:
    std::deque<std::chrono::steady_clock::time_point> acknowledged_;  // each change since the start
    std::chrono::steady_clock::duration latest_{0};
};

// Incident M4: after a change the key is deleted; who finds it missing fills it from the replica.
class NaiveLooks final : public Looks {
public:
    NaiveLooks(Town& town, const std::string& player);
    std::optional<std::int64_t> look() override;
    bool change() override;

private:
    PageLooks page_;
    const unsigned short redis_;
    const std::string key_;
    const std::string query_;
    std::unique_ptr<test::Sql> replica_;
};

}  // namespace fairground::staleness
