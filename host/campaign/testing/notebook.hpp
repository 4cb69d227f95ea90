// For tests here and in the rooms above: a store that only takes notes.
#pragma once
#include "campaign/testing/note_rollouts.hpp"

namespace fairground::campaign {

// Remembers what is published; knows nothing else.
class Notebook : public store::Store {
public:
    std::vector<store::RevisionDraft> published;
    std::vector<store::CampaignSwitch> switched;
    NoteRollouts::Notes rolled_out;
    bool away = false;

    std::vector<store::Published> publish(std::span<const store::RevisionDraft> drafts) override {
        if (away) throw store::Unavailable("the database is away");
        std::vector<store::Published> ids;
        for (const auto& draft : drafts) {
            published.push_back(draft);
            ids.push_back({static_cast<std::int64_t>(published.size()) + 40, 7});
        }
        return ids;
    }
    std::vector<store::CampaignSwitch> switches() override { return switched; }

    std::unique_ptr<store::Writer> writer(std::string) override { return nullptr; }
    std::unique_ptr<store::Reader> reader(std::string, store::Freshness) override { return nullptr; }
    std::size_t useful_writers() const override { return 1; }
    std::vector<Migration> migrations() override { return {}; }
    std::vector<Migration> migrate() override { return {}; }
    std::vector<std::string> schema_differences() override { return {}; }
    std::vector<std::string> plan_problems() override { return {}; }
    std::vector<store::Check> preflight(std::size_t) override { return {}; }
    bool pause(std::string_view, bool, const std::optional<store::AuditRow>&) override { return false; }
    std::optional<store::CouponImport> import_coupons(std::string_view, std::string_view,
                                                      std::span<const std::string>) override {
        return std::nullopt;
    }
    std::int64_t purge_requests(std::int64_t, std::uint32_t) override { return 0; }
    std::vector<store::Finding> recount(std::size_t) override { return {}; }
    std::unique_ptr<store::Jobs> jobs() override { return nullptr; }
    std::unique_ptr<store::Rollouts> rollouts() override { return std::make_unique<NoteRollouts>(rolled_out); }
    std::unique_ptr<store::Tokens> tokens() override { return nullptr; }
    std::unique_ptr<store::Feed> feed() override { return nullptr; }
    std::unique_ptr<store::Admins> admins() override { return nullptr; }
    std::unique_ptr<store::Audit> audit() override { return nullptr; }
    std::vector<store::Check> preflight_replicas() override { return {}; }
    void ping() override {}
    store::Health health() override { return {}; }
    std::vector<store::Replica> replicas() const override { return {}; }
    bool move(const store::Options&) override { return false; }
    std::uint64_t moved() const override { return 0; }
    void warm_up() override {}
    store::Connections connections() const override { return {}; }
};

}  // namespace fairground::campaign
