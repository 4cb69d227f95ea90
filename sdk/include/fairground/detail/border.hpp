// SPDX-License-Identifier: MIT
// The functions behind fg_plugin. Each is noexcept and turns exceptions into a status and a text.
#pragma once
#include <memory>

#include "fairground/detail/stamp.hpp"
#include "fairground/manifest.hpp"

// Every library defines its own, by FAIRGROUND_PLUGIN.
extern "C" __attribute__((visibility("default"))) const fg_stamp fg_stamp_v1;

namespace fairground::detail {

inline fg_status fail(fg_status status, fg_sink reply, std::string_view code, std::string_view detail) {
    write(reply, Json({{"code", code}, {"detail", detail}}).dump(-1, ' ', false, Json::error_handler_t::replace));
    return status;
}

// Runs work, which returns FG_OK or another status after having written the reply itself.
template <class Work>
fg_status guarded(fg_sink reply, Work&& work) noexcept try {
    try {
        return work();
    } catch (const Refuse& refusal) {
        return fail(FG_REFUSED, reply, refusal.code, refusal.what());
    } catch (const Invalid& wrong) {
        return fail(FG_INVALID, reply, wrong.code, wrong.what());
    } catch (const Unavailable& missing) {
        return fail(FG_UNAVAILABLE, reply, missing.code, missing.what());
    } catch (const std::exception& bug) {
        return fail(FG_FAULT, reply, "fault", bug.what());
    } catch (...) {
        return fail(FG_FAULT, reply, "fault", "the plugin threw something that is not a std::exception");
    }
} catch (...) {
    return FG_FAULT;  // no memory even for the text
}

template <class Class>
class Border {
public:
    static fg_plugin table() noexcept {
        return {sizeof(fg_plugin), &describe, &create, &destroy, &plan, &call, declares_odds() ? &odds : nullptr};
    }

private:
    using Settings = typename Class::Settings;

    // What stands behind an fg_instance.
    struct Instance {
        explicit Instance(const fg_host& host) : services(host) { Class::declare(manifest); }
        const Route& route(std::uint32_t number) const {
            if (number >= manifest.routes().size())
                throw std::out_of_range("no route " + std::to_string(number) + ", the manifest has " +
                                        std::to_string(manifest.routes().size()));
            return manifest.routes()[number];
        }

        Services services;
        Manifest manifest;
        Class rules;
    };
    static Instance& of(fg_instance* instance) { return *reinterpret_cast<Instance*>(instance); }

    static bool declares_odds() noexcept try {
        Manifest manifest;
        Class::declare(manifest);
        return static_cast<bool>(manifest.odds());
    } catch (...) {
        return false;  // describe will say what is wrong
    }

    static fg_status describe(fg_sink reply) noexcept {
        return guarded(reply, [&] {
            Manifest manifest;
            Class::declare(manifest);
            write(reply, manifest.describe(fg_stamp_v1).dump());
            return FG_OK;
        });
    }

    static fg_status create(const fg_host* host, fg_str settings, fg_sink reply, fg_instance** out) noexcept {
        return guarded(reply, [&] {
            auto instance = std::make_unique<Instance>(*host);
            Problems problems;
            read_settings(view(settings), instance->rules, problems);
            if (!problems.empty()) {
                write(reply, describe(problems).dump(-1, ' ', false, Json::error_handler_t::replace));
                return FG_INVALID;
            }
            write(reply, amounts_to(instance->rules).dump());
            *out = reinterpret_cast<fg_instance*>(instance.release());
            return FG_OK;
        });
    }

    static void destroy(fg_instance* instance) noexcept { delete &of(instance); }

    static fg_status plan(fg_instance* instance, uint32_t route, fg_plan* plan, fg_str input, fg_sink reply) noexcept {
        return guarded(reply, [&] {
            const Instance& self = of(instance);
            Plan needs(self.services, plan);
            self.route(route).plan(self.rules, needs, view(input));
            return FG_OK;
        });
    }

    static fg_status call(fg_instance* instance, uint32_t route, fg_call* call, fg_str input, fg_sink reply) noexcept {
        return guarded(reply, [&] {
            const Instance& self = of(instance);
            const Route& asked = self.route(route);
            Json answer = asked.call(self.rules, self.services, call, view(input));
            write(reply, JsonText::of(answer));
            take_apart(answer);
            return FG_OK;
        });
    }

    static fg_status odds(fg_instance* instance, fg_sink reply) noexcept {
        return guarded(reply, [&] {
            Json prizes = Json::array();
            for (const Chance& chance : of(instance).manifest.odds()(of(instance).rules))
                prizes.push_back({{"id", chance.id}, {"chance", chance.chance}});
            write(reply, Json({{"prizes", std::move(prizes)}}).dump());
            return FG_OK;
        });
    }

    static void read_settings(std::string_view text, Class& rules, Problems& problems) {
        if (deeper_than(text, max_depth)) {
            problems.add("", "nested deeper than " + std::to_string(max_depth) + " levels");
            return;
        }
        try {
            const Json json = Json::parse(text);
            if constexpr (requires { Settings::read(json, problems); })
                rules.settings_ = Settings::read(json, problems);
            else
                rules.settings_ = json.template get<Settings>();
        } catch (const Json::exception& wrong) {
            problems.add("", std::string("the settings cannot be read: ") + wrong.what());
        }
    }

    static Json describe(const Problems& problems) {
        Json list = Json::array();
        for (const auto& problem : problems.found()) list.push_back({{"at", problem.at}, {"message", problem.message}});
        return {{"problems", std::move(list)}};
    }

    static Json amounts_to(const Class& rules) {
        Json stock = Json::array();
        for (const auto& item : rules.stock_items()) {
            Json line = {{"item", item.item}};
            if (item.total) line["total"] = *item.total;
            if (item.per_day) line["per_day"] = *item.per_day;
            stock.push_back(std::move(line));
        }
        Json amounts = {{"stock", std::move(stock)},
                        {"coupons", rules.coupon_pools()},
                        {"currencies", rules.currencies()},
                        {"listens", rules.listens()}};
        if constexpr (requires { rules.earns(); }) amounts["earns"] = rules.earns();
        if constexpr (requires { rules.spends(); }) amounts["spends"] = rules.spends();
        return amounts;
    }
};

}  // namespace fairground::detail
