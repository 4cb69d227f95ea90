#include "scenarios/scenario.hpp"

#include <regex>
#include <set>

namespace fairground::scenarios {
namespace {

using nlohmann::json;

class File {
public:
    explicit File(const std::filesystem::path& path) : document_(config::read_yaml(path)), name_(path.filename()) {}

    const json& value() const { return document_.value; }
    std::string place(const std::string& pointer) const {
        const auto found = document_.places.find(pointer);
        return name_ + ":" + std::to_string(found == document_.places.end() ? 0 : found->second.line);
    }
    [[noreturn]] void fail(const std::string& pointer, const std::string& what) const {
        throw std::runtime_error(place(pointer) + ": " + what);
    }
    void know(const std::string& pointer, const std::set<std::string>& keys) const {
        for (const auto& [key, value] : value().at(json::json_pointer(pointer)).items())
            if (!keys.contains(key)) fail(pointer, "'" + key + "' is not a word of scenarios; see README.md");
    }

private:
    config::Document document_;
    std::string name_;
};

// Borrows the campaign file's own reading of times.
campaign::Time time(const File& file, const std::string& pointer, const json& text) {
    try {
        const json window{{"id", "clock"}, {"plugin", "none"}, {"title", {{"en", "-"}}}, {"window", {{"from", text}}}};
        return *config::parse_campaign(window.dump(), "clock").from;
    } catch (const config::Error&) {
        file.fail(pointer, "expected a time with offset such as 2026-03-01T12:00:00+08:00, found " + text.dump());
    }
}

config::CampaignFile campaign(const File& file, const std::string& name) {
    json content = file.value().at("campaign");
    content["id"] = "wheel";
    content["plugin"] = "lucky-wheel";
    content["title"] = {{"en", "Wheel"}};
    return config::parse_campaign(content.dump(), name + ".yaml, its campaign");
}

// "ann spins", "ann spins 10 times"
void read_when(const File& file, const std::string& pointer, const json& text, Step& step) {
    static const std::regex words("([a-z0-9-]+) spins(?: ([0-9]+) times)?");
    std::smatch found;
    const std::string sentence = text.is_string() ? text.get<std::string>() : text.dump();
    if (!std::regex_match(sentence, found, words))
        file.fail(pointer, "expected 'NAME spins' or 'NAME spins N times', found '" + sentence + "'");
    step.player = found[1];
    if (found[2].matched) step.spins = std::stoi(found[2]);
    step.body = json{{"count", step.spins}}.dump();
}

Step step(const File& file, const std::string& pointer, const json& content) {
    file.know(pointer, {"at", "when", "with key", "the wheel stops on", "then"});
    Step step;
    step.place = file.place(pointer);
    if (content.contains("at")) step.at = time(file, pointer + "/at", content["at"]);
    read_when(file, pointer, content.value("when", json("")), step);
    if (content.contains("with key")) step.key = content["with key"];
    if (content.contains("the wheel stops on"))
        step.stops_on = content["the wheel stops on"].get<std::vector<std::string>>();
    step.then = content.value("then", json::object());
    if (step.then.empty()) file.fail(pointer, "a step without 'then' can never fail: say what is to happen");
    return step;
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& path) {
    const File file(path);
    file.know("", {"title", "campaign", "given", "story"});
    file.know("/given", {"clock", "balances", "coupons"});
    const json& given = file.value().at("given");
    Scenario scenario{.title = file.value().at("title"),
                      .campaign = campaign(file, path.stem()),
                      .clock = time(file, "/given/clock", given.at("clock")),
                      .balances = given.value("balances", json::object()),
                      .coupons = given.value("coupons", json::object()),
                      .story = {}};
    const json& story = file.value().at("story");
    for (std::size_t i = 0; i < story.size(); ++i)
        scenario.story.push_back(step(file, "/story/" + std::to_string(i), story[i]));
    return scenario;
}

}  // namespace fairground::scenarios
