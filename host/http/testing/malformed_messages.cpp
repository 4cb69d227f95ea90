#include <gmock/gmock.h>

#include "http/testing/malformed.hpp"

namespace fairground::http {
namespace {

std::vector<Case> request_lines() {
    std::vector<Case> cases;
    const auto bad = [&](const std::string& name, const std::string& line,
                         const std::string& code = "bad_request_line") {
        cases.push_back({"request line: " + name, line + "\r\n" + host + "\r\n", 400, code, true});
    };
    bad("no target", "GET");
    bad("no version", "GET /");
    bad("only a space for a target", "GET  HTTP/1.1");
    bad("two spaces", "GET  / HTTP/1.1");
    bad("a word too many", "GET / x HTTP/1.1");
    bad("leading space", " GET / HTTP/1.1");
    bad("HTTP/0.9", "GET / HTTP/0.9");
    bad("HTTP/2.0", "GET / HTTP/2.0");
    bad("HTTP/1.2", "GET / HTTP/1.2");
    bad("HTTP/1", "GET / HTTP/1");
    bad("HTTP/1.1x", "GET / HTTP/1.1x");
    bad("HTTP/x.y", "GET / HTTP/x.y");
    bad("http in small letters", "GET / http/1.1");
    bad("HTTPS", "GET / HTTPS/1.1");
    bad("tab for a space", "GET\t/ HTTP/1.1");
    bad("a control character in the target", "GET /\x01 HTTP/1.1");
    bad("a DEL in the target", "GET /\x7f HTTP/1.1");
    bad("brackets in the method", "G(E)T / HTTP/1.1");
    bad("a comma in the method", "GET, / HTTP/1.1");
    bad("a byte of the upper half in the method", "GE\xC3\x89 / HTTP/1.1");
    bad("a TLS handshake", "\x16\x03\x01\x02");
    bad("a bare word", "hello");
    bad("no slash first", "GET play HTTP/1.1", "bad_target");
    bad("an asterisk", "GET * HTTP/1.1", "bad_target");
    bad("CONNECT's authority", "CONNECT example.org:443 HTTP/1.1", "bad_target");
    bad("another scheme", "GET ftp://fair/ HTTP/1.1", "bad_target");
    bad("an absolute target without a host", "GET http:///x HTTP/1.1", "bad_target");
    bad("a fragment", "GET /#top HTTP/1.1", "bad_target");
    bad("a quote", "GET /\"x HTTP/1.1", "bad_target");
    bad("a less-than", "GET /<script> HTTP/1.1", "bad_target");
    bad("raw UTF-8", "GET /\xE5\xAE\x89 HTTP/1.1", "bad_target");
    bad("raw bytes that are nothing", "GET /\xFF\xFE HTTP/1.1", "bad_target");
    cases.push_back({"request line: longer than the header limit",
                     "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 431, "header_too_large",
                     true});
    return cases;
}

std::vector<Case> headers() {
    std::vector<Case> cases;
    const auto bad = [&](const std::string& name, const std::string& lines, const std::string& code = "bad_header",
                         int status = 400) {
        cases.push_back({"header: " + name, "GET /healthz HTTP/1.1\r\n" + lines + "\r\n", status, code, true});
    };
    bad("no Host", "", "bad_host");
    bad("two Hosts", host + host, "bad_host");
    bad("two different Hosts", host + "Host: other\r\n", "bad_host");
    bad("two Hosts, one in capitals", host + "HOST: fair\r\n", "bad_host");
    bad("no colon", host + "Accept\r\n");
    bad("no name", host + ": x\r\n");
    bad("a space before the colon", host + "Accept : x\r\n");
    bad("a tab before the colon", host + "Accept\t: x\r\n");
    bad("a space in the name", host + "Acc ept: x\r\n");
    bad("brackets in the name", host + "Acc(e)pt: x\r\n");
    bad("a quote in the name", host + "\"Accept\": x\r\n");
    bad("a slash in the name", host + "Acc/ept: x\r\n");
    bad("an at sign in the name", host + "@ccept: x\r\n");
    bad("an equals sign in the name", host + "Acc=ept: x\r\n");
    bad("a control character in the name", host + "Acc\x02pt: x\r\n");
    bad("an upper byte in the name", host + "Acc\xE9pt: x\r\n");
    bad("a zero in the name", host + std::string("Acc\0pt: x\r\n", 11));
    bad("a control character in the value", host + "Accept: \x02\r\n");
    bad("a zero in the value", host + std::string("Accept: a\0b\r\n", 13));
    bad("a DEL in the value", host + "Accept: \x7f\r\n");
    bad("a bell in the value", host + "Accept: \x07\r\n");
    bad("an unknown expectation", host + "Expect: miracles\r\n", "expectation_unknown", 417);
    bad("two expectations", host + "Expect: 100-continue, miracles\r\n", "expectation_unknown", 417);
    bad("one field larger than the limit", host + "X: " + std::string(17'000, 'x') + "\r\n", "header_too_large", 431);
    bad("many fields larger than the limit", host + repeated("X: " + std::string(1000, 'x') + "\r\n", 17),
        "header_too_large", 431);
    bad("more than a hundred fields", host + repeated("X: y\r\n", 100), "header_too_large", 431);
    cases.push_back({"header: a line that ends in a bare CR",
                     "GET /healthz HTTP/1.1\r\n" + host + "Accept: x\rX: y\r\n\r\n", 400, "bad_header", true});
    cases.push_back({"header: a request line that ends in a bare LF", "GET /healthz HTTP/1.1\n" + host + "\r\n", 400,
                     "bad_request_line", true});
    cases.push_back(
        {"header: begins with a space", "GET /healthz HTTP/1.1\r\n Host: fair\r\n\r\n", 400, "bad_header", true});
    return cases;
}

std::vector<Case> framing(const std::string& token) {
    std::vector<Case> cases;
    const auto bad = [&](const std::string& name, const std::string& lines, const std::string& body = "{}") {
        cases.push_back({"framing: " + name,
                         "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) + lines + "\r\n" + body, 400,
                         "bad_framing", true});
    };
    for (const std::string length : {"x", "-1", "+2", "0x2", "2.0", "2 2", "", " ", "2;", "1e1", "99999999999999999999",
                                     "2,", ",2", "2,3", "\"2\""})
        bad("Content-Length is \"" + length + "\"", "Content-Length: " + length + "\r\n");
    bad("two different Content-Lengths", "Content-Length: 2\r\nContent-Length: 3\r\n");
    bad("Content-Length and chunked", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");
    bad("chunked and Content-Length", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n");
    bad("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");
    bad("chunked, chunked", "Transfer-Encoding: chunked, chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");
    for (const std::string encoding : {"gzip", "identity", "gzip, chunked", "chunked, gzip", "xchunked", "chunked;q=1",
                                       "chun ked", "\"chunked\"", ""})
        bad("Transfer-Encoding is \"" + encoding + "\"", "Transfer-Encoding: " + encoding + "\r\n",
            "2\r\n{}\r\n0\r\n\r\n");
    for (const std::string chunk :
         {"x\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "2\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n",
          "2\r\n{}xx0\r\n\r\n", "\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n{}\r\n", " 2\r\n{}\r\n0\r\n\r\n",
          "0x2\r\n{}\r\n0\r\n\r\n", "2;\x01\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nTrailer without colon\r\n\r\n",
          "2\r\n{}\r\n0\r\nTr(ailer: x\r\n\r\n"})
        bad("the chunk " + testing::PrintToString(chunk), "Transfer-Encoding: chunked\r\n", chunk);
    cases.push_back({"framing: an endless chunk extension",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) +
                         "Transfer-Encoding: chunked\r\n\r\n2;" + std::string(20'000, 'a'),
                     400, "bad_framing", true});
    cases.push_back({"framing: chunked in HTTP/1.0",
                     "POST " + spin_path + " HTTP/1.0\r\n" + session_of(token) +
                         "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                     400, "bad_framing", true});
    cases.push_back({"framing: a body announced as too large",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) + "Content-Length: 65537\r\n\r\n",
                     413, "body_too_large", true});
    cases.push_back({"framing: a body announced as huge",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) +
                         "Content-Length: 9223372036854775807\r\n\r\n",
                     413, "body_too_large", true});
    cases.push_back({"framing: a body announced as too large, waiting for a go-ahead",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) +
                         "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n",
                     413, "body_too_large", true});
    cases.push_back({"framing: a chunk that is too large",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) +
                         "Transfer-Encoding: chunked\r\n\r\n10001\r\n",
                     413, "body_too_large", true});
    cases.push_back({"framing: chunks that add up to too much",
                     "POST " + spin_path + " HTTP/1.1\r\n" + host + session_of(token) +
                         "Transfer-Encoding: chunked\r\n\r\n" +
                         repeated("8000\r\n" + std::string(0x8000, ' ') + "\r\n", 3),
                     413, "body_too_large", true});
    return cases;
}

}  // namespace

std::string session_of(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
}

std::string get_of(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\n" + host + "\r\n";
}

std::string post_of(const std::string& target, const std::string& body, const std::string& headers) {
    return "POST " + target + " HTTP/1.1\r\n" + host + headers + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

std::vector<Case> malformed_messages(const std::string& token) {
    std::vector<Case> all;
    for (const auto& some : {request_lines(), headers(), framing(token)})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace fairground::http
