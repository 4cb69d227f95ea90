#include "config/layers.hpp"

#include <algorithm>

#include "config/checks.hpp"
#include "config/fields.hpp"
#include "config/pointer.hpp"

namespace fairground::config {

namespace {

constexpr const char* key = "environments";

class Layer {
public:
    Layer(Document& document, const std::string& name, std::vector<Problem>& problems)
        : document_(document), name_(name), problems_(problems) {}

    // under, over: pointers; the values are those at them.
    void lay(nlohmann::json& base, const std::string& under, const nlohmann::json& above, const std::string& over) {
        if (above.is_object() && base.is_object()) return lay_map(base, under, above, over);
        if (above.is_object() && has_ids(base)) return lay_by_id(base, under, above, over);
        put(base, under, above, over);
    }

private:
    static bool has_ids(const nlohmann::json& list) {
        const auto has_id = [](const nlohmann::json& one) { return one.is_object() && one.contains("id"); };
        return list.is_array() && !list.empty() && std::all_of(list.begin(), list.end(), has_id);
    }

    void lay_map(nlohmann::json& base, const std::string& under, const nlohmann::json& above, const std::string& over) {
        for (const auto& [name, value] : above.items()) {
            const std::string to = pointer_to(under, name);
            const std::string from = pointer_to(over, name);
            if (base.contains(name))
                lay(base[name], to, value, from);
            else
                put(base[name], to, value, from);
        }
    }

    void lay_by_id(nlohmann::json& list, const std::string& under, const nlohmann::json& above,
                   const std::string& over) {
        for (const auto& entry : above.items()) {
            const std::string& id = entry.key();
            const auto found =
                std::find_if(list.begin(), list.end(), [&](const nlohmann::json& one) { return one["id"] == id; });
            const std::string from = pointer_to(over, id);
            if (found == list.end())
                tell_missing(list, id, from);
            else
                lay(*found, pointer_to(under, static_cast<std::size_t>(found - list.begin())), entry.value(), from);
        }
    }

    void tell_missing(const nlohmann::json& list, const std::string& id, const std::string& from) {
        std::vector<std::string> ids;
        for (const nlohmann::json& one : list)
            if (one["id"].is_string()) ids.push_back(one["id"]);
        const std::string near = nearest(id, ids);
        Problem problem = document_.problem(
            from, "the list has nothing with the id \"" + id + "\"" +
                      (near.empty() ? "; give the whole list, to add to it" : "; did you mean " + near + "?"));
        if (const auto place = document_.keys.find(from); place != document_.keys.end()) {
            problem.line = place->second.line;
            problem.column = place->second.column;
        }
        problems_.push_back(std::move(problem));
    }

    void put(nlohmann::json& base, const std::string& under, const nlohmann::json& above, const std::string& over) {
        base = above;
        forget_places(document_, under);
        move_places(document_.places, under, over);
        move_places(document_.keys, under, over);
    }

    void move_places(std::map<std::string, Document::Place>& places, const std::string& under,
                     const std::string& over) const {
        std::vector<std::pair<std::string, Document::Place>> moved;
        for (auto at = places.lower_bound(over); at != places.end() && at->first.starts_with(over); ++at) {
            const std::string rest = at->first.substr(over.size());
            if (!rest.empty() && rest.front() != '/') continue;
            moved.emplace_back(under + rest, Document::Place{at->second.line, at->second.column, name_});
        }
        for (auto& [pointer, place] : moved) places.insert_or_assign(std::move(pointer), std::move(place));
    }

    Document& document_;
    const std::string& name_;
    std::vector<Problem>& problems_;
};

}  // namespace

void forget_places(Document& document, const std::string& pointer) {
    const auto inside = [&](const auto& entry) {
        return entry.first == pointer || entry.first.starts_with(pointer + "/");
    };
    std::erase_if(document.places, inside);
    std::erase_if(document.keys, inside);
}

std::vector<std::string> environments_of(const Document& document, const std::vector<std::string>& fixed,
                                         std::vector<Problem>& problems) {
    std::vector<std::string> names;
    if (!document.value.is_object() || !document.value.contains(key)) return names;
    const nlohmann::json& all = document.value[key];
    Fields fields(document, pointer_to("", key), problems);  // tells if it is no map
    if (!all.is_object()) return names;
    for (const auto& [name, layer] : all.items()) {
        if (const std::string wrong = check_environment(name); !wrong.empty()) fields.problem(name, wrong);
        Fields keys(document, fields.pointer(name), problems);
        for (const std::string& one : fixed)
            if (keys.has(one))
                keys.problem(one, "the same in every environment; remove it here, or make a file of its own");
        names.push_back(name);
    }
    return names;
}

void apply_environment(Document& document, const std::string& name, std::vector<Problem>& problems) {
    if (!document.value.is_object() || !document.value.contains(key)) return;
    const nlohmann::json all = std::move(document.value[key]);
    document.value.erase(key);
    const std::string from = pointer_to(pointer_to("", key), name);
    if (all.is_object() && all.contains(name) && all[name].is_object())
        Layer(document, name, problems).lay(document.value, "", all[name], from);
    forget_places(document, pointer_to("", key));
}

}  // namespace fairground::config
