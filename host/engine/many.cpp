#include "engine/many.hpp"

#include "engine/to_computed.hpp"

namespace fairground::engine {

Many::Many(cache::Cache& cache, const BulkCall& call, std::shared_ptr<const Views::Dress> dress)
    : cache_(cache), fills_(cache), asked_(call.views), now_(call.now), dress_(std::move(dress)) {
    for (const BulkView& view : *asked_) {
        View& here = views_.emplace_back();
        if (!view.revision) continue;
        here.names.emplace(call.tenant, view);
        here.scope = cache.scope(call.tenant, view.revision->id());
        here.generation = here.scope->now();
    }
}

std::optional<Answer> Many::known(const std::string& player, std::size_t view) {
    const View& here = views_[view];
    here.names->write(names_, player);
    auto found = cache_.look(names_.who, names_.own, here.names->common(), *here.scope, moment(now_), 0);
    if (!found.reply || found.refresh) {
        fills_.expect(names_.who);
        return std::nullopt;
    }
    auto& reply = found.reply;
    Answer answer{
        .kind = Views::kind_of(*reply), .code = reply->code, .detail = reply->detail, .player_version = reply->version};
    answer.kept = std::move(reply);
    return answer;
}

void Many::computed(const std::string& player, std::size_t view, Answer& answer) {
    if (!answer.lasting) return;
    const View& here = views_[view];
    const auto computed = to_computed(std::move(answer), *(*asked_)[view].revision, now_, *dress_);
    answer.kept = computed.reply;
    answer.code = computed.reply->code;
    answer.detail = computed.reply->detail;
    here.names->write(names_, player);
    if (names_.own.size() > longest_name) return;
    fills_.keep({names_.who, names_.own, here.names->common(), here.names->family()}, here.generation, computed);
}

}  // namespace fairground::engine
