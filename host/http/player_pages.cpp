#include "http/player_routes.hpp"
#include "http/text.hpp"

namespace fairground::http {
namespace {

constexpr std::string_view style =
    "body{font:18px/1.5 system-ui,sans-serif;margin:0 "
    "auto;max-width:40rem;padding:1.5rem;color:#222;background:#fff8ee}"
    "a{color:#a3260d}li{margin:.75rem 0}small{color:#665}";

struct Words {
    std::string_view language, campaigns, none, not_started, ended, paused, quarantined, no_page, unknown, back;
};
constexpr Words english{"en",
                        "Campaigns",
                        "There is no campaign at the moment.",
                        "not open yet",
                        "over",
                        "paused",
                        "out of order for the moment",
                        "This host was built without the page of this campaign.",
                        "There is no such page.",
                        "All campaigns"};
constexpr Words chinese{"zh",           "活动",    "目前没有活动。", "尚未开始",
                        "已结束",       "已暂停",  "暂时无法参与",   "此服务器未包含该活动的页面。",
                        "页面不存在。", "全部活动"};

const Words& words_for(const Request& request) {
    const Words* words = nullptr;
    for_each_member(request.header("Accept-Language"), [&](std::string_view language) {
        if (words != nullptr) return;
        if (language.starts_with("zh")) words = &chinese;
        if (language.starts_with("en")) words = &english;
    });
    return words != nullptr ? *words : english;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

Response html(const Words& words, const std::string& body, int status = 200) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = "<!doctype html><html lang=\"" + std::string(words.language) +
                    "\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
                    "content=\"width=device-width\"><title>Fairground</title><style>" +
                    std::string(style) + "</style><body><main>" + body + "</main></body></html>\n";
    response.add("Cache-Control", "no-cache").add("Vary", "Accept-Language");
    add_security_headers(response);
    return response;
}

std::string title_of(const campaign::Revision& revision, const Words& words) {
    const auto& titles = revision.config.title;
    const auto found = titles.find(std::string(words.language));
    if (found != titles.end()) return found->second;
    return titles.empty() ? revision.id() : titles.begin()->second;
}

// Absolute where we know ours, and never from what a request says of its host: who came through somebody else's proxy
// would stay there.
std::string campaign_link(const PlayerApi& api, const std::string& campaign) {
    return (api.public_url.empty() ? "" : escaped(api.public_url) + "/") + "play/" + campaign + "/";
}

std::string item(const PlayerApi& api, const campaign::Campaign& campaign, const Words& words) {
    const auto revision = campaign.revision();
    const std::string link =
        "<a href=\"" + campaign_link(api, revision->id()) + "\">" + escaped(title_of(*revision, words)) + "</a>";
    const auto note = [](std::string_view text) { return " <small>" + std::string(text) + "</small>"; };
    switch (campaign.status(api.now())) {
        case campaign::Status::not_started:
            return "<li>" + link + note(words.not_started);
        case campaign::Status::ended:
            return "<li>" + link + note(words.ended);
        case campaign::Status::paused:
            return "<li>" + link + note(words.paused);
        case campaign::Status::quarantined:
            return "<li>" + link + note(words.quarantined);
        case campaign::Status::open:
            break;
    }
    return "<li>" + link;
}

Response front_page(const PlayerApi& api, const Request& request) {
    const Words& words = words_for(request);
    std::string items;
    for (const auto& campaign : api.catalogue.all()) items += item(api, *campaign, words);
    const std::string list = items.empty() ? "<p>" + std::string(words.none) + "</p>" : "<ul>" + items + "</ul>";
    return html(words, "<h1>" + std::string(words.campaigns) + "</h1>" + list);
}

Response notice(const PlayerApi& api, const Words& words, std::string_view text) {
    return html(words,
                "<p>" + std::string(text) + "</p><p><a href=\"" + escaped(api.public_url) + "/\">" +
                    std::string(words.back) + "</a></p>",
                404);
}

// Relative where nobody said where players reach us.
Response redirect_into(const PlayerApi& api, const std::string& campaign) {
    Response response;
    response.status = 308;
    response.content_type = "text/plain; charset=utf-8";
    response.add("Location", (api.public_url.empty() ? "" : api.public_url + "/play/") + campaign + "/")
        .add("Cache-Control", "no-cache");
    return response;
}

Response page_file(const PlayerApi& api, const Request& request) {
    const Words& words = words_for(request);
    const auto campaign = api.catalogue.find(request.param("id"));
    if (!campaign) return notice(api, words, words.unknown);
    const auto pages = api.pages.find(campaign->revision()->rules->manifest().id);
    if (!pages || pages->empty()) return notice(api, words, words.no_page);
    auto file = pages->find(request.param("file"), request);
    return file ? std::move(*file) : notice(api, words, words.unknown);
}

}  // namespace

void add_page_routes(Router& router, const PlayerApi& api) {
    router.add("GET", "/", "", [&api](Request& request, const Respond& respond) { respond(front_page(api, request)); });
    router.add("GET", "/play/{id}", "", [&api](Request& request, const Respond& respond) {
        const auto campaign = api.catalogue.find(request.param("id"));
        respond(campaign ? redirect_into(api, campaign->revision()->id())
                         : notice(api, words_for(request), words_for(request).unknown));
    });
    router.add("GET", "/play/{id}/{file*}", "",
               [&api](Request& request, const Respond& respond) { respond(page_file(api, request)); });
}

}  // namespace fairground::http
