// What was published in the store, taken over into this host.
#include <algorithm>

#include "campaign/catalogue_state.hpp"
#include "campaign/draft.hpp"

namespace fairground::campaign {

namespace {

using config::CampaignFile;

// Of what could not be taken over: a try may start a process.
constexpr auto between_tries = std::chrono::seconds(1);

std::string name_of(const std::string& campaign, std::int32_t number) {
    return "revision " + std::to_string(number) + " of " + campaign;
}

std::string text_of(const std::vector<config::Problem>& problems) {
    std::string text;
    for (const auto& problem : problems) text += (text.empty() ? "" : "\n") + config::to_text(problem);
    return text;
}

// In any of the three places.
std::shared_ptr<const Revision> held(const Serving* serving, std::int32_t number) {
    if (serving == nullptr) return nullptr;
    for (const auto* one : {&serving->live, &serving->next, &serving->base})
        if (*one && (*one)->number == number) return *one;
    return nullptr;
}

template <typename Each>
void for_each_revision(const Serving& serving, Each each) {
    for (const auto* one : {&serving.live, &serving.next, &serving.base})
        if (*one) each(**one);
}

}  // namespace

// The version that was published, not the newest that would fit. One that is loaded already has been tried.
std::shared_ptr<plugin::Image> Catalogue::State::image_of(const CampaignFile& file, const store::RevisionRow& row,
                                                          plugin::Shelf& shelf, Followed& followed) {
    std::shared_ptr<plugin::Image> found;
    for (const auto& campaign : all())
        for_each_revision(*campaign->serving(), [&](const Revision& revision) {
            const auto& manifest = revision.rules->manifest();
            if (manifest.id == row.plugin && manifest.version == row.plugin_version) found = revision.rules->image();
        });
    if (found) return found;
    try {
        return shelf.find(row.plugin + "@" + row.plugin_version, {file.settings});
    } catch (const plugin::Unfit& unfit) {
        if (unfit.step != "find") throw;
    }
    auto other = shelf.find(file.plugin, {file.settings});
    followed.notes[file.id] = name_of(file.id, row.number) + " was published with " + row.plugin + " " +
                              row.plugin_version +
                              ", which is not in the plugin folder of this host; another version answers in its place. "
                              "Put the file back, or apply the campaign with the version that is there";
    return other;
}

std::shared_ptr<const Revision> Catalogue::State::revision_of(const store::Standing& standing, std::int32_t number,
                                                              const Serving* present, plugin::Shelf& shelf,
                                                              store::Rollouts& rollouts, Followed& followed) {
    if (auto known = held(present, number)) return known;
    const auto row = rollouts.revision(standing.name, number);
    if (!row) throw std::runtime_error("there is no " + name_of(standing.name, number) + " in the database");
    const auto file = config::parse_campaign(row->config, name_of(standing.name, number));
    DraftProblems problems;
    auto draft = make_draft(file, image_of(file, *row, shelf, followed), problems);
    if (!draft) throw std::runtime_error(text_of(problems.list));
    return to_revision(std::move(*draft), {row->campaign, row->number});
}

void Catalogue::State::take(const store::Standing& standing, plugin::Shelf& shelf, store::Rollouts& rollouts,
                            Followed& followed) {
    auto campaign = find(standing.name);
    // The switch first: it must not wait for anything, nor fail.
    {
        const std::lock_guard lock(mutex);
        if (standing.killed)
            killed.insert(standing.name);
        else
            killed.erase(standing.name);
    }
    if (campaign) campaign->set_killed(standing.killed);
    if (!standing.live) return;

    const auto present = campaign ? campaign->serving() : nullptr;
    const auto get = [&](std::int32_t number) {
        return revision_of(standing, number, present.get(), shelf, rollouts, followed);
    };
    Serving serving{.live = get(*standing.live), .next = {}, .picker = {}, .base = {}, .change = standing.change};
    if (!standing.rollout.empty()) {
        const Rollout rollout = read_stored(standing.rollout);
        if (rollout.both_serve()) {
            serving.next = get(rollout.revision);
            serving.picker.emplace(standing.name, rollout.revision, rollout.share);
        }
        // So that the way back, or there again, needs nothing to be made.
        serving.base = held(present.get(), rollout.state == Rollout::State::done ? rollout.base : rollout.revision);
    }
    const auto& live = *serving.live;
    followed.change.campaigns.push_back({standing.name, present ? present->live->plugin_label() : "",
                                         live.plugin_label(), live.number, live.rules->generation()});
    if (campaign)
        campaign->serve(std::move(serving));
    else {
        campaign = std::make_shared<Campaign>(serving.live);
        campaign->serve(std::move(serving));
        add(campaign);
    }
}

Followed Catalogue::follow(plugin::Shelf& shelf, store::Store& store) {
    const std::lock_guard lock(state_->changing);
    Followed followed;
    const auto rollouts = store.rollouts();
    // First its number: what changes while the rest is read is read again the next time.
    const auto last = rollouts->change();
    const auto now = std::chrono::steady_clock::now();
    const bool retry = !state_->problems.empty() && now - state_->tried > between_tries;
    if (last == state_->seen && !retry) return followed;
    state_->tried = now;
    auto standings = rollouts->standings(state_->seen);
    for (const auto& problem : state_->problems) {
        const std::string& name = problem.first;
        const bool again = std::ranges::any_of(standings, [&](const auto& one) { return one.name == name; });
        if (auto standing = again ? std::nullopt : rollouts->standing(name)) standings.push_back(std::move(*standing));
    }
    for (const auto& standing : standings) {
        try {
            state_->take(standing, shelf, *rollouts, followed);
        } catch (const store::Unavailable&) {
            throw;
        } catch (const std::exception& failure) {
            followed.problems[standing.name] = failure.what();
        }
    }
    state_->problems = followed.problems;
    state_->seen = last;
    state_->note_files_left();
    if (!followed.change.campaigns.empty()) refresh(store);
    return followed;
}

bool Catalogue::State::uses(const std::vector<std::shared_ptr<Campaign>>& published, std::string_view plugin) {
    return std::ranges::any_of(
        published, [&](const auto& campaign) { return campaign->revision()->rules->manifest().id == plugin; });
}

// All are made before the first is swapped.
Change Catalogue::State::renew(const std::vector<std::shared_ptr<Campaign>>& published, std::string_view plugin,
                               plugin::Shelf& shelf) {
    DraftProblems problems;
    std::vector<std::pair<std::shared_ptr<Campaign>, Serving>> renewed;
    for (const auto& campaign : published) {
        Serving serving = *campaign->serving();
        bool differs = false;
        for (auto* one : {&serving.live, &serving.next, &serving.base}) {
            if (!*one || (*one)->rules->manifest().id != plugin) continue;
            const Revision& old = **one;
            try {
                auto image =
                    shelf.find(std::string(plugin) + "@" + old.rules->manifest().version, {old.config.settings});
                if (image == old.rules->image()) continue;
                if (auto draft = make_draft(old.config, std::move(image), problems)) {
                    *one = to_revision(std::move(*draft), {old.campaign, old.number});
                    differs = true;
                }
            } catch (const plugin::Unfit& unfit) {
                // Another version lies there now: who wants it publishes it.
                if (unfit.step != "find") problems.add(old.config, unfit);
            }
        }
        if (differs) renewed.emplace_back(campaign, std::move(serving));
    }
    if (!problems.list.empty())
        throw ChangeRefused(problems.step.empty() ? "create" : problems.step, text_of(problems.list));
    Change change;
    for (auto& [campaign, serving] : renewed) {
        const auto before = campaign->revision()->plugin_label();
        const auto& live = *serving.live;
        change.campaigns.push_back({live.id(), before, live.plugin_label(), live.number, live.rules->generation()});
        campaign->serve(std::move(serving));
    }
    return change;
}

std::vector<FileLeft> Catalogue::files_left() const {
    const std::lock_guard lock(state_->mutex);
    return state_->left;
}

store::RevisionDraft Catalogue::draft(const CampaignFile& file, plugin::Shelf& shelf) const {
    const std::vector files{file};
    DraftProblems problems;
    Images images(files, shelf);
    std::vector<Draft> drafts;
    if (auto image = images.of(file, problems))
        if (auto made = make_draft(file, std::move(image), problems)) drafts.push_back(std::move(*made));
    add_circles(drafts, all(), problems);
    if (!problems.list.empty()) throw config::Error(std::move(problems.list));
    return to_row(drafts.front());
}

std::vector<config::Problem> Catalogue::look_at(const CampaignFile& file, plugin::Shelf& shelf) const {
    std::vector<CampaignFile> beside;
    for (const auto& campaign : all())
        if (const auto revision = campaign->revision(); revision->id() != file.id) beside.push_back(revision->config);
    return check({file}, shelf, beside);
}

}  // namespace fairground::campaign
