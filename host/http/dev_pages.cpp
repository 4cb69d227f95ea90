#include "http/dev_pages.hpp"

#include "http/problem.hpp"

namespace fairground::http {
namespace {

using nlohmann::json;

constexpr std::string_view script = R"js((() => {
    let taken = null;
    const box = document.createElement("pre");
    Object.assign(box.style, {position: "fixed", left: 0, right: 0, bottom: 0, zIndex: 99999, margin: 0, padding: "12px",
        maxHeight: "50vh", overflow: "auto", whiteSpace: "pre-wrap", font: "13px/1.4 monospace", color: "#fff",
        background: "#a3260d"});
    const show = refusals => {
        box.textContent = refusals.map(one => `${one.what}: refused at "${one.step}"\n${one.reason}`).join("\n\n");
        if (refusals.length) document.body.append(box); else box.remove();
    };
    const look = async () => {
        try {
            const said = await (await fetch("/dev/refusals", {cache: "no-store"})).json();
            if (taken !== null && said.taken !== taken) return location.reload();
            taken = said.taken;
            show(said.refusals);
        } catch { /* the host restarts: look again */ }
        setTimeout(look, 300);
    };
    look();
})();
)js";

Response text(std::string body, std::string_view type) {
    Response response;
    response.content_type = type;
    response.body = std::move(body);
    response.add("Cache-Control", "no-store");
    add_security_headers(response);
    return response;
}

// The page as it lies in its folder, and our script behind it.
std::optional<Response> watched_index(const StaticPages& pages) {
    const Request plain;  // no packed answer, none from a cache
    const auto index = pages.find("", plain);
    if (!index) return std::nullopt;
    return text(std::string(index->content()) + "<script src=\"/dev/watch.js\" defer></script>\n",
                "text/html; charset=utf-8");
}

std::optional<Response> page_file(const campaign::Catalogue& catalogue, const Pages& pages, const Request& request) {
    const auto campaign = catalogue.find(request.param("id"));
    const auto found = campaign ? pages.find(campaign->revision()->rules->manifest().id) : nullptr;
    if (!found) return std::nullopt;
    const std::string& file = request.param("file");
    return file.empty() || file == "index.html" ? watched_index(*found) : found->find(file, request);
}

}  // namespace

void Refusals::refuse(const std::string& what, const std::string& step, const std::string& reason) {
    const std::lock_guard lock(mutex_);
    by_what_[what] = {step, reason};
}

void Refusals::taken(const std::string& what) {
    const std::lock_guard lock(mutex_);
    by_what_.erase(what);
    ++taken_;
}

json Refusals::to_json() const {
    const std::lock_guard lock(mutex_);
    json list = json::array();
    for (const auto& [what, why] : by_what_)
        list.push_back({{"what", what}, {"step", why.first}, {"reason", why.second}});
    return {{"taken", taken_}, {"refusals", std::move(list)}};
}

void add_dev_routes(Router& router, const campaign::Catalogue& catalogue, const Pages& pages,
                    const Refusals& refusals) {
    router.add("GET", "/dev/refusals", "", [&refusals](Request&, const Respond& respond) {
        respond(text(refusals.to_json().dump(-1, ' ', false, json::error_handler_t::replace), "application/json"));
    });
    router.add("GET", "/dev/watch.js", "", [](Request&, const Respond& respond) {
        respond(text(std::string(script), "text/javascript; charset=utf-8"));
    });
    router.add("GET", "/play/{id}/{file*}", "", [&](Request& request, const Respond& respond) {
        auto file = page_file(catalogue, pages, request);
        if (!file) throw Problem(404, "no_such_page", "there is no such page, or the plugin has none on this host");
        respond(std::move(*file));
    });
}

}  // namespace fairground::http
