#include "http/partner_answer.hpp"

#include "http/etag.hpp"
#include "http/packing.hpp"
#include "http/problem.hpp"
#include "ops/log.hpp"

namespace fairground::http {
namespace {

using engine::Answer;
using nlohmann::json;

// A turn among the reads: long enough that few statements serve many, short enough that others do not wait for it.
constexpr std::size_t players_in_a_turn = 250;

struct ItemError {
    std::string code;
    std::string detail;
};

ItemError error_of(const Answer& answer) {
    switch (answer.kind) {
        case Answer::Kind::refused:
            return {answer.code, answer.detail};
        case Answer::Kind::invalid:
            return {answer.code.empty() ? "invalid" : answer.code, answer.detail};
        case Answer::Kind::unavailable:
            if (answer.code == "quarantined") return {answer.code, answer.detail};
            return {"unavailable", "something we need is not there right now; ask again for this one"};
        default:
            return {"fault", "an error on our side; it was logged under the trace id of this answer"};
    }
}

std::string quoted(const std::string& text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

class Answering : public std::enable_shared_from_this<Answering> {
public:
    Answering(const PartnerApi& api, std::string tenant, Query query, Request& request, Respond respond)
        : api_(api),
          tenant_(std::move(tenant)),
          query_(std::move(query)),
          request_(request),
          respond_(std::move(respond)),
          deadline_(engine::Clock::now() + api.limits.query_time),
          now_(api.now()),
          at_(query_.first),
          end_(std::min(query_.items(), query_.first + query_.limit)) {
        ++api.figures.under_way;
        tag_.add(query_.print);
    }
    ~Answering() { --api_.figures.under_way; }
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;

    void go_on() {
        if (is_full()) return finish();
        if (engine::Clock::now() >= deadline_) return give_up();
        const std::size_t views = query_.labels.size();
        const std::size_t first = at_ / views;
        const std::size_t last = std::min((end_ + views - 1) / views, first + players_in_a_turn);
        engine::BulkCall call{.tenant = tenant_,
                              .players = {query_.players.begin() + static_cast<std::ptrdiff_t>(first),
                                          query_.players.begin() + static_cast<std::ptrdiff_t>(last)},
                              .views = query_.views,
                              .now = now_,
                              .strong = query_.strong,
                              .deadline = deadline_};
        api_.views.many(std::move(call), [self = shared_from_this(), first](std::vector<Answer>&& answers) {
            self->take(first, answers);
        });
    }

private:
    bool is_full() const { return at_ >= end_ || body_.size() >= api_.answer_bytes; }

    // The rest, without asking a database that may hang.
    void give_up() {
        for (; !is_full(); ++at_) add({.kind = Answer::Kind::unavailable});
        finish();
    }

    void take(std::size_t first_player, const std::vector<Answer>& answers) {
        if (at_ == query_.first && answers.front().code == engine::overloaded) return turn_away();
        const std::size_t views = query_.labels.size();
        for (std::size_t i = at_ - first_player * views; i < answers.size(); ++i) {
            if (is_full()) break;
            add(answers[i]);
            ++at_;
        }
        make_room();
        go_on();
    }

    // For the rest, as long as what there is so far: growing would copy megabytes again and again.
    void make_room() {
        const std::size_t done = at_ - query_.first, all = end_ - query_.first;
        if (done > 0) body_.reserve(std::min(api_.answer_bytes, body_.size() / done * all) + 64 * 1024);
    }

    void add(const Answer& answer) {
        const std::size_t views = query_.labels.size();
        const std::size_t begin = body_.size();
        body_ += body_.empty() ? "{\"items\":[{\"player\":\"" : ",{\"player\":\"";
        body_.append(query_.players[at_ / views]).append("\",").append(query_.labels[at_ % views]);
        if (answer.player_version > 0) body_ += ",\"version\":" + std::to_string(answer.player_version);
        const bool tagged = answer.kind == Answer::Kind::done && answer.kept && !answer.kept->etag.empty();
        if (tagged) {
            tag_.add(std::string_view(body_).substr(begin));
            tag_.add(answer.kept->etag);
        }
        if (answer.kind == Answer::Kind::done)
            body_.append(",\"ok\":").append(query_.fields.empty() ? answer.text() : selected(answer.text()));
        else
            add_error(answer);
        body_ += '}';
        if (!tagged) tag_.add(std::string_view(body_).substr(begin));
    }

    void add_error(const Answer& answer) {
        const ItemError error = error_of(answer);
        if (answer.kind == Answer::Kind::unavailable) ++unavailable_;
        if (answer.kind == Answer::Kind::fault && faults_++ == 0) first_fault_ = answer.detail;
        body_ += ",\"error\":{\"code\":" + quoted(error.code) + ",\"detail\":" + quoted(error.detail) + "}";
    }

    // What is not there is left out.
    std::string selected(const std::string& reply) const {
        const json whole = json::parse(reply);
        json part = json::object();
        for (const auto& [name, pointer] : query_.fields)
            if (whole.contains(pointer)) part[name] = whole[pointer];
        return part.dump();
    }

    void turn_away() {
        respond_(to_response({503, std::string(engine::overloaded), "too much to do right now; ask again",
                              retry_after(std::chrono::seconds(1))},
                             request_.trace_id()));
    }

    void finish() {
        api_.figures.items += at_ - query_.first;
        api_.figures.unavailable += unavailable_;
        if (faults_ > 0)
            ops::log_error("items of a query failed", {{"tenant", tenant_},
                                                       {"items", static_cast<std::int64_t>(faults_)},
                                                       {"reason", first_fault_},
                                                       {"trace_id", request_.trace_id()}});
        body_ += body_.empty() ? "{\"items\":[]" : "]";
        if (at_ < query_.items()) {
            body_ += ",\"next\":\"" + to_cursor(query_, at_, api_) + "\"";
            tag_.add(std::to_string(at_));
        }
        body_ += '}';
        respond_(packed());
    }

    Response packed() {
        Response response;
        std::string etag = tag_.tag();
        const auto small = accepts_gzip(request_) ? gzip(body_, quick_packing) : nullptr;
        if (small) etag.insert(etag.size() - 1, "-gz");
        response.add("ETag", etag).add("Cache-Control", "private, no-cache").add("Vary", "Accept-Encoding");
        if (is_known(etag, request_)) {
            response.status = 304;
            return response;
        }
        if (small) response.add("Content-Encoding", "gzip");
        response.shared = small ? small : std::make_shared<const std::string>(std::move(body_));
        return response;
    }

    const PartnerApi& api_;
    const std::string tenant_;
    const Query query_;
    Request& request_;
    const Respond respond_;
    const engine::Clock::time_point deadline_;
    const campaign::Time now_;
    std::size_t at_;  // the next item
    const std::size_t end_;
    std::string body_;
    TagMaker tag_;  // of the question and its items; what the cache keeps has a tag already
    std::size_t unavailable_ = 0;
    std::size_t faults_ = 0;
    std::string first_fault_;
};

}  // namespace

void answer_query(const PartnerApi& api, const std::string& tenant, Query query, Request& request, Respond respond) {
    std::make_shared<Answering>(api, tenant, std::move(query), request, std::move(respond))->go_on();
}

}  // namespace fairground::http
