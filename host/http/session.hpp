// Private to the front: one connection. Everything but answer() runs on its shard's thread.
#pragma once
#include <array>

#include "http/connection.hpp"
#include "http/request_reader.hpp"
#include "http/visitor.hpp"

namespace fairground::http {

struct Problem;

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<Shard> shard, Socket socket);

    void start();
    // Answers that without reading anything: there are too many connections. Over TLS, which costs the more, it just
    // ends.
    void turn_away(const Problem& problem);
    // How many connections its address has, with this one; 0: any number is welcome.
    std::size_t of_address() const { return visitor_.connections(); }
    // Deadlines are looked at now and then instead of a timer for each operation.
    void sweep(SteadyClock::time_point now);
    // Not just after an answer: the next request may be on its way.
    void close_if_idle(SteadyClock::time_point now);
    void close();

    std::size_t index = 0;  // in the shard's list

private:
    enum class State { shaking_hands, idle, reading, running, writing, lingering, closed };

    void enter(State state);
    void advance();
    void read();
    void on_read(const boost::system::error_code& error, std::size_t bytes);
    void send_go_ahead();
    void dispatch();
    void answer(Response* response);  // any thread
    void finish(Response response);
    void refuse(const Problem& problem);
    void fail(const Problem& problem);  // and the connection ends
    void write(Response response, bool with_body);
    void on_written(const boost::system::error_code& error);
    void linger();
    void hang_up();
    void discard();
    SteadyClock::duration patience() const;

    std::shared_ptr<Shard> shard_;
    Connection connection_;
    Visitor visitor_;
    RequestReader reader_;
    State state_ = State::idle;
    SteadyClock::time_point since_;  // when the state was entered
    bool reading_ = false;           // an asynchronous read is under way
    bool keep_alive_ = true;
    bool unread_input_ = false;  // the client may still be sending: a hard close would destroy the answer
    std::string head_;
    Response response_;
};

}  // namespace fairground::http
