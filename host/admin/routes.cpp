#include "admin/routes.hpp"

#include <boost/asio/post.hpp>

#include "http/problem.hpp"
#include "store/store.hpp"

namespace fairground::admin {
namespace {

using http::Problem;
using http::Request;
using http::Respond;

constexpr std::string_view base = "/api/v1/admin/";

Problem away(const store::Unavailable& failure) {
    return {503, "unavailable", std::string("the database does not answer: ") + failure.what()};
}

void guarded(Request& request, const Respond& respond, const Desk::Work& work) {
    try {
        work();
    } catch (const Problem& problem) {
        respond(http::to_response(problem, request.trace_id()));
    } catch (const store::Unavailable& failure) {
        respond(http::to_response(away(failure), request.trace_id()));
    } catch (const std::exception& failure) {
        respond(http::fault(request, failure.what()));
    }
}

// What a known admin wanted to change and did not is in the trail too.
void noting_refusals(Access& access, Request& request, const Caller& caller, const std::function<void()>& work) {
    if (request.method == "GET" || request.method == "HEAD") return work();
    try {
        work();
    } catch (const Problem& problem) {
        access.audit(refusal_entry(request, caller, problem));
        throw;
    } catch (const store::Unavailable& failure) {
        access.audit(refusal_entry(request, caller, away(failure)));
        throw;
    } catch (const std::exception& failure) {
        access.audit(refusal_entry(request, caller, {500, "fault", failure.what()}));
        throw;
    }
}

}  // namespace

Desk::Desk(std::size_t threads, std::size_t waiting) : most_(threads + waiting), threads_(threads) {}

Desk::~Desk() {
    threads_.join();
}

void Desk::take(Request& request, const Respond& respond, Work work) {
    if (taken_.fetch_add(1) >= most_) {
        --taken_;
        return respond(http::to_response(
            {503, "overloaded", "too much to do right now; ask again", http::retry_after(std::chrono::seconds(1))},
            request.trace_id()));
    }
    boost::asio::post(threads_, [this, &request, respond, work = std::move(work)] {
        guarded(request, respond, work);
        --taken_;
    });
}

void Routes::add(const std::string& method, const std::string& path, const std::string& summary, Role least,
                 Answer answer, std::string_view tenant) {
    add_later(
        method, path, summary, least,
        [answer = std::move(answer)](Request& request, const Caller& caller, const Respond& respond) {
            respond(answer(request, caller));
        },
        tenant);
}

void Routes::add_later(const std::string& method, const std::string& path, const std::string& summary, Role least,
                       Later later, std::string_view tenant) {
    router_.add(method, std::string(base) + path, summary,
                [this_access = &access_, desk = &desk_, least, tenant, later = std::move(later)](
                    Request& request, const Respond& respond) {
                    desk->take(request, respond, [&request, respond, this_access, least, tenant, &later] {
                        const auto caller = this_access->require(request, least, tenant);
                        noting_refusals(*this_access, request, caller, [&] { later(request, caller, respond); });
                    });
                });
}

void Routes::add_open(const std::string& method, const std::string& path, const std::string& summary, Desk& desk,
                      std::function<http::Response(Request&)> answer) {
    router_.add(method, std::string(base) + path, summary,
                [&desk, answer = std::move(answer)](Request& request, const Respond& respond) {
                    desk.take(request, respond, [&request, respond, &answer] { respond(answer(request)); });
                });
}

http::Response json_answer(const nlohmann::json& body, int status) {
    http::Response response;
    response.status = status;
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    response.add("Cache-Control", "no-store");
    return response;
}

}  // namespace fairground::admin
