#include "staleness/looks.hpp"

#include <Poco/Exception.h>

#include "redis/testing/operator.hpp"

namespace fairground::staleness {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

}  // namespace

PageLooks::PageLooks(const Town& town, const std::string& player) : client_(town.port(), std::chrono::seconds(30)) {
    const auto answer = client_.post("/api/v1/sessions", json{{"provider", "dev"}, {"player", player}}.dump());
    if (answer.status != 201) throw std::runtime_error("login of " + player + " failed: " + answer.body);
    token_ = "Bearer " + answer.json().at("token").get<std::string>();
}

test::Headers PageLooks::headers() const {
    return {{"Authorization", token_}, {"Fairground-Min-Version", std::to_string(version_)}};
}

void PageLooks::learn(const test::HttpAnswer& answer) {
    const auto version = answer.header("fairground-player-version");
    if (!version.empty()) version_ = std::max<std::int64_t>(version_, std::stoll(version));
}

std::optional<std::int64_t> PageLooks::look() {
    try {
        const auto answer = client_.get("/api/v1/campaigns/counter/views/count", headers());
        if (answer.status != 200) return std::nullopt;
        learn(answer);
        return answer.json().at("count").get<std::int64_t>();
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

bool PageLooks::change() {
    try {
        const auto answer = client_.post("/api/v1/campaigns/counter/actions/add", "{}", headers());
        if (answer.status != 200) return false;
        learn(answer);
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

test::Headers PlainLooks::headers() const {
    return {{"Authorization", token_}};
}

bool PlainLooks::change() {
    if (!PageLooks::change()) return false;
    acknowledged_.push_back(Clock::now());
    return true;
}

std::optional<std::int64_t> PlainLooks::look() {
    const auto asked = Clock::now();
    const auto shown = PageLooks::look();
    if (!shown) return std::nullopt;
    const auto seen = static_cast<std::size_t>(*shown);
    if (seen < acknowledged_.size()) latest_ = std::max(latest_, asked - acknowledged_[seen]);
    return shown;
}

NaiveLooks::NaiveLooks(Town& town, const std::string& player)
    : page_(town, player),
      redis_(town.redis_port()),
      key_("naive:" + player),
      query_("SELECT body FROM player_value JOIN player ON player.id = player_id WHERE external_id = '" + player + "'"),
      replica_(test::Sql::mariadb(town.replica().socket(), "root", "fairground")) {}

bool NaiveLooks::change() {
    if (!page_.change()) return false;
    redis::order(redis_, {"DEL", key_});
    return true;
}

std::optional<std::int64_t> NaiveLooks::look() {
    const auto cached = redis::order(redis_, {"GET", key_});
    if (const std::string* count = cached.text()) return std::stoll(*count);
    const auto rows = replica_->query(query_);
    const std::string count = rows.empty() ? "0" : rows.front().front();
    redis::order(redis_, {"SET", key_, count, "EX", "60"});
    return std::stoll(count);
}

}  // namespace fairground::staleness
