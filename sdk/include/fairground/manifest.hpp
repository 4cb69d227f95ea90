// SPDX-License-Identifier: MIT
// What a plugin tells about itself. Filled by the author's `static void declare(Manifest&)`; the host reads it as JSON
// (docs/sdk/manifest.md).
#pragma once
#include <chrono>
#include <functional>
#include <initializer_list>
#include <type_traits>

#include "fairground/call.hpp"
#include "fairground/event.hpp"
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

// What a fault in a listener does: undo the whole action that told the event, or only what the listener did.
enum class OnFault { undo, skip };

// An action, view, listener or job. Handlers run on many threads at the same time, hence const: all that changes goes
// through Call.
class Route {
public:
    enum class Kind { action, view, listener, job };
    using Handler = std::function<Json(const Rules&, Call&, std::string_view input)>;

    Route(Kind kind, std::string name, Handler handler)
        : kind_(kind), name_(std::move(name)), handler_(std::move(handler)), shape_(kind == Kind::view) {}

    // The fields of the body (action) or query (view). Others are answered with invalid_body or invalid_query.
    Route& takes(std::initializer_list<Field> fields) {
        only_for_players("takes");
        shape_.fields = fields;
        return *this;
    }
    // What every call of this route will need; loaded in bulk before it runs.
    template <class... Needs>
    Route& needs(Needs... needs) {
        (needs_.push_back(std::move(needs)), ...);
        return *this;
    }
    // The same where it depends on settings or input: `void plan_spin(Plan&, const Input&) const`. The input of a
    // listener's planner has the text "topic" only, that of a job's the text "job" and the integers "day" and "due".
    template <class T>
    Route& plans(void (T::*planner)(Plan&, const Input&) const) {
        static_assert(std::is_base_of_v<Rules, T>, "the planner must be a member of a class derived from Campaign");
        planner_ = [planner](const Rules& rules, Plan& plan, const Input& input) {
            (static_cast<const T&>(rules).*planner)(plan, input);
        };
        return *this;
    }
    // How old what others change (stock, tallies, coupons, boards) and the time of day may be in a view's reply. Then
    // the host computes it once for all who ask meanwhile; beyond that it may give one in which nothing of a player is
    // for `while_revalidating` more, while it computes a new one. What the player himself changed is never old. Without
    // it a view that looks at any of these is computed for each who asks, and one that looks at the time once a second.
    Route& max_age(std::chrono::milliseconds age, std::chrono::milliseconds while_revalidating = {}) {
        if (kind_ != Kind::view) throw std::logic_error("max_age() is for views, not for " + name_);
        max_age_ = age;
        while_revalidating_ = while_revalidating;
        return *this;
    }
    // An action is for players unless said otherwise, a view for everybody.
    Route& role(Role role) {
        only_for_players("role");
        role_ = role;
        return *this;
    }

    // ---- for the border ----
    Kind kind() const { return kind_; }
    Json call(const Rules& rules, const detail::Services& services, fg_call* handle, std::string_view input) const {
        Call call(services, handle, for_players() ? shape_.read(input) : Input(Json::object()));
        return handler_(rules, call, input);
    }
    void plan(const Rules& rules, Plan& plan, std::string_view input) const {
        for (const Need& need : needs_) need(plan);
        if (planner_) planner_(rules, plan, planned_for(input));
    }
    Json describe(std::uint32_t number) const {
        static constexpr const char* roles[] = {"none", "player", "partner", "admin"};
        Json json = {
            {"name", name_},
            {"number", number},
            {"role", roles[static_cast<int>(role_.value_or(kind_ == Kind::action ? Role::player : Role::none))]},
            {"schema", shape_.schema()}};
        if (max_age_) json["max_age_ms"] = max_age_->count();
        if (while_revalidating_.count() > 0) json["stale_while_revalidate_ms"] = while_revalidating_.count();
        return json;
    }

private:
    bool for_players() const { return kind_ == Kind::action || kind_ == Kind::view; }
    void only_for_players(const char* function) const {
        if (!for_players())
            throw std::logic_error(std::string(function) + "() is for actions and views, not for " + name_);
    }
    Input planned_for(std::string_view input) const {
        if (kind_ == Kind::listener) return detail::read_topic(input);
        if (kind_ == Kind::job) return detail::read_job(input);
        return shape_.read(input);
    }

    Kind kind_;
    std::string name_;
    Handler handler_;
    detail::Shape shape_;
    std::vector<Need> needs_;
    std::function<void(const Rules&, Plan&, const Input&)> planner_;
    std::optional<Role> role_;
    std::optional<std::chrono::milliseconds> max_age_;
    std::chrono::milliseconds while_revalidating_{0};
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
        return answer(Route::Kind::action, std::move(name), handler);
    }
    template <class T>
    Route& view(std::string name, Json (T::*handler)(Call&) const) {
        return answer(Route::Kind::view, std::move(name), handler);
    }
    // Hears the events of other campaigns that Campaign::listens() names, inside the action that tells them and for its
    // player. A refusal drops what the listener did, and leaves the action alone. REQUIRES: once
    template <class T>
    Route& listener(void (T::*handler)(Call&, const Event&) const, OnFault on_fault) {
        if (!listener_.is_null()) throw std::logic_error("the manifest has a listener already");
        listener_ = {{"number", routes_.size()}, {"on_fault", on_fault == OnFault::undo ? "undo" : "skip"}};
        return hear(Route::Kind::listener, "the listener", handler, &detail::read_event);
    }
    // Scheduled work, done once for each player of whom the campaign keeps a value. schedule, in the campaign's time
    // zone: "daily 20:00", "weekly mon 00:05", "monthly 1 00:05" (1..28), "monthly last 23:50".
    template <class T>
    Route& job(std::string name, std::string schedule, void (T::*handler)(Call&, const Run&) const) {
        jobs_.push_back({{"name", name}, {"number", routes_.size()}, {"schedule", std::move(schedule)}});
        return hear(Route::Kind::job, "the job " + name, handler, &detail::read_run);
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
            if (route.kind() == Route::Kind::action) json["actions"].push_back(route.describe(number));
            if (route.kind() == Route::Kind::view) json["views"].push_back(route.describe(number));
        }
        if (!listener_.is_null()) json["listener"] = listener_;
        if (!jobs_.empty()) json["jobs"] = jobs_;
        if (!page_.empty()) json["page"] = page_;
        return json;
    }

private:
    template <class T>
    Route& answer(Route::Kind kind, std::string name, Json (T::*handler)(Call&) const) {
        static_assert(std::is_base_of_v<Rules, T>, "the handler must be a member of a class derived from Campaign");
        return routes_.emplace_back(kind, std::move(name), [handler](const Rules& rules, Call& call, std::string_view) {
            return (static_cast<const T&>(rules).*handler)(call);
        });
    }
    // What the host tells; its answer is only whether it went well.
    template <class T, class Told>
    Route& hear(Route::Kind kind, std::string name, void (T::*handler)(Call&, const Told&) const,
                Told (*read)(std::string_view)) {
        static_assert(std::is_base_of_v<Rules, T>, "the handler must be a member of a class derived from Campaign");
        return routes_.emplace_back(kind, std::move(name),
                                    [handler, read](const Rules& rules, Call& call, std::string_view input) {
                                        (static_cast<const T&>(rules).*handler)(call, read(input));
                                        return Json::object();
                                    });
    }

    Json title_ = Json::object();
    Json settings_schema_ = {{"type", "object"}};
    std::vector<Route> routes_;
    Json machines_ = Json::array();
    Json emits_ = Json::array();
    Json listener_;
    Json jobs_ = Json::array();
    std::string page_;
    std::function<std::vector<Chance>(const Rules&)> odds_;
};

}  // namespace fairground
