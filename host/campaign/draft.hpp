// A campaign file with its rules made and asked, before anything is published. Private to the room.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"

namespace fairground::campaign {

struct Draft {
    config::CampaignFile file;
    std::unique_ptr<plugin::Instance> rules;
    nlohmann::json odds;
};

// What is wrong with the files of a draft.
struct DraftProblems {
    std::vector<config::Problem> list;
    std::string step;  // the first that failed: find, stamp, load, describe, create, self-check …
    void add(const config::CampaignFile& file, const plugin::Unfit& unfit);
};

// The plugins of a draft's files: each is looked for once, and tried with the settings of all files that name it.
class Images {
public:
    Images(const std::vector<config::CampaignFile>& all, plugin::Shelf& shelf) : all_(all), shelf_(shelf) {}
    // Null: none, told in the problems.
    std::shared_ptr<plugin::Image> of(const config::CampaignFile& file, DraftProblems& problems);

private:
    std::string meant_by(const std::string& reference, const plugin::Unfit& unfit);

    const std::vector<config::CampaignFile>& all_;
    plugin::Shelf& shelf_;
    std::map<std::string, std::shared_ptr<plugin::Image>> found_;  // null: not with all those settings
};
// Empty: the plugin does not take the settings, or is unfit; told in the problems.
std::optional<Draft> make_draft(const config::CampaignFile& file, std::shared_ptr<plugin::Image> image,
                                DraftProblems& problems);

// Refuses drafts whose events would go in a circle, among themselves or with the campaigns that run beside them.
void add_circles(const std::vector<Draft>& drafts, const std::vector<std::shared_ptr<Campaign>>& running,
                 DraftProblems& problems);

// A revision of the draft under its number in the store.
std::shared_ptr<const Revision> to_revision(Draft&& draft, store::Published published);
// As the store takes it.
store::RevisionDraft to_row(const Draft& draft);
// Writes the revisions to the store, all or none. Throws what the store throws.
std::vector<std::shared_ptr<const Revision>> publish(std::vector<Draft> drafts, store::Store& store);

}  // namespace fairground::campaign
