// Events across campaigns: who takes part in a batch besides the campaign that acts, and how an action's events reach
// them. Private to engine.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/engine.hpp"
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

// What a batch loads for one campaign.
struct Part {
    std::int32_t day = 0;  // the campaign's local day
    bool daily_stock = false;
    store::Needs needs;  // of needs.campaign
};

// The campaigns that may hear what the calls of one batch tell, with the revisions that hear. Lives as long as the
// batch: a reload in between changes nothing.
class Hearing {
public:
    // catalogue null: nobody hears. from, to: the first and the last call's time.
    Hearing(const campaign::Catalogue* catalogue, campaign::Time from, campaign::Time to)
        : catalogue_(catalogue), from_(from), to_(to) {}

    // Finds who hears the revision, and who hears those, and so on: campaigns that are open. The plugin of another is
    // not even asked what it needs.
    void add(const campaign::Revision& acting);
    // What the hearers need for that many calls, in the order of their ids.
    std::vector<Part> plan(std::size_t calls) const;

    struct Hearer {
        std::shared_ptr<const campaign::Campaign> campaign;
        std::shared_ptr<const campaign::Serving> serving;
        std::shared_ptr<const campaign::Revision> revision;  // one of those; it hears whom it serves
        std::vector<std::string> topics;                     // that it may hear in this batch
    };
    // By internal id: the order in which an event is given. A campaign that is rolled out is there twice.
    const std::vector<Hearer>& hearers() const { return hearers_; }
    bool anyone_hears(const std::vector<store::EventLine>& events) const;

private:
    void add_hearers_of(const campaign::Revision& telling, std::int64_t acting);
    void hears(Hearer hearer, const std::string& topic, std::int64_t acting);
    // The same for the whole batch.
    std::shared_ptr<const campaign::Serving> serving_of(const std::shared_ptr<campaign::Campaign>& campaign) const;

    const campaign::Catalogue* catalogue_;
    const campaign::Time from_;
    const campaign::Time to_;
    std::vector<Hearer> hearers_;
};

// Whose events reach whom within one action. The listeners' changes become part of the snapshot one after the other.
class Delivery {
public:
    // skipped: counts listeners whose fault was let go by their policy.
    Delivery(const Hearing& hearing, const ActionCall& call, Snapshot& snapshot, std::size_t player,
             const Chance& chance, std::atomic<std::uint64_t>& skipped);

    // Gives the events to all that hear them, then theirs to those that hear them. Empty: done. Else the action is not
    // to happen, with this answer: the snapshot must be restored. Throws what the store throws.
    std::optional<Answer> give(const campaign::Revision& acting, std::vector<store::EventLine> events);

private:
    struct Told {
        const campaign::Revision* from = nullptr;
        store::EventLine event;
        std::size_t depth = 0;
    };

    bool is_open(const Hearing::Hearer& hearer) const;
    std::optional<Answer> give_one(const Told& told, const Hearing::Hearer& hearer);
    void tell(const campaign::Revision& from, std::vector<store::EventLine> events, std::size_t depth);

    const Hearing& hearing_;
    const ActionCall& call_;
    Snapshot& snapshot_;
    const std::size_t player_;
    const Chance& chance_;
    std::atomic<std::uint64_t>& skipped_;
    std::vector<Told> told_;
};

}  // namespace fairground::engine
