// Reference (d) of the case http: Beast and nothing else. fairground_bare_server PORT BODY answers every request with
// 200 and the body; two threads, each with its own context and listener.
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Error = boost::system::error_code;

std::string answer;

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_, [self = shared_from_this()](Error error, std::size_t) {
            if (!error) self->write();
        });
    }

private:
    void write() {
        asio::async_write(socket_, asio::buffer(answer), [self = shared_from_this()](Error error, std::size_t) {
            if (!error) self->read();
        });
    }

    tcp::socket socket_;
    boost::beast::flat_static_buffer<8192> buffer_;
    http::request<http::empty_body> request_;
};

void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([&](Error error, tcp::socket socket) {
        if (!error) {
            socket.set_option(tcp::no_delay(true), error);
            std::make_shared<Session>(std::move(socket))->read();
        }
        accept(acceptor);
    });
}

void serve(std::uint16_t port) {
    using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
    asio::io_context io{1};
    tcp::acceptor acceptor(io);
    acceptor.open(tcp::v4());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind({asio::ip::make_address("127.0.0.1"), port});
    acceptor.listen();
    accept(acceptor);
    io.run();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    const std::string body = argv[2];
    answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\n\r\n" + body;
    std::thread other(serve, port);
    serve(port);
    other.join();
}
