// The player's history as a call sees it: what is committed, what earlier calls of the batch appended, and its own
// lines.
#include <charconv>

#include "engine/unit_of_work.hpp"

namespace fairground::engine {
namespace {

struct Place {
    std::int32_t day = 0;
    std::int64_t seq = 0;
    bool is_after(const Place& other) const { return day != other.day ? day > other.day : seq > other.seq; }
};

std::string to_text(const store::RecordLine& line) {
    return std::to_string(line.day) + '-' + std::to_string(line.seq);
}

// A cursor is the id of the last record of the page before: "20261121-17".
Place read_cursor(std::string_view cursor) {
    Place place;
    const char* end = cursor.data() + cursor.size();
    const auto day = std::from_chars(cursor.data(), end, place.day);
    if (day.ec == std::errc{} && day.ptr != end && *day.ptr == '-') {
        const auto seq = std::from_chars(day.ptr + 1, end, place.seq);
        if (seq.ec == std::errc{} && seq.ptr == end && place.day > 0 && place.seq > 0) return place;
    }
    throw plugin::ServiceMisused("the cursor is not one of a page of records");
}

void write_record(std::string& out, const store::RecordLine& line) {
    out += out.back() == '[' ? "{\"id\":\"" : ",{\"id\":\"";
    out += to_text(line) + "\",\"at\":" + std::to_string(line.at) + ",\"day\":" + std::to_string(line.day) +
           ",\"payload\":" + line.payload + '}';
}

}  // namespace

void UnitOfWork::append_record(std::string_view kind, std::string_view payload) {
    require_action("a record");
    records_.push_back({snapshot_.player(*player_).row.id, frame_.revision.campaign, std::string(kind), day_,
                        next_version(), moment(), std::string(payload), std::move(draws_)});
    draws_.clear();
}

// Newest first.
std::vector<const store::RecordLine*> UnitOfWork::pending_records(std::string_view kind) const {
    std::vector<const store::RecordLine*> pending;
    const auto add = [&](const std::vector<store::RecordLine>& lines) {
        for (auto line = lines.rbegin(); line != lines.rend(); ++line)
            if (line->kind == kind) pending.push_back(&*line);
    };
    add(records_);
    add(share_.player(*player_).new_records);
    return pending;
}

std::int64_t UnitOfWork::count_records(std::string_view kind, std::int32_t from_day, std::int32_t to_day) {
    touch_player();
    if (!player_) return 0;
    const auto index = reading([&] { return share_.record_count({std::string(kind), from_day, to_day}); });
    std::int64_t count = share_.player(*player_).record_counts[index];
    for (const auto* line : pending_records(kind)) count += line->day >= from_day && line->day <= to_day ? 1 : 0;
    return count;
}

std::string UnitOfWork::last_records(std::string_view kind, std::string_view cursor, std::uint32_t limit) {
    touch_player();
    const Place before = cursor.empty() ? Place{} : read_cursor(cursor);
    std::string page = "{\"records\":[";
    if (!player_) return page + "]}";

    std::string last;  // id of the last one written
    bool more = false;
    std::uint32_t written = 0;
    const auto take = [&](const store::RecordLine& line) {
        if (written == limit) {
            more = true;
            return;
        }
        write_record(page, line);
        last = to_text(line);
        ++written;
    };
    for (const auto* line : pending_records(kind))
        if (cursor.empty() || before.is_after({line->day, line->seq})) take(*line);
    if (!more) {
        const auto committed = reading([&] {
            return share_.source().records(snapshot_.player(*player_).row.id, frame_.revision.campaign, kind,
                                           before.day, before.seq, limit - written + 1);
        });
        for (const auto& line : committed) take(line);
    }
    page += ']';
    if (more) page += ",\"next\":\"" + last + '"';
    return page + '}';
}

}  // namespace fairground::engine
