#include "engine/cached_names.hpp"

#include <charconv>

namespace fairground::engine {
namespace {

void add(std::string& name, std::int64_t number) {
    char digits[20];
    name.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
}
void add(std::string& name, std::string_view text) {
    add(name, static_cast<std::int64_t>(text.size()));
    name.append(1, ':').append(text);
}

using Query = std::span<const std::pair<std::string, std::string>>;
void add_query(std::string& name, Query query) {
    for (const auto& [key, value] : query) {
        add(name, key);
        add(name, value);
    }
}

void begin_own(CachedNames& names, std::string_view tenant, std::string_view player) {
    names.who.assign(tenant).append(1, '\n').append(player);
    names.own.assign("p ").append(names.who).append(1, '\n');
}

}  // namespace

// The library's content, not its version: who develops a plugin loads the same version many times.
void add_family(std::string& name, const campaign::Revision& revision, const plugin::Route& route) {
    constexpr std::size_t enough = 16;
    add(name, revision.campaign);
    name += '.';
    add(name, std::int64_t{revision.number});
    name.append(1, '.').append(revision.rules->content().substr(0, enough)).append(1, '.');
    add(name, std::int64_t{route.number});
    name += ' ';
}

void write_names(CachedNames& names, const Views::Ask& ask) {
    names.who.clear();
    names.common.assign("e ");
    names.own.assign("v ");
    if (ask.player) begin_own(names, ask.player->tenant, ask.player->id);
    add_family(names.common, *ask.revision, *ask.route);
    add_family(names.own, *ask.revision, *ask.route);
    if (ask.player) {
        for (const auto& [key, value] : ask.player->attributes) {
            add(names.own, key);
            add(names.own, value);
        }
        names.own += ' ';
    }
    add_query(names.common, ask.query);
    add_query(names.own, ask.query);
}

NamesForMany::NamesForMany(const std::string& tenant, const BulkView& view) : tenant_(tenant) {
    add_family(family_, *view.revision, *view.route);
    common_ = "e " + family_;
    rest_ = family_ + " ";
    add_query(common_, view.parameters);
    add_query(rest_, view.parameters);
}

void NamesForMany::write(CachedNames& names, std::string_view player) const {
    begin_own(names, tenant_, player);
    names.own += rest_;
}

}  // namespace fairground::engine
