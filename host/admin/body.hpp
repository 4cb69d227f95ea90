// The body of an admin's call: one JSON object, its members looked at one by one. Private to admin.
#pragma once
#include <optional>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "http/message.hpp"

namespace fairground::admin {

// Throws http::Problem: 400 (see http/json_body.hpp) bad_member or unknown_member, 415 not_json. Texts are UTF-8
// without zero bytes.
class Body {
public:
    explicit Body(const http::Request& request);

    // 1 to most bytes.
    std::string text(const std::string& name, std::size_t most);
    std::optional<std::string> maybe_text(const std::string& name, std::size_t most);
    std::int64_t whole(const std::string& name);
    // REQUIRES: everything that is known was asked for.
    void no_others() const;

private:
    const nlohmann::json object_;
    std::set<std::string> known_;
};

// One that has a number for its value, from a query. Throws 400 bad_limit.
std::uint32_t limit_of(const http::Request& request, std::uint32_t usual, std::uint32_t most);
// Empty: it is not in the query.
std::optional<std::string> query_text(const http::Request& request, std::string_view name);

}  // namespace fairground::admin
