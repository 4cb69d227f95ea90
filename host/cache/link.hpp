// This host's link with the others over Redis: it tells what was committed here and hears what was committed there, and
// it knows when it may have missed something.
//
// Every host sends something every tenth of a second, and numbers what it sends. Who hears himself within `trust` has
// heard everything that Redis was told before; a gap in another's numbers, silence of another, a lost subscription or a
// server that is another one end the trust, and what was kept until then has to be checked (a new epoch).
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "cache/generations.hpp"
#include "cache/message.hpp"
#include "cache/names.hpp"
#include "redis/redis.hpp"
#include "redis/subscription.hpp"

namespace fairground::cache {

// What may be said of what this host knows, at one moment.
struct Stand {
    bool trusted = false;  // nothing that was committed longer ago than Link::Times::trust is unknown here
    std::uint64_t epoch = 0;
};

class Link {
public:
    using Clock = std::chrono::steady_clock;
    struct Times {
        std::chrono::milliseconds beat{100};
        std::chrono::milliseconds trust{500};
        std::chrono::milliseconds silence{800};   // of another, then nothing is trusted
        std::chrono::milliseconds gone{3000};     // then it counts as dead, and all that is cached with it
        std::chrono::milliseconds doubt{30'000};  // until a commit of unknown outcome is surely decided
        std::chrono::milliseconds patience{200};  // of announce()
    };
    // Of a change that another host announced; on a thread of the link's; quick.
    using Heard = std::function<void(std::string_view tenant, std::string_view player, std::int64_t version)>;

    // redis and generations must outlive the link.
    Link(redis::Redis& redis, const redis::Options& options, redis::Environment environment, Generations& generations,
         Heard heard)
        : Link(redis, options, std::move(environment), generations, std::move(heard), Times{}) {}
    Link(redis::Redis& redis, const redis::Options& options, redis::Environment environment, Generations& generations,
         Heard heard, const Times& times);
    // Says farewell.
    ~Link();

    Stand stand() const;
    // To Redis and all hosts; waits until Redis has it, Times::patience at most. False: it could not be told; nothing
    // is trusted here until everything that is cached has been ended instead.
    bool announce(std::span<const Changed> changes);
    // Something may have been committed that nobody can tell of, now or for a while.
    void doubt();
    // Ends what is cached of a tenant or campaign, everywhere. False: Redis cannot be reached; nothing was done.
    bool invalidate(Generations::Kind kind, const std::string& name);
    bool trusted_within(std::chrono::milliseconds patience) const;
    // Was something committed here that the others were not told, nor is ended for them?
    bool owing() const { return owing_; }
    // Is another host owing, for longer than nobody would notice? When it is not any more, it may be because it is
    // gone.
    void others_owe(bool others);

    struct Figures {
        std::chrono::microseconds lag{};  // how long our last message took back to us
        std::size_t hosts = 0;            // others, heard lately
        std::uint64_t announced = 0;      // versions
        std::uint64_t owed = 0;           // versions that could not be told
        std::uint64_t epochs = 0;
        std::uint64_t gaps = 0;    // messages of others that did not come
        std::uint64_t graves = 0;  // hosts that went without a farewell
    };
    Figures figures() const;

private:
    struct Task {
        std::vector<std::string> fields;  // of Message::Kind::versions
        std::optional<std::pair<Generations::Kind, std::string>> ended;
        bool done = false;
        bool told = false;
    };
    using Tasks = std::vector<std::shared_ptr<Task>>;
    struct Sender {
        std::uint64_t number = 0;
        Clock::time_point heard;
    };

    // ---- the announcing thread
    void run(const std::stop_token& stop);
    void turn(const Tasks& tasks);
    void tell(const Tasks& tasks);
    bool tell_all(const Tasks& tasks);
    void catch_up();
    bool read_generations();
    void look_at_others();
    bool bury(const std::string& sender);
    void say_farewell();
    std::string next_message(Message::Kind kind, std::vector<std::string_view> fields);
    void add_versions(redis::Commands& commands, const std::vector<std::string>& fields, std::size_t from,
                      std::size_t to);
    std::optional<std::int64_t> take_number(const redis::Reply& reply, Generations::Kind kind, const std::string& name,
                                            redis::Commands& news);
    bool hand_in(const std::shared_ptr<Task>& task);
    std::optional<std::vector<redis::Reply>> ask(redis::Commands commands);

    // ---- the subscription's thread
    void hear(std::string_view text);
    void hear_self(std::uint64_t number);
    void hear_other(const Message& message);
    void take_in(const Message& message);
    void up(std::uint64_t server);

    // ---- either
    void lose(const std::string& why);
    void new_epoch() { epoch_.fetch_add(1, std::memory_order_acq_rel); }
    redis::Key key_of(Generations::Kind kind, std::string_view name) const;

    redis::Redis& redis_;
    const redis::Environment environment_;
    const redis::Channel channel_;
    Generations& generations_;
    const Heard heard_;
    const Times times_;
    const std::string self_;

    std::atomic<std::uint64_t> epoch_{1};
    std::atomic<bool> caught_up_{false};
    std::atomic<bool> others_late_{false};
    std::atomic<bool> others_owe_{false};
    std::atomic<Clock::rep> trusted_until_{0};
    std::atomic<bool> owing_{false};
    std::atomic<std::uint64_t> announced_{0}, owed_{0}, gaps_{0}, graves_{0};
    std::atomic<std::int64_t> lag_us_{0};

    mutable std::mutex mutex_;  // of the tasks
    std::condition_variable_any wake_;
    std::condition_variable answered_;
    Tasks tasks_;
    std::optional<Clock::time_point> doubtful_until_;

    mutable std::mutex hearing_mutex_;      // of what both threads know of what is heard
    std::optional<std::uint64_t> hearing_;  // the server whose messages are heard
    std::uint64_t hello_ = 0;               // the message that ends the catching up; 0: none is under way
    Clock::time_point hello_at_{};
    std::map<std::uint64_t, Clock::time_point> sent_;  // by number, not heard yet
    std::map<std::string, Sender, std::less<>> senders_;

    // Only the announcing thread's:
    std::uint64_t number_ = 0;
    std::uint64_t server_ = 0;
    Clock::time_point last_sent_{};

    std::optional<redis::Subscription> subscription_;
    std::jthread thread_;
};

}  // namespace fairground::cache
