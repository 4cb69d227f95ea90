// Leaderboards of the campaign: the player's own score, and the places of all as they are committed.
#include "engine/unit_of_work.hpp"

namespace fairground::engine {

using nlohmann::json;

void UnitOfWork::board_set(std::string_view board, std::int64_t score) {
    require_action("a score");
    const auto index = share_.board(board);
    if (auto* changed = find_index(scores_, index))
        *changed = score;
    else
        scores_.emplace_back(index, score);
}

std::int64_t UnitOfWork::board_score(std::string_view board) {
    touch_player();
    if (!player_) return 0;
    const auto index = share_.board(board);
    if (const auto* changed = find_index(scores_, index)) return *changed;
    const auto& known = share_.player(*player_).scores[index];
    if (!known.score) reading([&] { share_.load_scores(index); });
    return share_.player(*player_).scores[index].score.value_or(0);
}

std::string UnitOfWork::board_top(std::string_view board, std::uint32_t limit) {
    auto& reader = committed("a board");
    touch_others();
    json places = json::array();
    reading([&] {
        for (const auto& place : reader.board_top(frame_.revision.campaign, board, limit))
            places.push_back({{"player", place.player}, {"score", place.score}});
    });
    return json{{"places", std::move(places)}}.dump();
}

std::int64_t UnitOfWork::board_rank(std::string_view board) {
    auto& reader = committed("a board");
    touch_player();
    touch_others();
    if (!player_) return 0;
    return reading(
        [&] { return reader.board_rank(frame_.revision.campaign, board, snapshot_.player(*player_).row.id); });
}

}  // namespace fairground::engine
