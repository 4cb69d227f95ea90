#include "campaign/draft.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "campaign/listening.hpp"

namespace fairground::campaign {
namespace {

using config::CampaignFile;
using config::Problem;

std::vector<Problem> in_settings(const CampaignFile& file, const std::vector<plugin::SettingsProblem>& found) {
    std::vector<Problem> problems;
    for (const plugin::SettingsProblem& problem : found) {
        problems.push_back(file.document.problem("/settings" + problem.at, problem.message));
    }
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return problems;
}

// Published chances that do not add up are a promise that cannot be kept.
void check_odds(const nlohmann::json& odds) try {
    constexpr double tolerance = 1e-6;
    if (odds.is_null()) return;
    double sum = 0;
    for (const auto& prize : odds.at("prizes")) sum += prize.at("chance").get<double>();
    if (std::abs(sum - 1) > tolerance)
        throw plugin::Unfit(
            "its published chances add up to " + std::to_string(sum) + ", expected 1: this is a bug of the plugin",
            "self-check");
} catch (const nlohmann::json::exception&) {
    throw plugin::Unfit(
        "its published chances are not of the form {\"prizes\":[{\"id\":\"…\",\"chance\":0.5}]}: this is "
        "a bug of the plugin",
        "self-check");
}

std::vector<nlohmann::json> settings_of(const std::vector<CampaignFile>& files, const std::string& plugin) {
    std::vector<nlohmann::json> settings;
    for (const CampaignFile& file : files)
        if (file.plugin == plugin) settings.push_back(file.settings);
    return settings;
}

}  // namespace

void DraftProblems::add(const CampaignFile& file, const plugin::Unfit& unfit) {
    if (step.empty()) step = unfit.step;
    list.push_back(file.document.problem("/plugin", unfit.what()));
}

std::shared_ptr<plugin::Image> Images::of(const CampaignFile& file, DraftProblems& problems) {
    const auto [place, first] = found_.try_emplace(file.plugin);
    if (first) {
        try {
            place->second = shelf_.find(file.plugin, settings_of(all_, file.plugin));
        } catch (const plugin::Unfit&) {
            // Perhaps only because of one file's settings.
        }
    }
    if (place->second) return place->second;
    try {
        return shelf_.find(file.plugin, {file.settings});
    } catch (const plugin::Unfit& unfit) {
        problems.add(file, plugin::Unfit(unfit.what() + meant_by(file.plugin, unfit), unfit.step));
        return nullptr;
    }
}

// For a name that no plugin has.
std::string Images::meant_by(const std::string& reference, const plugin::Unfit& unfit) {
    if (unfit.step != "find") return "";
    const std::string name = reference.substr(0, reference.find('@'));
    std::vector<std::string> names;
    for (const auto& entry : shelf_.list())
        if (entry.manifest) names.push_back(entry.manifest->id);
    const std::string near = config::nearest(name, names);
    return near.empty() || near == name ? "" : "; did you mean " + near + "?";
}

std::optional<Draft> make_draft(const CampaignFile& file, std::shared_ptr<plugin::Image> image,
                                DraftProblems& problems) {
    try {
        Draft draft{file, std::make_unique<plugin::Instance>(std::move(image), file.settings, file.id), nullptr};
        draft.odds = draft.rules->odds();
        check_odds(draft.odds);
        return draft;
    } catch (const plugin::SettingsRefused& refused) {
        const std::vector<Problem> found = in_settings(file, refused.problems);
        problems.list.insert(problems.list.end(), found.begin(), found.end());
        if (problems.step.empty()) problems.step = "create";
    } catch (const plugin::Unfit& unfit) {
        problems.add(file, unfit);
    }
    return std::nullopt;
}

void add_circles(const std::vector<Draft>& drafts, const std::vector<std::shared_ptr<Campaign>>& running,
                 DraftProblems& problems) {
    std::vector<Voice> voices;
    for (const Draft& draft : drafts) voices.push_back(voice_of(draft.file.id, draft.file.tenant, *draft.rules));
    for (const auto& campaign : running) {
        const auto revision = campaign->revision();
        const auto is_this = [&](const Draft& draft) { return draft.file.id == revision->id(); };
        if (std::none_of(drafts.begin(), drafts.end(), is_this))
            voices.push_back(voice_of(revision->id(), revision->config.tenant, *revision->rules));
    }
    for (const Circle& circle : circles(voices)) {
        if (circle.first >= drafts.size()) continue;  // not through what is new
        if (problems.step.empty()) problems.step = "create";
        problems.list.push_back(drafts[circle.first].file.document.problem(
            "/settings", "events would go in a circle: " + circle.text + "; let one of these campaigns not listen"));
    }
}

std::shared_ptr<const Revision> to_revision(Draft&& draft, store::Published published) {
    const LocalTime local_time(draft.file.time_zone);
    auto figures = std::make_shared<Figures>(draft.rules->manifest());
    return std::make_shared<const Revision>(Revision{published.campaign, published.revision, std::move(draft.file),
                                                     local_time, std::move(draft.rules), std::move(draft.odds),
                                                     std::move(figures)});
}

store::RevisionDraft to_row(const Draft& draft) {
    const plugin::Manifest& manifest = draft.rules->manifest();
    store::RevisionDraft row;
    row.campaign = draft.file.id;
    row.tenant = draft.file.tenant;
    row.plugin = manifest.id;
    row.plugin_version = manifest.version;
    row.config = draft.file.document.value.dump();
    for (const plugin::StockItem& item : draft.rules->stock()) row.stock.push_back({item.item, item.total});
    return row;
}

std::vector<std::shared_ptr<const Revision>> publish(std::vector<Draft> drafts, store::Store& store) {
    std::vector<store::RevisionDraft> rows;
    for (const Draft& draft : drafts) rows.push_back(to_row(draft));
    const auto published = store.publish(rows);
    std::vector<std::shared_ptr<const Revision>> revisions;
    for (std::size_t i = 0; i < drafts.size(); ++i)
        revisions.push_back(to_revision(std::move(drafts[i]), published[i]));
    return revisions;
}

}  // namespace fairground::campaign
