#include "campaign/advice.hpp"

#include <algorithm>
#include <set>

namespace fairground::campaign {
namespace {

using config::Problem;

class Adviser {
public:
    Adviser(const std::vector<Draft>& drafts, std::size_t asked, bool whole, const std::filesystem::path& plugins)
        : drafts_(drafts), asked_(asked), whole_(whole), plugins_(plugins) {}

    std::vector<Problem> all() && {
        for (std::size_t i = 0; i < asked_; ++i) {
            const Draft& draft = drafts_[i];
            if (whole_) look_at_spending(draft);
            if (whole_) look_at_listening(draft);
            look_at_stock(draft);
            look_at_costs(draft);
            look_at_page(draft);
        }
        return std::move(found_);
    }

private:
    void warn(const Draft& draft, const std::string& pointer, std::string message) {
        found_.push_back(draft.file.document.warning(pointer, std::move(message)));
    }

    // Where the settings first say this word; else the settings as a whole.
    static std::string where(const Draft& draft, const std::string& word) {
        const std::string mention = draft.file.document.mention("/settings", word);
        return mention.empty() ? "/settings" : mention;
    }

    template <typename Look>
    void each_of_tenant(const std::string& tenant, Look&& look) const {
        for (const Draft& draft : drafts_)
            if (draft.file.tenant == tenant) look(draft);
    }

    // Empty: a campaign of the tenant does not say.
    std::optional<std::set<std::string>> earned_in(const std::string& tenant) const {
        std::set<std::string> names;
        bool known = true;
        each_of_tenant(tenant, [&](const Draft& draft) {
            const auto& earns = draft.rules->earns();
            known = known && earns.has_value();
            if (earns) names.insert(earns->begin(), earns->end());
        });
        return known ? std::optional(names) : std::nullopt;
    }

    void look_at_spending(const Draft& draft) {
        const auto& spends = draft.rules->spends();
        const auto earned = earned_in(draft.file.tenant);
        if (!spends || !earned) return;
        for (const std::string& currency : *spends) {
            if (earned->contains(currency)) continue;
            const std::string near = config::nearest(currency, {earned->begin(), earned->end()});
            warn(draft, where(draft, currency),
                 "the campaign spends \"" + currency + "\", and no campaign of tenant " + draft.file.tenant +
                     " earns it: players have none" + (near.empty() ? "" : "; did you mean " + near + "?"));
        }
    }

    void look_at_listening(const Draft& draft) {
        for (const std::string& topic : draft.rules->listens()) {
            std::vector<std::string> told;
            each_of_tenant(draft.file.tenant, [&](const Draft& other) {
                const auto& emits = other.rules->manifest().emits;
                if (&other != &draft) told.insert(told.end(), emits.begin(), emits.end());
            });
            if (std::find(told.begin(), told.end(), topic) != told.end()) continue;
            const std::string near = config::nearest(topic, told);
            warn(draft, where(draft, topic),
                 "the campaign listens for the event \"" + topic + "\", and no other campaign of tenant " +
                     draft.file.tenant + " tells it" + (near.empty() ? "" : "; did you mean " + near + "?"));
        }
    }

    void look_at_stock(const Draft& draft) {
        for (const plugin::StockItem& item : draft.rules->stock()) {
            if (!item.total || !item.per_day || *item.per_day <= *item.total) continue;
            warn(draft, where(draft, item.item),
                 "of \"" + item.item + "\" there are " + std::to_string(*item.total) + " in all, and " +
                     std::to_string(*item.per_day) + " a day: the daily cap never holds; lower it or raise the stock");
        }
    }

    void look_at_costs(const Draft& draft) {
        std::vector<std::string> prizes;
        if (!draft.odds.is_null())
            for (const auto& prize : draft.odds["prizes"]) prizes.push_back(prize["id"].get<std::string>());
        for (const plugin::StockItem& item : draft.rules->stock()) prizes.push_back(item.item);
        look_at_costs(draft, "prizes", draft.file.costs.prizes, prizes, "a prize or an item with stock");
        if (draft.rules->earns())
            look_at_costs(draft, "currencies", draft.file.costs.currencies, *draft.rules->earns(),
                          "a currency that the campaign gives");
        look_at_costs(draft, "coupons", draft.file.costs.coupons, draft.rules->coupon_pools(), "a pool of coupons");
    }

    void look_at_costs(const Draft& draft, const std::string& kind, const std::map<std::string, double>& costs,
                       const std::vector<std::string>& known, const std::string& what) {
        for (const auto& [name, cost] : costs) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            const std::string near = config::nearest(name, known);
            warn(draft, "/costs/" + kind + "/" + name,
                 "\"" + name + "\" is not the name of " + what + ": its cost counts nowhere" +
                     (near.empty() ? "" : "; did you mean " + near + "?"));
        }
    }

    // Told once for each plugin.
    void look_at_page(const Draft& draft) {
        const plugin::Manifest& manifest = draft.rules->manifest();
        if (manifest.page.empty() || !pages_seen_.insert(manifest.id).second) return;
        const auto page = plugins_ / manifest.id / manifest.page / "index.html";
        std::error_code error;
        if (std::filesystem::is_regular_file(page, error)) return;
        warn(draft, "/plugin",
             "players find no page: the plugin " + manifest.id + " has one, and there is no " + page.string() +
                 "; put the plugin's folder beside its library");
    }

    const std::vector<Draft>& drafts_;
    const std::size_t asked_;
    const bool whole_;
    const std::filesystem::path& plugins_;
    std::set<std::string> pages_seen_;
    std::vector<Problem> found_;
};

}  // namespace

std::vector<Problem> advice(const std::vector<Draft>& drafts, std::size_t asked, bool whole,
                            const std::filesystem::path& plugins) {
    return Adviser(drafts, asked, whole, plugins).all();
}

}  // namespace fairground::campaign
