#include "redis/courier.hpp"

#include <chrono>

#include "redis/errors.hpp"
#include "redis/pauses.hpp"
#include "redis/words.hpp"

namespace fairground::redis {

namespace {

using Clock = std::chrono::steady_clock;

thread_local bool a_courier = false;

}  // namespace

bool Courier::is_this_thread() {
    return a_courier;
}

void Courier::run() {
    a_courier = true;
    Pauses pauses(options_.reconnect);
    while (!queue_.closed()) {
        try {
            Connection connection = dial(options_);
            const Clock::time_point since = Clock::now();
            queue_.connected();
            std::vector<Call> calls;
            try {
                serve(connection, calls);
                return;
            } catch (const Broken& broken) {
                queue_.lost(broken.what(), std::move(calls));
            }
            // What held for a while is tried again at once; what breaks again and again is not.
            if (Clock::now() - since >= options_.reconnect) {
                pauses.start_again();
                continue;
            }
        } catch (const Broken& broken) {
            queue_.failed(broken.what());
        }
        if (!queue_.pause(pauses.next())) return;
    }
}

// Until the queue is closed. When the connection breaks, the calls that were under way are left in calls.
void Courier::serve(Connection& connection, std::vector<Call>& calls) {
    scripts_.clear();
    while (!queue_.closed()) {
        calls = queue_.take(options_.silence);
        if (!connection.wire->quiet()) throw Broken("the connection was closed, or says what nobody asked for");
        if (calls.empty()) {
            connection.wire->ask({"PING"});
            continue;
        }
        round_trip(connection, calls);
        queue_.back();
    }
}

void Courier::round_trip(Connection& connection, std::vector<Call>& calls) {
    std::vector<Reply> replies = exchange(*connection.wire, calls);
    ++trips_.round_trips;
    trips_.commands += replies.size();
    hand_out(connection, calls, replies);
}

std::vector<Reply> Courier::exchange(Wire& wire, const std::vector<Call>& calls) {
    pipeline_.clear();
    std::size_t count = 0;
    for (const Call& call : calls) {
        for (const Commands::Command& command : call.commands.all()) append(command);
        count += call.commands.size();
    }
    wire.write(pipeline_);
    std::vector<Reply> replies = wire.read(count);
    run_forgotten(wire, calls, replies);
    return replies;
}

void Courier::append(const Commands::Command& command) {
    if (command.script && scripts_.insert(command.script->sha1).second) return append_whole(command);
    if (command.script) {
        append_words(pipeline_, command.words);
        append_word(pipeline_, "EVALSHA");
        append_word(pipeline_, command.script->sha1);
    }
    pipeline_ += command.wire;
}

void Courier::append_whole(const Commands::Command& command) {
    append_words(pipeline_, command.words);
    append_word(pipeline_, "EVAL");
    append_word(pipeline_, command.script->lua);
    pipeline_ += command.wire;
}

void Courier::run_forgotten(Wire& wire, const std::vector<Call>& calls, std::vector<Reply>& replies) {
    pipeline_.clear();
    std::vector<std::size_t> forgotten;
    std::size_t at = 0;
    for (const Call& call : calls) {
        for (const Commands::Command& command : call.commands.all()) {
            const Error* error = replies[at].error();
            if (command.script && error && code_of(error->text) == "NOSCRIPT") {
                forgotten.push_back(at);
                append_whole(command);
            }
            ++at;
        }
    }
    if (forgotten.empty()) return;
    wire.write(pipeline_);
    std::vector<Reply> again = wire.read(forgotten.size());
    for (std::size_t i = 0; i < forgotten.size(); ++i) replies[forgotten[i]] = std::move(again[i]);
}

void Courier::hand_out(const Connection& connection, std::vector<Call>& calls, std::vector<Reply>& replies) {
    std::string unfit;  // what the server says it cannot do now
    std::vector<Call> unanswered;
    auto next = replies.begin();
    for (Call& call : calls) {
        Replies of_call{connection.server, {}};
        of_call.all.reserve(call.commands.size());
        bool fit = true;
        for (std::size_t i = 0; i < call.commands.size(); ++i, ++next) {
            if (const Error* error = next->error()) {
                ++trips_.errors;
                if (about_the_server(*error)) {
                    unfit = error->text;
                    fit = false;
                }
            }
            of_call.all.push_back(std::move(*next));
        }
        if (fit)
            call.done(std::move(of_call));
        else
            unanswered.push_back(std::move(call));
    }
    calls = std::move(unanswered);
    if (!calls.empty()) throw Broken("redis " + to_text(connection.wire->server()) + ": " + unfit);
}

}  // namespace fairground::redis
