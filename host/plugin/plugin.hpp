// Campaign plugins as the host sees them: images (loaded libraries) and instances (the rules with one revision's
// settings).
#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "plugin/call_context.hpp"
#include "plugin/schedule.hpp"

namespace fairground::supervise {
class CalleeNote;
}

namespace fairground::plugin {

struct Route {
    enum class Role { none, player, partner, admin };
    std::string name;
    std::uint32_t number = 0;  // as the plugin counts
    Role role = Role::player;
    nlohmann::json schema;  // of the body or the query; null: not declared

    // Of a view: how old what others change may be in its reply.
    struct Ages {
        std::chrono::milliseconds max_age{0};
        std::chrono::milliseconds stale_while_revalidate{0};  // beyond that, while a new one is computed
    };
    std::optional<Ages> ages;  // empty: not at all
};

struct Machine {
    std::string name;
    std::string initial;
    std::vector<std::pair<std::string, std::string>> moves;
    bool allows(std::string_view from, std::string_view to) const;
};

// Hears the events of other campaigns, inside the action that emits them.
struct Listener {
    enum class OnFault { undo, skip };
    std::uint32_t number = 0;  // as routes are counted
    OnFault on_fault = OnFault::undo;
};

// Scheduled work, done once for each player of whom the campaign keeps a value.
struct Job {
    std::string name;
    std::uint32_t number = 0;  // as routes are counted
    std::string schedule;      // "daily 20:00", "monthly last 23:50"
    Schedule when;             // what that means
};

struct Manifest {
    std::string id;
    std::string version;
    nlohmann::json title;            // {"en": …, "zh": …}
    nlohmann::json settings_schema;  // JSON Schema, draft 7
    std::vector<Route> actions;
    std::vector<Route> views;
    std::vector<Machine> machines;
    std::vector<std::string> emits;
    std::optional<Listener> listener;
    std::vector<Job> jobs;
    std::string page;  // folder of the page beside the library; empty: none
    bool odds = false;

    const Route* action(std::string_view name) const;
    const Route* view(std::string_view name) const;
    const Machine* machine(std::string_view name) const;
    const Job* job(std::string_view name) const;
};

// A plugin that cannot be used; the text names the file, what was found, what was expected and what to do.
struct Unfit : std::runtime_error {
    explicit Unfit(const std::string& what, std::string where = "load")
        : std::runtime_error(what), step(std::move(where)) {}
    std::string step;  // of taking it in: find, stamp, load, describe, create, odds, destroy
};

struct SettingsProblem {
    std::string at;  // JSON pointer into the settings
    std::string message;
};
struct SettingsRefused : std::runtime_error {
    explicit SettingsRefused(std::vector<SettingsProblem> found);
    std::vector<SettingsProblem> problems;
};

struct StockItem {
    std::string item;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> per_day;
};

// What a plugin's function answered. For ok: body is the JSON reply. Else: code and detail; unavailable and fault may
// have an empty code.
struct Reply {
    enum class Kind { ok, refused, invalid, unavailable, fault };
    Kind kind = Kind::fault;
    std::string body;
    std::string code;
    std::string detail;
};

class Image;

// The images of this process: loaded and wanted; and those that were unloaded but did not leave its memory.
struct ImageCounts {
    std::size_t loaded = 0;
    std::size_t stuck = 0;
};
ImageCounts image_counts();

// Owner: whoever holds the shared_ptr; keeps its Image loaded. Threads: all functions from any thread at the same time.
// Failure: plan, act and view never throw on the plugin's account: what the plugin does wrong (unparsable reply,
// unknown status) is a Reply of kind fault.
class Instance {
public:
    // campaign: whom a crash in it is put down to. Throws SettingsRefused, Unfit.
    Instance(std::shared_ptr<Image> image, const nlohmann::json& settings, const std::string& campaign = "");
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    const Manifest& manifest() const;
    const std::shared_ptr<Image>& image() const { return image_; }
    std::uint64_t generation() const;  // of the image: which of the loads of this process
    std::string_view content() const;  // of the image: the SHA-256 of the library, in hexadecimal digits
    // As the plugin named them.
    const std::vector<StockItem>& stock() const { return stock_; }
    const StockItem* stock_of(std::string_view item) const;  // null: it has no limit
    bool has_daily_stock() const { return has_daily_stock_; }
    const std::vector<std::string>& coupon_pools() const { return coupon_pools_; }
    // The topics of other campaigns' events that the manifest's listener wants to hear.
    const std::vector<std::string>& listens() const { return listens_; }
    // The currencies that it ever credits, and those that it ever debits; empty: the plugin does not say.
    const std::optional<std::vector<std::string>>& earns() const { return earns_; }
    const std::optional<std::vector<std::string>>& spends() const { return spends_; }
    // Empty: the body may be planned for; else the refusal of a bad body.
    std::optional<Reply> plan(std::uint32_t route, std::string_view input, PlanContext& plan) const;
    Reply call(std::uint32_t route, std::string_view input, CallContext& call) const;
    // Published chances as JSON; null if the plugin has none. Throws Unfit when the plugin's answer cannot be read.
    nlohmann::json odds() const;

private:
    std::shared_ptr<Image> image_;
    std::unique_ptr<supervise::CalleeNote> note_;
    fg_instance* handle_ = nullptr;
    std::vector<StockItem> stock_;
    std::unordered_map<std::string_view, const StockItem*> stock_by_item_;
    bool has_daily_stock_ = false;
    std::vector<std::string> coupon_pools_;
    std::vector<std::string> listens_;
    std::optional<std::vector<std::string>> earns_;
    std::optional<std::vector<std::string>> spends_;
};

// How plugins are tried in a process of their own before they are loaded.
struct ProbeOptions {
    std::filesystem::path program;           // fairground-probe; empty: nothing is tried, for plugins that are trusted
    std::chrono::milliseconds time{10'000};  // for one try
};

// The plugins of one folder, each loaded once from a private copy. Threads: safe from any thread.
class Shelf {
public:
    // folder: where *.so files lie; images: a private folder for the copies (created with mode 0700).
    Shelf(std::filesystem::path folder, std::filesystem::path images, ProbeOptions probe = {});
    ~Shelf();

    // "lucky-wheel" or "lucky-wheel@1.2" (a prefix of the version). The file's present content: an image that is loaded
    // already, or a new one, tried before with these settings. Throws Unfit: none of that name, wrong version, or the
    // file's own defect.
    std::shared_ptr<Image> find(std::string_view reference, const std::vector<nlohmann::json>& settings = {});
    // Tries settings with an image that is in use, in a process of its own. Throws Unfit: it crashes or hangs.
    void rehearse(const Image& image, const std::vector<nlohmann::json>& settings);
    // Of every file in the folder: manifest or what is wrong with it. Nothing is loaded.
    struct Entry {
        std::filesystem::path file;
        std::optional<Manifest> manifest;
        std::string defect;
    };
    std::vector<Entry> list();
    const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// True: the reference means this plugin in this version.
bool fits(std::string_view reference, const Manifest& plugin);

// Reads a manifest as describe() writes it; throws Unfit naming the field.
Manifest read_manifest(std::string_view json);

}  // namespace fairground::plugin
