// SPDX-License-Identifier: MIT
// What a listener and a job are called with, instead of an input of the player's.
#pragma once
#include "fairground/input.hpp"

namespace fairground {

// Something that another campaign of the tenant told, of the same player.
struct Event {
    std::string topic;     // "signin.completed"
    std::string campaign;  // the public id of the campaign that told it
    std::string plugin;    // "daily-signin"
    Json payload;          // an object
};

// One player's part of a run of scheduled work. It may come late: call.day() and call.now() are those of the real time.
struct Run {
    std::string job;
    std::int32_t day = 0;  // the local day that the run was due, yyyymmdd
    std::int64_t due = 0;  // ms
};

namespace detail {

// What the host tells a listener or a job. Unlike a player's input it may hold more than is known here: a newer host's.
class Told {
public:
    explicit Told(std::string_view bytes) {
        if (deeper_than(bytes, max_depth)) wrong("nested deeper than " + std::to_string(max_depth) + " levels");
        json_ = Json::parse(bytes, nullptr, false);
        if (!json_.is_object()) wrong("not a JSON object");
    }

    std::string name(const char* field) const {
        const Json& found = this->field(field);
        if (!found.is_string() || found.get_ref<const std::string&>().empty()) wrong(field, "a name", found);
        return found;
    }
    std::int64_t number(const char* field, std::int64_t most) const {
        const Json& found = this->field(field);
        if (!found.is_number_integer() || found < 0 || found > most) wrong(field, "a number from 0", found);
        return found;
    }
    const Json& object(const char* field) const {
        const Json& found = this->field(field);
        if (!found.is_object()) wrong(field, "an object", found);
        return found;
    }

private:
    const Json& field(const char* field) const {
        const auto found = json_.find(field);
        if (found == json_.end()) wrong(std::string("the field '") + field + "' is missing");
        return *found;
    }
    [[noreturn]] static void wrong(const char* field, const char* expected, const Json& found) {
        wrong(std::string("field '") + field + "': found " + found.type_name() + ", expected " + expected);
    }
    [[noreturn]] static void wrong(const std::string& detail) {
        throw Invalid("invalid_input", "what the host tells: " + detail);
    }

    Json json_;
};

inline Event read_event(std::string_view input) {
    const Told told(input);
    return {told.name("topic"), told.name("campaign"), told.name("plugin"), told.object("payload")};
}
inline Run read_run(std::string_view input) {
    const Told told(input);
    return {told.name("job"), static_cast<std::int32_t>(told.number("day", 9999'12'31)), told.number("due", INT64_MAX)};
}

// What the planner of a listener may look at: which event it is, for the events of a batch are planned for together.
inline Input read_topic(std::string_view input) {
    return Input(Json::object({{"topic", Told(input).name("topic")}}));
}
inline Input read_job(std::string_view input) {
    const Run run = read_run(input);
    return Input(Json::object({{"job", run.job}, {"day", run.day}, {"due", run.due}}));
}

}  // namespace detail
}  // namespace fairground
