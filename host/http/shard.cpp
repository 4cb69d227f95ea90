#include "http/shard.hpp"

#include "http/problem.hpp"
#include "http/session.hpp"

namespace fairground::http {
namespace {

using namespace std::chrono_literals;

constexpr auto sweep_interval = 250ms;
// Beyond the limit; others are closed without a word.
constexpr std::size_t turned_away_at_once = 256;
constexpr std::size_t turned_away_of_one_address = 16;

const Problem full{503, "too_many_connections", "this host has as many connections as it can serve", 2};
const Problem too_many_of_address{429, "too_many_connections", "this address has as many connections as it may", 2};

}  // namespace

Shard::Shard(std::shared_ptr<Front> front) : front_(std::move(front)) {}
Shard::~Shard() = default;

void Shard::run() {
    sweep_later();
    thread_ = std::thread([this] {
        const auto work = asio::make_work_guard(io_);
        io_.run();
    });
}

void Shard::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    io_.stop();
    if (thread_.joinable()) thread_.join();
    // The handlers that still wait hold their connections; let them see the end.
    const auto open = sessions_;
    for (const auto& session : open) session->close();
    timer_.cancel();
    io_.restart();
    io_.poll();
}

void Shard::adopt(Socket socket) {
    if (stopped_) return;
    const std::size_t limit = front_->limits.connections;
    const std::size_t open = front_->connections.load(std::memory_order_relaxed);
    if (open >= limit + turned_away_at_once) return;
    const auto session = std::make_shared<Session>(shared_from_this(), std::move(socket));
    session->index = sessions_.size();
    sessions_.push_back(session);
    if (open >= limit) return session->turn_away(full);
    const std::size_t of_address = front_->limits.connections_per_address;
    if (session->of_address() <= of_address) return session->start();
    if (session->of_address() > of_address + turned_away_of_one_address) return session->close();
    session->turn_away(too_many_of_address);
}

void Shard::remove(Session& session) {
    const std::size_t index = session.index;
    std::swap(sessions_[index], sessions_.back());
    sessions_[index]->index = index;
    sessions_.pop_back();
}

void Shard::close_idle() {
    const auto open = sessions_;
    const auto now = SteadyClock::now();
    for (const auto& session : open) session->close_if_idle(now);
}

void Shard::sweep_later() {
    timer_.expires_after(sweep_interval);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        sweep();
        sweep_later();
    });
}

void Shard::sweep() {
    const auto now = SteadyClock::now();
    // Backwards: a session that closes is replaced by the last one, which has been looked at.
    for (std::size_t i = sessions_.size(); i-- > 0;) sessions_[i]->sweep(now);
}

}  // namespace fairground::http
