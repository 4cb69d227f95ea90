#include "plugin/create_reply.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "plugin/json_text.hpp"
#include "plugin/names.hpp"

namespace fairground::plugin {

using nlohmann::json;

CreateReply::CreateReply(const Manifest& plugin, fg_status status, const std::string& thrown, ReplyBuffer& reply)
    : plugin_(plugin) {
    if (!thrown.empty()) defect("failed: " + thrown);
    if (*reply.defect() != 0) defect(reply.defect());
    if (status != FG_OK && status != FG_INVALID)
        defect("answered " + status_name(status) + ": " + reply.text().substr(0, 200));
    try {
        json_ = parse_json(reply.text());
    } catch (const std::invalid_argument& error) {
        defect(std::string("answered with a reply that is ") + error.what());
    }
    if (!json_.is_object()) defect("answered with a reply that is no JSON object");
}

void CreateReply::defect(const std::string& what) const {
    throw Unfit("plugin " + plugin_.id + " " + plugin_.version + ": create() " + what +
                ": this is a bug of the plugin");
}

std::vector<StockItem> CreateReply::stock() const {
    std::vector<StockItem> items;
    std::set<std::string> named;
    for (const json& item : list("stock")) {
        if (!item.is_object() || !item.contains("item")) defect("answered with stock that has no \"item\"");
        items.push_back({name(item["item"]), cap(item, "total"), cap(item, "per_day")});
        if (!named.insert(items.back().item).second)
            defect("answered with the stock of \"" + items.back().item + "\" twice");
    }
    return items;
}

std::vector<std::string> CreateReply::coupon_pools() const {
    std::vector<std::string> pools;
    for (const json& pool : list("coupons")) pools.push_back(name(pool));
    return pools;
}

std::vector<std::string> CreateReply::listens() const {
    std::vector<std::string> topics;
    for (const json& topic : list("listens")) {
        topics.push_back(name(topic));
        if (std::count(topics.begin(), topics.end(), topics.back()) > 1)
            defect("answered that it listens to \"" + topics.back() + "\" twice");
    }
    if (!topics.empty() && !plugin_.listener)
        defect("answered that it listens to \"" + topics.front() + "\", but its manifest has no listener");
    return topics;
}

std::optional<std::vector<std::string>> CreateReply::currencies(const char* field) const {
    if (!json_.contains(field)) return std::nullopt;
    std::vector<std::string> names;
    for (const json& currency : list(field)) names.push_back(name(currency));
    return names;
}

std::vector<SettingsProblem> CreateReply::problems() const {
    std::vector<SettingsProblem> problems;
    const auto text = [&](const json& problem, const char* field) {
        if (!problem.is_object() || !problem.contains(field) || !problem[field].is_string())
            defect(std::string("answered with a problem without the text \"") + field + "\"");
        return problem[field].get<std::string>();
    };
    for (const json& problem : list("problems")) problems.push_back({text(problem, "at"), text(problem, "message")});
    if (problems.empty()) defect("answered FG_INVALID without a problem");
    return problems;
}

const json& CreateReply::list(const char* field) const {
    static const json none = json::array();
    const auto found = json_.find(field);
    if (found == json_.end()) return none;
    if (!found->is_array()) defect(std::string("answered with \"") + field + "\" that is no list");
    return *found;
}

std::string CreateReply::name(const json& value) const {
    if (!value.is_string() || !is_name(value.get<std::string>()))
        defect("named something " + value.dump() + ", expected " + name_rule);
    return value;
}

std::optional<std::int64_t> CreateReply::cap(const json& item, const char* field) const {
    const auto found = item.find(field);
    if (found == item.end()) return std::nullopt;
    if (!found->is_number_integer() || *found < 0 || *found > std::numeric_limits<std::int64_t>::max())
        defect("gave the stock of " + item["item"].dump() + " the " + field + " " + found->dump() +
               ", expected a whole number from 0");
    return found->get<std::int64_t>();
}

}  // namespace fairground::plugin
