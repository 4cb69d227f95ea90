#include "http/console_pages.hpp"

#include "http/static_pages.hpp"

namespace fairground::http {
namespace {

// Scripts are those of the folder, without exception: no inline ones, no eval. Styles may stand in the page, because
// the component library writes them at run time.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

Response notice(std::string_view text) {
    Response response;
    response.status = 404;
    response.content_type = "text/html; charset=utf-8";
    response.body =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\">"
        "<title>Fairground</title><body><main>" +
        std::string(text) + "</main></body></html>\n";
    response.add("Cache-Control", "no-cache");
    add_security_headers(response, policy);
    return response;
}

// Relative, so that it also holds behind a proxy that serves us under another path or host.
Response into_the_folder() {
    Response response;
    response.status = 308;
    response.content_type = "text/plain; charset=utf-8";
    response.add("Location", "console/").add("Cache-Control", "no-cache");
    return response;
}

}  // namespace

void add_console_routes(Router& router, const std::filesystem::path& folder) {
    const auto pages = std::filesystem::is_directory(folder) ? std::make_shared<const StaticPages>(folder, policy)
                                                             : std::make_shared<const StaticPages>();
    router.add("GET", "/console", "", [](Request&, const Respond& respond) { respond(into_the_folder()); });
    router.add("GET", "/console/{file*}", "", [pages](Request& request, const Respond& respond) {
        auto file = pages->find(request.param("file"), request);
        if (file) return respond(std::move(*file));
        respond(notice(pages->empty() ? "<p>This host was built without the console (FAIRGROUND_WEB=OFF): build it "
                                        "with Node.js and npm, or use the commands of <code>fairground --help</code>."
                                      : "<p>There is no such page. <a href=\"/console/\">The console</a>"));
    });
}

}  // namespace fairground::http
