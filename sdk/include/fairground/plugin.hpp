// SPDX-License-Identifier: MIT
//
// All that the author of a campaign plugin includes. A guide is docs/sdk/start.md; a whole plugin is
// sdk/examples/tiny_wheel.cpp.
//
//   class Wheel final : public fairground::Campaign<Settings> {
//   public:
//       static void declare(fairground::Manifest& manifest);   // routes, needs, events, odds: manifest.hpp
//       fairground::Json spin(fairground::Call& call) const;   // a handler: call.hpp
//   };
//   FAIRGROUND_PLUGIN(Wheel, "wheel", "1.0.0")
//
// A handler is a function of the call: no I/O, no threads, no clock or chance but the call's, no memory between calls.
// It returns its JSON answer, or throws (outcome.hpp) and then nothing has happened.
#pragma once
#include "fairground/detail/border.hpp"
#include "fairground/manifest.hpp"

namespace fairground {

// An item of the campaign's stock; without a limit it need not be named.
struct StockItem {
    std::string item;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> per_day;
};

// The base of a plugin's class. One object lives per revision of a campaign, made by its default constructor, and is
// called by many threads at once.
//
// Settings come from `static Settings Settings::read(const Json&, Problems&)` where there is one, else by nlohmann's
// from_json. The JSON already fits the manifest's schema; what is wrong beyond that goes into Problems.
//
// A class may hide these to tell the host what its settings amount to: stock_items, coupon_pools, currencies,
// listens (the topics of other campaigns' events that the manifest's listener wants to hear). It may also have
//   std::vector<std::string> earns() const;    // the currencies that it ever credits
//   std::vector<std::string> spends() const;   // those that it ever debits
// so that `fairground check` can tell of a currency that is spent and that nobody earns. Without them that is unknown.
template <class Settings_>
class Campaign : public Rules {
public:
    using Settings = Settings_;

    const Settings& settings() const { return settings_; }
    std::vector<StockItem> stock_items() const { return {}; }
    std::vector<std::string> coupon_pools() const { return {}; }
    std::vector<std::string> currencies() const { return {}; }
    std::vector<std::string> listens() const { return {}; }

private:
    template <class>
    friend class detail::Border;
    Settings settings_;
};

}  // namespace fairground

// REQUIRES: at file scope, once per library. id: [a-z0-9-], at most 63 characters; version: "1.0.0".
#define FAIRGROUND_PLUGIN(Class, id, version)                                        \
    extern "C" {                                                                     \
    __attribute__((used, section(FG_STAMP_SECTION))) const fg_stamp fg_stamp_v1 =    \
        ::fairground::detail::make_stamp(id, version);                               \
    __attribute__((visibility("default"))) const fg_plugin* fg_plugin_v1();          \
    const fg_plugin* fg_plugin_v1() {                                                \
        static const fg_plugin table = ::fairground::detail::Border<Class>::table(); \
        return &table;                                                               \
    }                                                                                \
    }                                                                                \
    static_assert(true)
