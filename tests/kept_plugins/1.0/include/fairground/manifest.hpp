// SPDX-License-Identifier: MIT
// What a plugin tells about itself. Filled by the author's `static void declare(Manifest&)`; the host reads it as JSON
// (docs/sdk/manifest.md).
#pragma once
#include <functional>
#include <initializer_list>
#include <type_traits>

#include "fairground/call.hpp"
#include "fairground/plan.hpp"

namespace fairground {

// The root of all campaigns: see Campaign in plugin.hpp.
class Rules {
public:
    virtual ~Rules() = default;
};

// The chance that a draw gives this prize, 0..1; those of a campaign add up to 1.
struct Chance {
    std::string id;
    double chance = 0;
};

enum class Role { none, player, partner, admin };  // who may call; none: everybody, even without a session

// An action or view. Handlers run on many threads at the same time, hence const: all that changes goes through Call.
class Route {
public:
    enum class Kind { action, view };

    Route(Kind kind, std::string name, std::function<Json(const Rules&, Call&)> handler)
        : kind_(kind), name_(std::move(name)), handler_(std::move(handler)), shape_(kind == Kind::view) {}

    // The fields of the body (action) or query (view). Others are answered with invalid_body or invalid_query.
    Route& takes(std::initializer_list<Field> fields) {
        shape_.fields = fields;
        return *this;
    }
    // What every call of this route will need; loaded in bulk before it runs.
    template <class... Needs>
    Route& needs(Needs... needs) {
        (needs_.push_back(std::move(needs)), ...);
        return *this;
    }
    // The same where it depends on settings or input: `void plan_spin(Plan&, const Input&) const`.
    template <class T>
    Route& plans(void (T::*planner)(Plan&, const Input&) const) {
        static_assert(std::is_base_of_v<Rules, T>, "the planner must be a member of a class derived from Campaign");
        planner_ = [planner](const Rules& rules, Plan& plan, const Input& input) {
            (static_cast<const T&>(rules).*planner)(plan, input);
        };
        return *this;
    }
    // An action is for players unless said otherwise, a view for everybody.
    Route& role(Role role) {
        role_ = role;
        return *this;
    }

    // ---- for the border ----
    Kind kind() const { return kind_; }
    Json call(const Rules& rules, Call& call) const { return handler_(rules, call); }
    Input read(std::string_view input) const { return shape_.read(input); }
    void plan(const Rules& rules, Plan& plan, std::string_view input) const {
        for (const Need& need : needs_) need(plan);
        if (planner_) planner_(rules, plan, read(input));
    }
    Json describe(std::uint32_t number) const {
        static constexpr const char* roles[] = {"none", "player", "partner", "admin"};
        return {{"name", name_},
                {"number", number},
                {"role", roles[static_cast<int>(role_.value_or(kind_ == Kind::action ? Role::player : Role::none))]},
                {"schema", shape_.schema()}};
    }

private:
    Kind kind_;
    std::string name_;
    std::function<Json(const Rules&, Call&)> handler_;
    detail::Shape shape_;
    std::vector<Need> needs_;
    std::function<void(const Rules&, Plan&, const Input&)> planner_;
    std::optional<Role> role_;
};

class Manifest {
public:
    // By language: {{"en", "Lucky wheel"}, {"zh", "大转盘"}}.
    Manifest& title(std::initializer_list<std::pair<std::string, std::string>> by_language) {
        for (const auto& [language, text] : by_language) title_[language] = text;
        return *this;
    }
    // JSON Schema, draft 7; the host checks settings against it before the plugin sees them.
    Manifest& settings_schema(std::string_view json) {
        settings_schema_ = Json::parse(json);
        return *this;
    }

    template <class T>
    Route& action(std::string name, Json (T::*handler)(Call&) const) {
        return add(Route::Kind::action, std::move(name), handler);
    }
    template <class T>
    Route& view(std::string name, Json (T::*handler)(Call&) const) {
        return add(Route::Kind::view, std::move(name), handler);
    }
    // A state machine per player; moves are pairs {from, to}.
    Manifest& machine(std::string name, std::string initial,
                      std::initializer_list<std::pair<std::string, std::string>> moves) {
        Json pairs = Json::array();
        for (const auto& [from, to] : moves) pairs.push_back(Json::array({from, to}));
        machines_.push_back({{"name", std::move(name)}, {"initial", std::move(initial)}, {"moves", std::move(pairs)}});
        return *this;
    }
    Manifest& emits(std::string topic) {
        emits_.push_back(std::move(topic));
        return *this;
    }
    // The folder of the page, within the folder of the plugin's name beside the library.
    Manifest& page(std::string folder) {
        page_ = std::move(folder);
        return *this;
    }
    // Published chances, for players and auditors.
    template <class T>
    Manifest& odds(std::vector<Chance> (T::*odds)() const) {
        static_assert(std::is_base_of_v<Rules, T>, "odds must be a member of a class derived from Campaign");
        odds_ = [odds](const Rules& rules) { return (static_cast<const T&>(rules).*odds)(); };
        return *this;
    }

    // ---- for the border ----
    const std::vector<Route>& routes() const { return routes_; }
    const std::function<std::vector<Chance>(const Rules&)>& odds() const { return odds_; }
    Json describe(const fg_stamp& stamp) const {
        Json json = {{"id", stamp.id},
                     {"version", stamp.version},
                     {"title", title_},
                     {"settings_schema", settings_schema_},
                     {"actions", Json::array()},
                     {"views", Json::array()},
                     {"machines", machines_},
                     {"emits", emits_},
                     {"odds", static_cast<bool>(odds_)}};
        for (std::uint32_t number = 0; number < routes_.size(); ++number) {
            const Route& route = routes_[number];
            json[route.kind() == Route::Kind::action ? "actions" : "views"].push_back(route.describe(number));
        }
        if (!page_.empty()) json["page"] = page_;
        return json;
    }

private:
    template <class T>
    Route& add(Route::Kind kind, std::string name, Json (T::*handler)(Call&) const) {
        static_assert(std::is_base_of_v<Rules, T>, "the handler must be a member of a class derived from Campaign");
        return routes_.emplace_back(kind, std::move(name), [handler](const Rules& rules, Call& call) {
            return (static_cast<const T&>(rules).*handler)(call);
        });
    }

    Json title_ = Json::object();
    Json settings_schema_ = {{"type", "object"}};
    std::vector<Route> routes_;
    Json machines_ = Json::array();
    Json emits_ = Json::array();
    std::string page_;
    std::function<std::vector<Chance>(const Rules&)> odds_;
};

}  // namespace fairground
