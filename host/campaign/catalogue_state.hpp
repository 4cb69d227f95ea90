// What the catalogue holds. Private to the room.
#pragma once
#include <set>

#include "campaign/campaign.hpp"

namespace fairground::campaign {

struct Catalogue::State {
    // Held while a change is prepared and made: one at a time.
    std::mutex changing;
    // Held for a look.
    mutable std::mutex mutex;
    std::vector<std::shared_ptr<Campaign>> campaigns;
    std::map<std::string, std::shared_ptr<Campaign>, std::less<>> by_id;
    std::vector<FileLeft> left;
    std::set<std::string, std::less<>> killed;  // campaigns, served here or not

    // Only who makes a change:
    std::int64_t seen = 0;                                   // the last change of the store that was taken over
    std::map<std::string, std::string> problems;             // by campaign: what could not be
    std::chrono::steady_clock::time_point tried{};           // to take it over
    std::vector<config::CampaignFile> files_of_published{};  // that are not served

    void add(const std::shared_ptr<Campaign>& campaign);
    void remove(const std::string& id);
    std::vector<std::shared_ptr<Campaign>> all() const;
    std::shared_ptr<Campaign> find(std::string_view id) const;

    // The files that count: those of campaigns that nobody published in the store.
    std::vector<config::CampaignFile> without_published(const std::vector<config::CampaignFile>& files,
                                                        store::Rollouts& rollouts);
    void note_files_left();

    // ---- what is published
    // The same revisions with the present file of the plugin, where it has their version: somebody built it anew.
    // Throws ChangeRefused.
    Change renew(const std::vector<std::shared_ptr<Campaign>>& published, std::string_view plugin,
                 plugin::Shelf& shelf);
    static bool uses(const std::vector<std::shared_ptr<Campaign>>& published, std::string_view plugin);
    // Serves what the standing says, from now on.
    void take(const store::Standing& standing, plugin::Shelf& shelf, store::Rollouts& rollouts, Followed& followed);

private:
    std::shared_ptr<const Revision> revision_of(const store::Standing& standing, std::int32_t number,
                                                const Serving* present, plugin::Shelf& shelf, store::Rollouts& rollouts,
                                                Followed& followed);
    std::shared_ptr<plugin::Image> image_of(const config::CampaignFile& file, const store::RevisionRow& row,
                                            plugin::Shelf& shelf, Followed& followed);
};

}  // namespace fairground::campaign
