#include <spdlog/spdlog.h>

#include "plugin/create_reply.hpp"
#include "plugin/image.hpp"
#include "plugin/plugin.hpp"
#include "plugin/reply.hpp"
#include "plugin/settings_check.hpp"
#include "plugin/tables.hpp"
#include "supervise/breadcrumb.hpp"

namespace fairground::plugin {
namespace {

using nlohmann::json;

std::string problem_list(const std::vector<SettingsProblem>& problems) {
    std::string text = "the plugin does not take these settings";
    for (const auto& problem : problems)
        text += "\n  " + (problem.at.empty() ? "/" : problem.at) + ": " + problem.message;
    return text;
}

// The settings as text for the plugin; dump() throws for bytes that are not UTF-8.
std::string settings_text(const json& settings) try { return settings.dump(); } catch (const json::type_error&) {
    throw SettingsRefused(std::vector<SettingsProblem>{{"", "expected UTF-8, found other bytes in a text"}});
}

supervise::CalleeNote::Text note_of(const Image& image, const std::string& campaign) {
    const Manifest& manifest = image.manifest();
    supervise::CalleeNote::Text text{campaign, manifest.id, manifest.version, image.generation(), {}};
    for (const auto* routes : {&manifest.actions, &manifest.views})
        for (const Route& route : *routes) text.routes.emplace_back(route.number, route.name);
    if (manifest.listener) text.routes.emplace_back(manifest.listener->number, "the listener");
    for (const Job& job : manifest.jobs) text.routes.emplace_back(job.number, "the job " + job.name);
    return text;
}

// run(), noted where the supervisor will look if it does not come back.
template <typename Function>
fg_status run_noted(const supervise::CalleeNote& callee, std::uint32_t route, Function&& function,
                    std::string& thrown) noexcept {
    const supervise::Breadcrumb noted(callee, route);
    return run(std::forward<Function>(function), thrown);
}

// A service that could not answer decides the outcome, whatever the plugin made of it.
template <typename Handle>
std::optional<Reply> overruled(const Manifest& plugin, const Handle& handle, const std::string& thrown) {
    if (!thrown.empty()) return fault(plugin, thrown);
    if (!handle.fault.empty()) return fault(plugin, "a service failed: " + handle.fault);
    if (!handle.unavailable.empty()) return Reply{Reply::Kind::unavailable, "", "", handle.unavailable};
    return std::nullopt;
}

}  // namespace

SettingsRefused::SettingsRefused(std::vector<SettingsProblem> found)
    : std::runtime_error(problem_list(found)), problems(std::move(found)) {}

Instance::Instance(std::shared_ptr<Image> image, const json& settings, const std::string& campaign)
    : image_(std::move(image)), note_(std::make_unique<supervise::CalleeNote>(note_of(*image_, campaign))) {
    if (auto problems = check_settings(manifest().settings_schema, settings); !problems.empty())
        throw SettingsRefused(std::move(problems));

    const fg_plugin& plugin = image_->table();
    const std::string text = settings_text(settings);
    ReplyBuffer buffer;
    std::string thrown;
    fg_instance* created = nullptr;
    const fg_status status = run_noted(
        *note_, supervise::create_call,
        [&] { return plugin.create(&host_table(), borrow(text), buffer.sink(), &created); }, thrown);
    std::unique_ptr<fg_instance, void (*)(fg_instance*)> owner(status == FG_OK ? created : nullptr, plugin.destroy);

    const CreateReply reply(manifest(), status, thrown, buffer);
    if (status == FG_INVALID) throw SettingsRefused(reply.problems());
    if (created == nullptr) reply.defect("answered FG_OK without an instance");
    stock_ = reply.stock();
    for (const StockItem& item : stock_) {
        stock_by_item_.emplace(item.item, &item);
        has_daily_stock_ = has_daily_stock_ || item.per_day;
    }
    coupon_pools_ = reply.coupon_pools();
    listens_ = reply.listens();
    earns_ = reply.currencies("earns");
    spends_ = reply.currencies("spends");
    handle_ = owner.release();
}

Instance::~Instance() {
    std::string thrown;
    run_noted(
        *note_, supervise::destroy_call, [&] { return image_->table().destroy(handle_), FG_OK; }, thrown);
    if (!thrown.empty()) spdlog::error("plugin {} {}: destroy(): {}", manifest().id, manifest().version, thrown);
}

const Manifest& Instance::manifest() const {
    return image_->manifest();
}

const StockItem* Instance::stock_of(std::string_view item) const {
    const auto found = stock_by_item_.find(item);
    return found == stock_by_item_.end() ? nullptr : found->second;
}

std::string_view Instance::content() const {
    return image_->sha256();
}

std::uint64_t Instance::generation() const {
    return image_->generation();
}

std::optional<Reply> Instance::plan(std::uint32_t route, std::string_view input, PlanContext& context) const {
    const fg_plugin& plugin = image_->table();
    if (plugin.plan == nullptr) return std::nullopt;
    PlanHandle handle{context, "", ""};
    ReplyBuffer buffer;
    std::string thrown;
    const fg_status status = run_noted(
        *note_, route, [&] { return plugin.plan(handle_, route, handle.get(), borrow(input), buffer.sink()); }, thrown);
    if (auto reply = overruled(manifest(), handle, thrown)) return reply;
    if (status == FG_OK) return std::nullopt;
    if (status == FG_INVALID || status == FG_FAULT) return read_reply(manifest(), status, buffer);
    return fault(manifest(), "plan() answered " + status_name(status) + ", expected FG_OK or FG_INVALID");
}

Reply Instance::call(std::uint32_t route, std::string_view input, CallContext& context) const {
    CallHandle handle{context, "", ""};
    ReplyBuffer buffer;
    std::string thrown;
    const fg_status status = run_noted(
        *note_, route, [&] { return image_->table().call(handle_, route, handle.get(), borrow(input), buffer.sink()); },
        thrown);
    if (auto reply = overruled(manifest(), handle, thrown)) return *std::move(reply);
    return read_reply(manifest(), status, buffer);
}

json Instance::odds() const {
    if (!manifest().odds) return nullptr;
    ReplyBuffer buffer;
    std::string thrown;
    const fg_status status = run_noted(
        *note_, supervise::odds_call, [&] { return image_->table().odds(handle_, buffer.sink()); }, thrown);
    const Reply reply = thrown.empty() ? read_reply(manifest(), status, buffer) : fault(manifest(), thrown);
    if (reply.kind == Reply::Kind::ok) return json::parse(reply.body);
    throw Unfit("its odds() answered " + status_name(status) + " (" + reply.detail + "): this is a bug of the plugin");
}

}  // namespace fairground::plugin
