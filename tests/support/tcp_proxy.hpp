// A relay in front of a server that can be told to misbehave, as networks do.
#pragma once
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace fairground::test {

// Listens on a free port of loopback and relays each connection to a port there, until destroyed. Safe from any thread.
class TcpProxy {
public:
    explicit TcpProxy(unsigned short to_port);
    ~TcpProxy();
    TcpProxy(const TcpProxy&) = delete;
    TcpProxy& operator=(const TcpProxy&) = delete;

    unsigned short port() const { return port_; }
    // Later connections go to another server, as when an address moves.
    void lead_to(unsigned short port) { to_port_ = port; }

    enum class Mode {
        relay,
        swallow_answers,  // requests reach the server, its next answer is lost and the client sees the connection close
        half_open,        // the client sees the connection close at its next request; the server sees nothing of either
    };
    // Of the connections that are open now; later ones are relayed. half_open ends when mode relay is set again: then
    // the server sees its side close, too.
    void set(Mode mode);
    // Each answer arrives that much later: a server that is far away, or has much to do.
    void delay_answers(std::chrono::milliseconds delay) { delay_ = delay; }
    // Each new connection gets to the server that much later: names are looked up, certificates looked at.
    void delay_connections(std::chrono::milliseconds delay) { connect_delay_ = delay; }

private:
    struct Link;
    void accept_all();
    void relay(Link& link);

    std::atomic<unsigned short> to_port_;
    const int listener_;
    const unsigned short port_;
    std::atomic<bool> ending_{false};
    std::atomic<Mode> mode_{Mode::relay};
    std::atomic<std::chrono::milliseconds> delay_{std::chrono::milliseconds(0)};
    std::atomic<std::chrono::milliseconds> connect_delay_{std::chrono::milliseconds(0)};
    std::atomic<int> epoch_{0};         // grows with set(): a link made later ignores the mode
    std::vector<std::thread> threads_;  // one for each link; touched by accepting_ only, until that has ended
    std::thread accepting_;
};

}  // namespace fairground::test
