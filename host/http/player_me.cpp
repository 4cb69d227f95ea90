#include "http/player_routes.hpp"
#include "http/statement.hpp"

namespace fairground::http {
namespace {

// A player who never acted has no row: his lists are truly empty. A read that failed is never an empty list.
template <typename Read>
void read_mine(const PlayerApi& api, Request& request, const Respond& respond, Read read) {
    auth::Player player = require_player(api, request);
    api.engine.read(
        std::move(player), fresh_of(request),
        [respond, read](store::Reader& reader, const std::optional<store::PlayerRow>& row) {
            Response response = read(reader, row);
            if (row) response.add("Fairground-Player-Version", std::to_string(row->version));
            respond(std::move(response));
        },
        [&request, respond](std::exception_ptr failure) {
            try {
                std::rethrow_exception(std::move(failure));
            } catch (const engine::Busy&) {
                respond(to_response({503, std::string(engine::overloaded), "too much to do right now; ask again",
                                     retry_after(std::chrono::seconds(1))},
                                    request.trace_id()));
            } catch (const store::Unavailable&) {
                respond(to_response({503, "unavailable", "the database does not answer right now; ask again"},
                                    request.trace_id()));
            } catch (const std::exception& error) {
                respond(fault(request, error.what()));
            }
        });
}

}  // namespace

void add_me_routes(Router& router, const PlayerApi& api) {
    router.add("GET", "/api/v1/me/accounts", "The player's balances", [&api](Request& request, const Respond& respond) {
        read_mine(api, request, respond, [now = api.now()](store::Reader& reader, const auto& row) {
            return json_response(accounts_json(reader, row, now));
        });
    });
    router.add("GET", "/api/v1/me/entries", "The player's ledger, newest first",
               [&api](Request& request, const Respond& respond) {
                   read_mine(api, request, respond,
                             [&api, page = page_of(request)](store::Reader& reader, const auto& row) {
                                 return json_response(entries_json(reader, row, page, api.catalogue));
                             });
               });
}

}  // namespace fairground::http
