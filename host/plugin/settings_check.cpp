#include "plugin/settings_check.hpp"

#include <algorithm>

// Without it, valijson ends the process on a schema that it cannot read.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "plugin/schema_text.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;
using valijson::adapters::NlohmannJsonAdapter;

void read_schema(const json& schema, valijson::Schema& into) try {
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(NlohmannJsonAdapter(schema), into);
} catch (const std::exception& error) {
    throw Unfit(std::string("its settings_schema is no JSON Schema of draft 7 (") + error.what() +
                "): this is a bug of the plugin");
}

// An error of the validator; its path is {"<root>", "[prizes]", "[2]"}.
struct Error {
    explicit Error(const valijson::ValidationResults::Error& error) : description(error.description) {
        for (auto step = error.context.begin() + 1; step < error.context.end(); ++step)
            at /= step->substr(1, step->size() - 2);
    }
    bool starts(const char* words) const { return description.starts_with(words); }
    // It only says that something further inside is wrong.
    bool is_consequence() const {
        return starts("Failed to validate item #") || starts("Failed to validate against schema associated with") ||
               starts("Failed to validate against child") || starts("Failed to validate against additional properties");
    }
    bool is_choice() const {
        return starts("Failed to validate against any child schemas") ||
               starts("Failed to validate against any schemas") || starts("Failed to validate against exactly one");
    }
    bool lies_in(const Pointer& place) const {
        return at == place || at.to_string().starts_with(place.to_string() + "/");
    }

    Pointer at;
    std::string description;
};

class Check {
public:
    Check(const json& schema, const json& settings) : schema_(schema), settings_(settings) {}

    std::vector<SettingsProblem> problems() && {
        valijson::Schema compiled;
        read_schema(schema_, compiled);
        valijson::ValidationResults results;
        if (valijson::Validator().validate(compiled, NlohmannJsonAdapter(settings_), &results)) return {};

        const std::vector<Error> errors(results.begin(), results.end());
        for (const Error& error : errors)
            if (error.is_choice()) choices_.push_back(error.at);
        for (const Error& error : errors) add(error);
        return std::move(problems_);
    }

private:
    void add(const Error& error) {
        if (error.is_consequence()) return;
        // What is wrong with each alternative by itself says little: the choice is explained as a whole.
        const bool inside =
            std::any_of(choices_.begin(), choices_.end(), [&](const Pointer& choice) { return error.lies_in(choice); });
        if (inside && !error.is_choice()) return;

        const json& schema = schema_at(schema_, error.at);
        const json& found = settings_.at(error.at);
        if (error.is_choice())
            add_choice(error, schema, found);
        else if (error.starts("Object contains a property"))
            add_unknown_keys(error.at, schema, found);
        else if (error.starts("Missing required property"))
            add_missing_key(error);
        else
            problems_.push_back({error.at.to_string(), mismatch(error.description, schema, found)});
    }

    // If only one alternative has all its keys there, it is the one that was meant.
    void add_choice(const Error& error, const json& schema, const json& found) {
        const char* keyword = schema.contains("oneOf") ? "oneOf" : "anyOf";
        if (!schema.contains(keyword)) return problems_.push_back({error.at.to_string(), error.description});
        std::vector<const json*> meant;
        for (const json& one : schema[keyword]) {
            const json& alternative = resolved_schema(schema_, one);
            if (!alternative.contains("required")) continue;
            const json& keys = alternative["required"];
            const auto there = [&](const json& key) { return found.contains(key.get<std::string>()); };
            if (std::all_of(keys.begin(), keys.end(), there)) meant.push_back(&alternative);
        }
        if (meant.size() != 1)
            return problems_.push_back({error.at.to_string(), no_alternative(schema_, schema[keyword], found)});
        json alone = *meant.front();
        if (schema_.contains("definitions")) alone["definitions"] = schema_["definitions"];
        for (auto& problem : Check(alone, found).problems())
            problems_.push_back({error.at.to_string() + problem.at, std::move(problem.message)});
    }

    // The validator names only the first one of an object.
    void add_unknown_keys(const Pointer& at, const json& schema, const json& object) {
        for (const auto& [key, value] : object.items())
            if (!schema.contains("properties") || !schema["properties"].contains(key))
                problems_.push_back({(at / key).to_string(), unknown_key(key, schema)});
    }

    void add_missing_key(const Error& error) {
        const auto first = error.description.find('\'') + 1;
        const std::string key = error.description.substr(first, error.description.rfind('\'') - first);
        problems_.push_back({error.at.to_string(), missing_key(key, schema_at(schema_, error.at / key))});
    }

    const json& schema_;
    const json& settings_;
    std::vector<Pointer> choices_;  // where no alternative, or more than one, fits
    std::vector<SettingsProblem> problems_;
};

}  // namespace

void check_schema(const json& schema) {
    valijson::Schema compiled;
    read_schema(schema, compiled);
}

std::vector<SettingsProblem> check_settings(const json& schema, const json& settings) {
    return Check(schema, settings).problems();
}

}  // namespace fairground::plugin
