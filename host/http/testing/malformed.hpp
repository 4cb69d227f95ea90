// Some hundred ways to ask wrongly, and what each is answered.
#pragma once
#include <string>
#include <vector>

namespace fairground::http {

struct Case {
    std::string name;
    std::string bytes;
    int status;
    std::string code;
    bool ends = false;  // the connection, because nobody can tell where the next request begins
};

// Wrong as HTTP: request lines, headers, framing. token: a good one.
std::vector<Case> malformed_messages(const std::string& token);
// Well-formed HTTP with wrong content: bodies, keys, tokens, addresses, methods, logins.
std::vector<Case> malformed_content(const std::string& token);

// What the cases are made of.
inline const std::string host = "Host: fair\r\n";
inline const std::string spin_path = "/api/v1/campaigns/open/actions/spin";
std::string session_of(const std::string& token);
std::string get_of(const std::string& target);
std::string post_of(const std::string& target, const std::string& body, const std::string& headers = "");
std::string repeated(const std::string& text, int times);

}  // namespace fairground::http
