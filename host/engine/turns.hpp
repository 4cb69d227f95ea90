// Whose turn it is. Who was idle comes before those who have just had a turn, so whoever asks now and then does not
// wait for the busy ones; those come in turn (the two lists of fq_codel). Private to engine; one thread at a time.
#pragma once
#include <deque>

namespace fairground::engine {

template <typename Of>
class Turns {
public:
    void add(Of& newcomer) { fresh_.push_back(&newcomer); }
    // Behind the others, even if nothing is left to do: who comes back at once is no newcomer.
    void again(Of& served) { served_.push_back(&served); }
    // Null: nobody waits.
    Of* next() {
        auto& line = fresh_.empty() ? served_ : fresh_;
        if (line.empty()) return nullptr;
        Of* const first = line.front();
        line.pop_front();
        return first;
    }
    bool empty() const { return fresh_.empty() && served_.empty(); }

private:
    std::deque<Of*> fresh_;
    std::deque<Of*> served_;
};

}  // namespace fairground::engine
