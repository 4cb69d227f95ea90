#include "engine/fresh_read.hpp"

#include <spdlog/spdlog.h>

namespace fairground::engine {
namespace {

using store::Freshness;

Freshness freshness_of(const FreshRead& read) {
    if (read.fresh.strong) return Freshness::strong;
    const bool unknown = read.player != nullptr && read.fresh.version == 0;
    return unknown || read.fresh.newest ? Freshness::latest : Freshness::recent;
}

std::optional<store::PlayerRow> row_of(const FreshRead& read, store::Reader& reader) {
    if (read.player == nullptr) return std::nullopt;
    return reader.player(read.tenant, read.player->id);
}

bool new_enough(const FreshRead& read, const std::optional<store::PlayerRow>& row) {
    return read.player == nullptr || read.fresh.version <= (row ? row->version : 0);
}

// False: what is there is too old.
bool answered_by_replica(store::Reader& reader, const FreshRead& read, const ReadWork& work) {
    const auto row = row_of(read, reader);
    if (!new_enough(read, row)) return false;
    work(reader, row);
    return true;
}

}  // namespace

void read_fresh(store::Store& store, const FreshRead& read, ReplicaReads& figures, const ReadWork& work) {
    {
        const auto reader = store.reader(read.holder, freshness_of(read));
        if (!reader->from_replica()) return work(*reader, row_of(read, *reader));
        try {
            if (answered_by_replica(*reader, read, work)) {
                ++figures.answered;
                return;
            }
            ++figures.behind;
        } catch (const store::Unavailable& failure) {
            spdlog::info("{}: a replica failed, the primary is asked: {}", read.holder, failure.what());
        }
    }  // the replica's connection is given back first
    const auto reader = store.reader(read.holder, Freshness::strong);
    work(*reader, row_of(read, *reader));
}

}  // namespace fairground::engine
