#include <algorithm>
#include <set>

#include "plugin/json_text.hpp"
#include "plugin/names.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;

template <typename Items>
auto named(const Items& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

// An object of the manifest, read field by field; what was not asked for is unknown.
class Fields {
public:
    Fields(const json& object, std::string at) : object_(object), at_(std::move(at)) {
        if (!object_.is_object()) fail("", "an object", object_);
    }

    [[noreturn]] void fail(const std::string& field, const std::string& expected, const json& found) const {
        const std::string text = found.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 80);
        throw Unfit("manifest field \"" + at_ + field + "\": expected " + expected + ", found " + text +
                    ": rebuild the plugin with fairground/plugin.hpp");
    }

    // Null: not there.
    const json* optional(const char* field) {
        asked_.insert(field);
        const auto found = object_.find(field);
        return found == object_.end() ? nullptr : &*found;
    }
    const json& required(const char* field, const std::string& expected) {
        if (const json* found = optional(field)) return *found;
        throw Unfit("manifest field \"" + at_ + field + "\" is missing: expected " + expected +
                    ": rebuild the plugin with fairground/plugin.hpp");
    }

    std::string name(const char* field) { return name(required(field, name_rule), field); }
    std::string name(const json& value, const std::string& field) const {
        if (!value.is_string() || !is_name(value.get<std::string>()))
            fail(field, std::string("a name, ") + name_rule, value);
        return value;
    }
    json object(const char* field) {
        const json* value = optional(field);
        if (value == nullptr) return nullptr;
        if (!value->is_object()) fail(field, "an object", *value);
        return *value;
    }
    // Each element of an optional list, with its position in the manifest.
    template <typename Read>
    void each(const char* field, Read&& read) {
        const json* list = optional(field);
        if (list == nullptr) return;
        if (!list->is_array()) fail(field, "a list", *list);
        for (std::size_t index = 0; index < list->size(); ++index)
            read((*list)[index], std::string(field) + "/" + std::to_string(index));
    }
    std::string inner(const std::string& field) const { return at_ + field + "/"; }

    void no_others() const {
        for (const auto& [field, value] : object_.items())
            if (!asked_.contains(field)) fail(field, "no field of this name", value);
    }

private:
    const json& object_;
    std::string at_;
    std::set<std::string, std::less<>> asked_;
};

Route::Role read_role(Fields& fields, Route::Role otherwise) {
    const json* role = fields.optional("role");
    if (role == nullptr) return otherwise;
    if (*role == "none") return Route::Role::none;
    if (*role == "player") return Route::Role::player;
    if (*role == "partner") return Route::Role::partner;
    if (*role == "admin") return Route::Role::admin;
    fields.fail("role", "none, player, partner or admin", *role);
}

std::uint32_t read_number(Fields& fields, std::set<std::uint32_t>& numbers) {
    const json& number = fields.required("number", "a number");
    if (!number.is_number_unsigned() || number > std::numeric_limits<std::uint32_t>::max() ||
        !numbers.insert(number.get<std::uint32_t>()).second)
        fields.fail("number", "a number from 0 to 4294967295 that no other route has", number);
    return number;
}

std::optional<std::chrono::milliseconds> read_age(Fields& fields, const char* field) {
    constexpr std::int64_t a_day = 86'400'000;
    const json* age = fields.optional(field);
    if (age == nullptr) return std::nullopt;
    if (!age->is_number_integer() || *age < 0 || *age > a_day)
        fields.fail(field, "milliseconds, from 0 to 86400000", *age);
    return std::chrono::milliseconds(age->get<std::int64_t>());
}

std::optional<Route::Ages> read_ages(Fields& fields) {
    const auto max_age = read_age(fields, "max_age_ms");
    const auto beyond = read_age(fields, "stale_while_revalidate_ms");
    if (beyond && !max_age) fields.fail("stale_while_revalidate_ms", "max_age_ms beside it", beyond->count());
    if (!max_age) return std::nullopt;
    return Route::Ages{*max_age, beyond.value_or(std::chrono::milliseconds(0))};
}

std::vector<Route> read_routes(Fields& manifest, const char* list, Route::Role role, std::set<std::uint32_t>& numbers) {
    std::vector<Route> routes;
    manifest.each(list, [&](const json& value, const std::string& at) {
        Fields fields(value, manifest.inner(at));
        Route route;
        route.name = fields.name("name");
        if (named(routes, route.name) != nullptr) fields.fail("name", "a name that is used once", route.name);
        route.number = read_number(fields, numbers);
        route.role = read_role(fields, role);
        route.schema = fields.object("schema");
        if (list == std::string_view("views")) route.ages = read_ages(fields);
        fields.no_others();
        routes.push_back(std::move(route));
    });
    return routes;
}

Machine read_machine(const json& value, const std::string& at) {
    Fields fields(value, at);
    Machine machine;
    machine.name = fields.name("name");
    machine.initial = fields.name("initial");
    fields.each("moves", [&](const json& move, const std::string& field) {
        if (!move.is_array() || move.size() != 2) fields.fail(field, "a pair of states", move);
        machine.moves.emplace_back(fields.name(move[0], field), fields.name(move[1], field));
    });
    fields.no_others();
    return machine;
}

std::optional<Listener> read_listener(Fields& manifest, std::set<std::uint32_t>& numbers) {
    const json* value = manifest.optional("listener");
    if (value == nullptr) return std::nullopt;
    Fields fields(*value, manifest.inner("listener"));
    Listener listener;
    listener.number = read_number(fields, numbers);
    const json& on_fault = fields.required("on_fault", "undo or skip");
    if (on_fault != "undo" && on_fault != "skip") fields.fail("on_fault", "undo or skip", on_fault);
    listener.on_fault = on_fault == "undo" ? Listener::OnFault::undo : Listener::OnFault::skip;
    fields.no_others();
    return listener;
}

std::vector<Job> read_jobs(Fields& manifest, std::set<std::uint32_t>& numbers) {
    std::vector<Job> jobs;
    manifest.each("jobs", [&](const json& value, const std::string& at) {
        Fields fields(value, manifest.inner(at));
        Job job;
        job.name = fields.name("name");
        if (named(jobs, job.name) != nullptr) fields.fail("name", "a name that is used once", job.name);
        job.number = read_number(fields, numbers);
        const json& schedule = fields.required("schedule", schedule_rule);
        const auto when = schedule.is_string() ? parse_schedule(schedule.get<std::string>()) : std::nullopt;
        if (!when) fields.fail("schedule", schedule_rule, schedule);
        job.schedule = schedule;
        job.when = *when;
        fields.no_others();
        jobs.push_back(std::move(job));
    });
    return jobs;
}

}  // namespace

bool Machine::allows(std::string_view from, std::string_view to) const {
    return std::any_of(moves.begin(), moves.end(),
                       [&](const auto& move) { return move.first == from && move.second == to; });
}

const Route* Manifest::action(std::string_view name) const {
    return named(actions, name);
}
const Route* Manifest::view(std::string_view name) const {
    return named(views, name);
}
const Machine* Manifest::machine(std::string_view name) const {
    return named(machines, name);
}
const Job* Manifest::job(std::string_view name) const {
    return named(jobs, name);
}

Manifest read_manifest(std::string_view text) try {
    const json parsed = parse_json(text);
    Fields fields(parsed, "/");
    Manifest manifest;
    manifest.id = fields.name("id");
    const json& version = fields.required("version", "a version such as 1.0.0");
    if (!version.is_string() || !is_version(version.get<std::string>()))
        fields.fail("version", "a version of the form major.minor.patch", version);
    manifest.version = version;
    manifest.title = fields.object("title");
    fields.required("settings_schema", "a JSON Schema");
    manifest.settings_schema = fields.object("settings_schema");
    std::set<std::uint32_t> numbers;
    manifest.actions = read_routes(fields, "actions", Route::Role::player, numbers);
    manifest.views = read_routes(fields, "views", Route::Role::none, numbers);
    fields.each("machines", [&](const json& machine, const std::string& at) {
        manifest.machines.push_back(read_machine(machine, fields.inner(at)));
    });
    fields.each("emits",
                [&](const json& topic, const std::string& at) { manifest.emits.push_back(fields.name(topic, at)); });
    manifest.listener = read_listener(fields, numbers);
    manifest.jobs = read_jobs(fields, numbers);
    if (fields.optional("page") != nullptr) manifest.page = fields.name("page");
    if (const json* odds = fields.optional("odds")) {
        if (!odds->is_boolean()) fields.fail("odds", "true or false", *odds);
        manifest.odds = *odds;
    }
    fields.no_others();
    return manifest;
} catch (const std::invalid_argument& defect) {
    throw Unfit(std::string("its manifest is ") + defect.what() + ": rebuild the plugin with fairground/plugin.hpp");
}

}  // namespace fairground::plugin
