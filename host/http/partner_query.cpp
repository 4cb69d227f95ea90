#include "http/partner_query.hpp"

#include <unordered_set>

#include <sodium.h>

#include "http/problem.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;
using plugin::Route;

constexpr std::string_view own_view = "@accounts";
constexpr std::size_t longest_player = 64;
constexpr std::size_t longest_field = 256;

[[noreturn]] void wrong(const char* code, const std::string& where, const std::string& expected, const json& found) {
    constexpr std::size_t enough = 60;
    std::string text = found.dump(-1, ' ', true, json::error_handler_t::replace);
    if (text.size() > enough) text = text.substr(0, enough) + "…";
    throw Problem(400, code, where + ": expected " + expected + ", found " + text);
}

void no_others(const json& object, const std::vector<std::string>& known, const std::string& where) {
    for (const auto& [name, value] : object.items()) {
        if (std::ranges::find(known, name) != known.end()) continue;
        std::string names;
        for (const auto& one : known) names += (names.empty() ? "" : ", ") + one;
        throw Problem(400, "unknown_member",
                      where + "there is no \"" + name.substr(0, longest_player) + "\" here; there are: " + names);
    }
}

bool is_player(const std::string& id) {
    return !id.empty() && id.size() <= longest_player &&
           id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-") == id.npos;
}

std::vector<std::string> players_of(const json& body) {
    const auto& list = body.contains("players") ? body["players"] : json();
    if (!list.is_array() || list.empty()) wrong("bad_players", "players", "a list of 1 to 1000 ids", list);
    if (list.size() > max_players)
        throw Problem(
            400, "too_many_players",
            "players: expected at most 1000, found " + std::to_string(list.size()) + "; ask in several calls");
    std::vector<std::string> players;
    std::unordered_set<std::string_view> seen;
    players.reserve(list.size());
    for (const auto& id : list) {
        const std::string where = "players/" + std::to_string(players.size());
        if (!id.is_string() || !is_player(id.get_ref<const std::string&>()))
            wrong("bad_players", where, "an id of 1 to 64 letters, digits and ._@-", id);
        players.push_back(id);
        if (!seen.insert(players.back()).second) wrong("bad_players", where, "each player once", id);
    }
    return players;
}

std::vector<std::string> names_of(const json& list, const char* code, const std::string& where) {
    std::vector<std::string> names;
    if (!list.is_array() || list.empty()) wrong(code, where, "a list of names", list);
    for (const auto& name : list) {
        if (!name.is_string()) wrong(code, where + "/" + std::to_string(names.size()), "a name", name);
        names.push_back(name);
    }
    return names;
}

// Of the whole question; a view may name another.
std::vector<std::string> campaigns_of(const json& body) {
    if (body.contains("campaign") && body.contains("campaigns"))
        throw Problem(400, "bad_campaign", "expected campaign or campaigns, found both");
    if (body.contains("campaigns")) return names_of(body["campaigns"], "bad_campaign", "campaigns");
    if (!body.contains("campaign")) return {};
    if (!body["campaign"].is_string()) wrong("bad_campaign", "campaign", "the name of a campaign", body["campaign"]);
    return {body["campaign"]};
}

json query_of(const json& view, const std::string& where) {
    if (!view.contains("query")) return json::object();
    const auto& query = view["query"];
    if (!query.is_object()) wrong("bad_views", where + "/query", "an object of texts", query);
    for (const auto& [name, value] : query.items())
        if (!value.is_string()) wrong("bad_views", where + "/query/" + name.substr(0, longest_player), "a text", value);
    return query;
}

class Views {
public:
    Views(const PartnerApi& api, const auth::ApiKey& key) : api_(api), key_(key), now_(api.now()) {}

    void read(const json& body) {
        const auto campaigns = campaigns_of(body);
        const auto& list = body.contains("views") ? body["views"] : json();
        if (!list.is_array() || list.empty()) wrong("bad_views", "views", "a list of names or {name, query}", list);
        for (std::size_t i = 0; i < list.size(); ++i) add(list[i], "views/" + std::to_string(i), campaigns);
        if (views_.size() > max_views)
            throw Problem(400, "too_many_views",
                          "views: expected at most 20, each campaign counted, found " + std::to_string(views_.size()));
    }
    void hand_over(Query& query) {
        query.views = std::make_shared<const std::vector<engine::BulkView>>(std::move(views_));
        query.labels = std::move(labels_);
    }

private:
    void add(const json& view, const std::string& where, const std::vector<std::string>& campaigns) {
        if (view.is_string()) return add({{"name", view}}, where, campaigns);
        if (!view.is_object()) wrong("bad_views", where, "a name or {name, query}", view);
        no_others(view, {"name", "campaign", "query"}, where + ": ");
        if (!view.contains("name") || !view["name"].is_string())
            wrong("bad_views", where + "/name", "the name of a view", view.contains("name") ? view["name"] : json());
        const std::string name = view["name"];
        if (name == own_view) return add_own(view, where);
        auto of = campaigns;
        if (view.contains("campaign"))
            of = names_of(json::array({view["campaign"]}), "bad_campaign", where + "/campaign");
        if (of.empty())
            throw Problem(400, "bad_campaign", where + ": of which campaign? Name it here or for the whole question");
        const auto query = query_of(view, where);
        for (const auto& campaign : of) add_of_campaign(campaign, name, query);
    }

    void add_own(const json& view, const std::string& where) {
        if (view.size() > 1) throw Problem(400, "bad_views", where + ": @accounts takes no campaign and no query");
        views_.emplace_back();
        labels_.push_back("\"view\":\"@accounts\"");
    }

    void add_of_campaign(const std::string& id, const std::string& name, const json& query) {
        const auto& open = campaign(id);
        const Route* route = open.revision->rules->manifest().view(name);
        if (route == nullptr || route->role == Route::Role::admin)
            throw Problem(404, "no_such_view",
                          "the campaign " + id +
                              " has no view of this name for partners: " + json(name.substr(0, longest_player)).dump());
        engine::BulkView bulk{.revision = open.revision, .route = route, .query = query.dump(), .closed = open.closed};
        for (const auto& [parameter, value] : query.items()) bulk.parameters.emplace_back(parameter, value);
        views_.push_back(std::move(bulk));
        labels_.push_back("\"view\":\"" + name + "\",\"campaign\":\"" + id + "\"");
    }

    // One revision for the whole question.
    struct Open {
        std::shared_ptr<const campaign::Revision> revision;
        std::optional<engine::Closed> closed;
    };
    const Open& campaign(const std::string& id) {
        if (const auto known = campaigns_.find(id); known != campaigns_.end()) return known->second;
        const auto campaign = api_.catalogue.find(id);
        if (!campaign)
            throw Problem(404, "no_such_campaign",
                          "there is no campaign of this name: " +
                              json(id.substr(0, longest_player)).dump(-1, ' ', true, json::error_handler_t::replace));
        Open open{campaign->revision(), {}};
        if (open.revision->config.tenant != key_.grant.tenant)
            throw Problem(403, "other_tenant", "this key belongs to another tenant than the campaign " + id);
        api_.gate.campaign(*open.revision);
        if (campaign->status(now_) == campaign::Status::quarantined)
            open.closed = engine::Closed{"quarantined", "the campaign is out of order and is being looked at",
                                         engine::Answer::Kind::unavailable};
        return campaigns_.emplace(id, std::move(open)).first->second;
    }

    const PartnerApi& api_;
    const auth::ApiKey& key_;
    const campaign::Time now_;
    std::map<std::string, Open> campaigns_;
    std::vector<engine::BulkView> views_;
    std::vector<std::string> labels_;
};

void read_fields(const json& body, Query& query) {
    if (!body.contains("fields")) return;
    for (const auto& field : names_of(body["fields"], "bad_fields", "fields")) {
        if (query.fields.size() == max_fields || field.empty() || field.size() > longest_field)
            throw Problem(400, "bad_fields", "fields: expected at most 50, each of 1 to 256 characters");
        try {
            // A plain name is a member of the reply, whatever it is written with.
            query.fields.emplace_back(
                field, field.starts_with('/') ? json::json_pointer(field) : json::json_pointer() / field);
        } catch (const json::exception&) {
            throw Problem(400, "bad_fields",
                          "fields: expected a member's name or a JSON pointer, found " + json(field).dump());
        }
    }
}

void read_limit(const json& body, Query& query) {
    query.limit = query.items();
    if (!body.contains("limit")) return;
    const auto& limit = body["limit"];
    if (!limit.is_number_integer() || limit < 1 || limit > max_players * max_views)
        wrong("bad_limit", "limit", "a number from 1 to 20000", limit);
    query.limit = limit;
}

// Of the question without what may differ from page to page.
std::string print_of(json body, const auth::ApiKey& key) {
    body.erase("cursor");
    body.erase("limit");
    const std::string text = std::to_string(key.grant.id) + " " + body.dump();
    std::string print(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(print.data()), print.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
    return print;
}

}  // namespace

Query read_query(const json& body, const PartnerApi& api, const auth::ApiKey& key) {
    no_others(body, {"campaign", "campaigns", "players", "views", "fields", "limit", "cursor", "consistency"}, "");
    Query query;
    query.players = players_of(body);
    Views views(api, key);
    views.read(body);
    views.hand_over(query);
    read_fields(body, query);
    read_limit(body, query);
    if (body.contains("consistency")) {
        if (body["consistency"] != "strong")
            wrong("bad_consistency", "consistency", "the only value, strong", body["consistency"]);
        query.strong = true;
    }
    query.print = print_of(body, key);
    if (body.contains("cursor")) {
        if (!body["cursor"].is_string()) wrong("bad_cursor", "cursor", "the \"next\" of an answer", body["cursor"]);
        query.first = item_of(body["cursor"], query, api);
    }
    return query;
}

}  // namespace fairground::http
