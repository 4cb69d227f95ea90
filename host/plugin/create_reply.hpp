// What a plugin's create() answered. Anything but the shape that abi.h gives is a defect: Unfit.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/plugin.hpp"
#include "plugin/reply.hpp"

namespace fairground::plugin {

class CreateReply {
public:
    // thrown: what left create() as an exception. Throws Unfit unless status is FG_OK or FG_INVALID.
    CreateReply(const Manifest& plugin, fg_status status, const std::string& thrown, ReplyBuffer& reply);

    std::vector<StockItem> stock() const;
    std::vector<std::string> coupon_pools() const;
    std::vector<std::string> listens() const;
    // "earns" or "spends"; empty: the plugin does not say.
    std::optional<std::vector<std::string>> currencies(const char* field) const;
    // Of FG_INVALID.
    std::vector<SettingsProblem> problems() const;

    [[noreturn]] void defect(const std::string& what) const;

private:
    const nlohmann::json& list(const char* field) const;
    std::string name(const nlohmann::json& value) const;
    std::optional<std::int64_t> cap(const nlohmann::json& item, const char* field) const;

    const Manifest& plugin_;
    nlohmann::json json_;
};

}  // namespace fairground::plugin
