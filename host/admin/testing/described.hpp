// Real questions and answers against the API's own description, as it is served.
#pragma once
#include <algorithm>
#include <sstream>

#include "admin/shapes.hpp"
#include "http/testing/client.hpp"
#include "plugin/settings_check.hpp"

namespace fairground::admin {

class Described {
public:
    explicit Described(const http::Router& router) {
        ops::Metrics metrics;
        const http::Router players(metrics);
        const campaign::Catalogue none;
        document_ = closed(http::describe(players, none, "", admin::described(router)));
        const auto& shapes = admin::described(router).shapes;
        for (const auto& route : router.routes())
            if (!route.summary.empty() && std::ranges::none_of(shapes, [&](const http::Shape& shape) {
                    return shape.route == route.method + " " + route.pattern;
                }))
                undescribed_.push_back(route.method + " " + route.pattern);
    }

    // Routes without a shape.
    const std::vector<std::string>& undescribed() const { return undescribed_; }

    // What of an answer, or of the question that it is the answer to, is not as described; empty: nothing. Nothing may
    // be in an answer that is not described.
    std::string misfit(const std::string& method, const std::string& target, const std::string& asked,
                       const http::Reply& reply) const {
        const auto* operation = find(method, target.substr(0, target.find('?')));
        if (operation == nullptr) return {};
        const auto status = std::to_string(reply.status);
        const auto& responses = operation->at("responses");
        if (reply.status >= 400) return verdict({{"$ref", "#/components/schemas/Problem"}}, reply.body);
        if (!responses.contains(status)) return "status " + status + " is not described";
        if (!reply.header("content-type").starts_with("application/json")) return {};
        auto text = verdict(schema_in(responses[status]), reply.body);
        if (operation->contains("requestBody")) text += verdict(schema_in(operation->at("requestBody")), asked);
        return text;
    }

private:
    using json = nlohmann::json;

    // Problems may carry members of their own (RFC 9457).
    static json closed(json document) {
        auto& schemas = document["components"]["schemas"];
        for (auto& [name, schema] : schemas.items())
            if (name != "Problem") close(schema);
        return document;
    }
    static void close(json& schema) {
        if (!schema.is_structured()) return;
        if (schema.is_object() && schema.contains("properties") && !schema.contains("additionalProperties"))
            schema["additionalProperties"] = false;
        // The validator asks for the format of what is null, too.
        if (schema.is_object() && schema.contains("format") && schema["type"].is_array()) schema.erase("format");
        for (auto& part : schema) close(part);
    }
    static json schema_in(const json& carrier) {
        return carrier.at("content").at("application/json").value("schema", json());
    }

    const json* find(const std::string& method, const std::string& path) const {
        std::string small = method;
        std::ranges::transform(small, small.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto wanted = segments(path);
        // A fixed segment goes before one that takes anything.
        const json* found = nullptr;
        std::size_t fixed = 0;
        for (const auto& [pattern, operations] : document_.at("paths").items()) {
            const auto own = segments(pattern);
            std::size_t same = 0;
            if (!operations.contains(small) || own.size() != wanted.size()) continue;
            if (!std::ranges::equal(own, wanted, [&](const std::string& mine, const std::string& asked) {
                    same += mine == asked ? 1 : 0;
                    return mine == asked || mine.starts_with('{');
                }))
                continue;
            if (same < fixed) continue;
            fixed = same;
            found = &operations.at(small);
        }
        return found;
    }
    static std::vector<std::string> segments(const std::string& path) {
        std::vector<std::string> parts;
        std::stringstream text(path);
        for (std::string part; std::getline(text, part, '/');) parts.push_back(part);
        return parts;
    }
    std::string verdict(const json& schema, const std::string& body) const {
        if (schema.is_null()) return {};
        json alone{{"allOf", {schema}}, {"components", {{"schemas", document_["components"]["schemas"]}}}};
        std::string text;
        for (const auto& problem : plugin::check_settings(alone, json::parse(body)))
            text += problem.at + " " + problem.message + "\n";
        return text;
    }

    json document_;
    std::vector<std::string> undescribed_;
};

}  // namespace fairground::admin
