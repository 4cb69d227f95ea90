#include <gmock/gmock.h>

#include "http/testing/malformed.hpp"

namespace fairground::http {
namespace {

// A spin with these header lines, or by a good session with this body.
std::string with_headers(const std::string& headers) {
    return post_of(spin_path, "{}", headers);
}

std::vector<Case> bodies(const std::string& token) {
    std::vector<Case> cases;
    const auto bad = [&](const std::string& name, const std::string& body, const std::string& code) {
        cases.push_back({"body: " + name, post_of(spin_path, body, session_of(token)), 400, code});
    };
    for (const std::string text : {"{",
                                   "}",
                                   "{]",
                                   "{\"a\"}",
                                   "{\"a\":}",
                                   "{\"a\":1,}",
                                   "{,}",
                                   "{a:1}",
                                   "{'a':1}",
                                   "{\"a\":1}}",
                                   "{} {}",
                                   "{\"a\":01}",
                                   "{\"a\":1.}",
                                   "{\"a\":.5}",
                                   "{\"a\":+1}",
                                   "{\"a\":0x10}",
                                   "{\"a\":1e}",
                                   "{\"a\":NaN}",
                                   "{\"a\":Infinity}",
                                   "{\"a\":-}",
                                   "{\"a\":nul}",
                                   "{\"a\":True}",
                                   "{\"a\":\"x}",
                                   "{\"a\":\"\\x\"}",
                                   "{\"a\":\"\\u12\"}",
                                   "{\"a\":\"\\u12G4\"}",
                                   "{\"a\":\"\t\"}",
                                   "{\"a\":\"\n\"}",
                                   "{\"a\":1 \"b\":2}",
                                   "{\"a\" 1}",
                                   "{\"a\":[1,]}",
                                   "{\"a\":[1 2]}",
                                   "{\"a\":[}",
                                   "// {}",
                                   "{} // x",
                                   "{/**/}",
                                   "{\"a\":1e999}",
                                   "spin",
                                   "count=1",
                                   "<xml/>",
                                   " ",
                                   "\r\n"})
        bad("the text " + testing::PrintToString(text), text, "body_not_json");
    bad("a byte order mark", "\xEF\xBB\xBF{}", "body_not_json");
    bad("UTF-16", std::string("\xFF\xFE{\0}\0", 6), "body_not_json");
    bad("a zero inside", std::string("{\"a\":\"\0\"}", 9), "body_not_json");
    bad("a zero behind", std::string("{}\0", 3), "body_not_json");
    for (const std::string bytes : {"\xFF", "\xC0\xAF", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80",
                                    "\xF8\x88\x80\x80\x80", "\xE0\x80\x80", "\xC1\xBF"}) {
        bad("a value of bytes " + testing::PrintToString(bytes), "{\"a\":\"" + bytes + "\"}", "body_not_json");
        bad("a key of bytes " + testing::PrintToString(bytes), "{\"" + bytes + "\":1}", "body_not_json");
    }
    for (const std::string surrogate : {"\\uD800", "\\uDC00", "\\uD800\\u0041", "\\uD800x"})
        bad("half a surrogate pair " + surrogate, "{\"a\":\"" + surrogate + "\"}", "body_not_json");
    for (const std::string text : {"[]", "[{}]", "1", "-1.5", "\"x\"", "true", "false", "null"})
        bad("not an object: " + text, text, "body_not_an_object");
    bad("a key twice", R"({"a":1,"a":2})", "body_duplicate_key");
    bad("a key twice, once escaped", R"({"a":1,"\u0061":2})", "body_duplicate_key");
    bad("a key twice further in", R"({"a":[{"b":1,"b":1}]})", "body_duplicate_key");
    bad("an empty key twice", R"({"":1,"":2})", "body_duplicate_key");
    bad("17 arrays deep", R"({"a":)" + std::string(16, '[') + std::string(16, ']') + "}", "body_too_deep");
    bad("17 objects deep", repeated("{\"a\":", 16) + "{}" + std::string(16, '}'), "body_too_deep");
    bad("30,000 arrays deep", R"({"a":)" + std::string(30'000, '['), "body_too_deep");
    bad("12,000 objects deep", repeated("{\"a\":", 12'000), "body_too_deep");
    bad("deep in the middle", R"({"a":1,"b":)" + std::string(40, '[') + std::string(40, ']') + R"(,"c":2})",
        "body_too_deep");
    for (const std::string type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                                   "application/xml", "json", "application/json2", ";", ""})
        cases.push_back({"body: Content-Type is \"" + type + "\"",
                         with_headers(session_of(token) + "Content-Type: " + type + "\r\n"), 415, "not_json"});
    return cases;
}

std::vector<Case> keys_and_tokens(const std::string& token) {
    std::vector<Case> cases;
    for (const std::string& key : {std::string(), std::string(65, 'k'), std::string("a b"), std::string("\xC3\xA9"),
                                   std::string("a\tb"), std::string(5000, 'k')})
        cases.push_back({"key: " + testing::PrintToString(key.substr(0, 70)) + " of " + std::to_string(key.size()),
                         with_headers(session_of(token) + "Idempotency-Key: " + key + "\r\n"), 400,
                         "bad_idempotency_key"});
    cases.push_back({"key: two of them",
                     with_headers(session_of(token) + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n"), 400,
                     "bad_idempotency_key"});
    cases.push_back({"key: the same twice",
                     with_headers(session_of(token) + "Idempotency-Key: a\r\nIdempotency-Key: a\r\n"), 400,
                     "bad_idempotency_key"});
    const std::string& good = token;
    const auto wrong = [&](const std::string& name, const std::string& value) {
        cases.push_back({"token: " + name, with_headers("Authorization: " + value + "\r\n"), 401, "bad_session"});
    };
    wrong("empty", "");
    wrong("only the scheme", "Bearer");
    wrong("only the scheme and a space", "Bearer ");
    wrong("another scheme", "Basic YW5uOmFubg==");
    wrong("no scheme", good);
    wrong("a quoted token", "Bearer \"" + good + "\"");
    wrong("two tokens", "Bearer " + good + " " + good);
    wrong("two tokens with a comma", "Bearer " + good + "," + good);
    wrong("cut off", "Bearer " + good.substr(0, good.size() - 1));
    wrong("cut at the dot", "Bearer " + good.substr(0, good.find('.')));
    wrong("cut after the dot", "Bearer " + good.substr(0, good.find('.') + 1));
    wrong("only the MAC", "Bearer " + good.substr(good.find('.')));
    wrong("padded", "Bearer " + good + "=");
    wrong("a third part", "Bearer " + good + ".x");
    wrong("in capitals", "Bearer " + std::string(good).replace(0, 1, "E"));
    wrong("one bit off", "Bearer " + good.substr(0, 10) + (good[10] == 'A' ? "B" : "A") + good.substr(11));
    wrong("an unsigned JWT", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.");
    wrong("12,000 letters", "Bearer " + std::string(12'000, 'a'));
    wrong("dots", "Bearer ........");
    cases.push_back({"token: none", with_headers(""), 401, "no_session"});
    cases.push_back({"token: in the query", post_of(spin_path + "?token=" + good, "{}"), 401, "no_session"});
    cases.push_back({"token: two headers", with_headers(session_of(token) + session_of(token)), 401, "bad_session"});
    return cases;
}

std::vector<Case> addresses() {
    std::vector<Case> cases;
    for (const std::string path : {"/nothing",
                                   "//",
                                   "/api",
                                   "/api/v1",
                                   "/api/v1/",
                                   "/api/v1/sessions/",
                                   "/api/v1/campaigns/",
                                   "/api/v1/campaigns//",
                                   "/API/V1/campaigns",
                                   "/api/v2/campaigns",
                                   "/api/v1/me",
                                   "/api/v1/me/accounts/1",
                                   "/healthz/",
                                   "/metrics",
                                   "/openapi.json",
                                   "/api/v1/admin/campaigns",
                                   "/api/v1/campaigns/open/views",
                                   "/api/v1/campaigns/open/views/",
                                   "/api/v1//campaigns",
                                   "/.git/config",
                                   "/.env",
                                   "/wp-login.php"})
        cases.push_back({"path: " + path, get_of(path), 404, "no_such_page"});
    for (const std::string campaign : {"none", "OPEN", "open%20", "%E5%AE%89", "open;x", "*"})
        cases.push_back({"campaign: " + campaign, get_of("/api/v1/campaigns/" + campaign), 404, "no_such_campaign"});
    for (const std::string path : {"/.",
                                   "/..",
                                   "/../etc/passwd",
                                   "/api/../api/v1/campaigns",
                                   "/api/v1/./campaigns",
                                   "/%2e%2e/",
                                   "/%2E/",
                                   "/.%2e/",
                                   "/a%2fb",
                                   "/a%5Cb",
                                   "/a%00b",
                                   "/a%0d%0ab",
                                   "/a%1fb",
                                   "/a%7fb",
                                   "/%",
                                   "/%2",
                                   "/%zz",
                                   "/%2g",
                                   "/a%",
                                   "/%FF",
                                   "/%C0%AF",
                                   "/%ED%A0%80",
                                   "/%E5%AE"})
        cases.push_back({"path: " + path, get_of(path), 400, "bad_path", true});
    cases.push_back({"path: 33 segments", get_of(repeated("/a", 33)), 400, "bad_path", true});
    for (const std::string query : {"a=%", "a=%2", "a=%zz", "%=1", "a=%FF", "a=%C3", "a=%00", "a=%0A", "=1", "a=1&=2",
                                    "a=1&a=2", "a&a", "a=1&%61=2", "a=%7f"})
        cases.push_back(
            {"query: " + query, get_of("/api/v1/campaigns/open/views/prizes?" + query), 400, "bad_query", true});
    std::string many;
    for (int i = 0; i < 65; ++i) many += "p" + std::to_string(i) + "=1&";
    cases.push_back({"query: 65 parameters", get_of("/api/v1/campaigns?" + many), 400, "bad_query", true});
    for (const std::string consistency : {"weak", "", "STRONG", "strong%20"})
        cases.push_back({"query: consistency=" + consistency,
                         get_of("/api/v1/campaigns/open/views/prizes?consistency=" + consistency), 400,
                         "bad_consistency"});
    return cases;
}

std::vector<Case> methods() {
    std::vector<Case> cases;
    for (const std::string method :
         {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "Get", "PROPFIND", "X"})
        cases.push_back({"method: " + method, method + " /api/v1/campaigns HTTP/1.1\r\n" + host + "\r\n", 405,
                         "method_not_allowed"});
    cases.push_back({"method: GET of an action", get_of(spin_path), 405, "method_not_allowed"});
    cases.push_back(
        {"method: POST to a view", post_of("/api/v1/campaigns/open/views/prizes", "{}"), 405, "method_not_allowed"});
    cases.push_back({"method: POST to a page", post_of("/play/open/", "{}"), 405, "method_not_allowed"});
    cases.push_back({"method: GET of sessions", get_of("/api/v1/sessions"), 405, "method_not_allowed"});
    return cases;
}

std::vector<Case> logins() {
    std::vector<Case> cases;
    const auto bad = [&](const std::string& body, const std::string& code) {
        cases.push_back({"login: " + body.substr(0, 60), post_of("/api/v1/sessions", body), 422, code});
    };
    for (const std::string body : {"{}", R"({"provider":null})", R"({"provider":1})", R"({"provider":["dev"]})",
                                   R"({"provider":"DEV","player":"a"})", R"({"provider":"","player":"a"})"})
        bad(body, "unknown_provider");
    for (const std::string body :
         {R"({"provider":"dev"})", R"({"provider":"dev","player":null})", R"({"provider":"dev","player":1})",
          R"({"provider":"dev","player":""})", R"({"provider":"dev","player":"a b"})",
          R"({"provider":"dev","player":"../x"})", R"({"provider":"dev","player":"安"})",
          R"({"provider":"dev","player":"a","admin":true})", R"({"provider":"dev","player":"a","tenant":"A"})",
          R"({"provider":"dev","player":"a","tenant":""})", R"({"provider":"dev","player":"a","name":1})",
          R"({"provider":"dev","player":"a","name":"\u0000"})", R"({"provider":"dev","player":"a","attributes":[]})",
          R"({"provider":"dev","player":"a","attributes":{"x":1}})",
          R"({"provider":"dev","player":"a","attributes":{"X":"y"}})"})
        bad(body, "login_refused");
    bad(R"({"provider":"dev","player":")" + std::string(65, 'a') + "\"}", "login_refused");
    return cases;
}

}  // namespace

std::vector<Case> malformed_content(const std::string& token) {
    std::vector<Case> all;
    for (const auto& some : {bodies(token), keys_and_tokens(token), addresses(), methods(), logins()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace fairground::http
