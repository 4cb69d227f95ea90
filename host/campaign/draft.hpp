// A campaign file with its rules made and asked, before anything is published. Private to the room.
#pragma once
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

// The plugin that a file names, tried with the settings of all files that name it. Null: none, told in the problems.
std::shared_ptr<plugin::Image> image_for(const config::CampaignFile& file, const std::vector<config::CampaignFile>& all,
                                         plugin::Shelf& shelf, DraftProblems& problems);
// Empty: the plugin does not take the settings, or is unfit; told in the problems.
std::optional<Draft> make_draft(const config::CampaignFile& file, std::shared_ptr<plugin::Image> image,
                                DraftProblems& problems);

// Refuses drafts whose events would go in a circle, among themselves or with the campaigns that run beside them.
void add_circles(const std::vector<Draft>& drafts, const std::vector<std::shared_ptr<Campaign>>& running,
                 DraftProblems& problems);

// Writes the revision to the store. Throws what the store throws.
std::shared_ptr<const Revision> publish(Draft draft, store::Store& store);

}  // namespace fairground::campaign
