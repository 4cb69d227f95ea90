#include <fstream>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include "http/certificate.hpp"
#include "http/server.hpp"
#include "http/testing/client.hpp"
#include "support/self_signed.hpp"

namespace fairground::http {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace fs = std::filesystem;
using boost::system::error_code;
using testing::HasSubstr;

// Takes any certificate, and says whose it is.
class TlsClient {
public:
    explicit TlsClient(std::uint16_t port, int newest = TLS1_3_VERSION) {
        SSL_CTX_set_max_proto_version(context_.native_handle(), newest);
        SSL_CTX_set_security_level(context_.native_handle(), 0);
        stream_.emplace(io_, context_);
        stream_->lowest_layer().connect({asio::ip::address_v4::loopback(), port});
        stream_->handshake(asio::ssl::stream_base::client, refused);
    }
    std::string certificate() {
        char name[256] = "";
        X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(stream_->native_handle())),
                                  NID_commonName, name, sizeof name);
        return name;
    }
    std::size_t send(const std::string& bytes) { return asio::write(*stream_, asio::buffer(bytes), ended); }
    // Up to the end of a body of so many bytes.
    std::string read(std::size_t body) {
        std::string text;
        const auto head = asio::read_until(*stream_, asio::dynamic_buffer(text), "\r\n\r\n", ended);
        while (!ended && text.size() < head + body) {
            char bytes[16 * 1024];
            text.append(bytes, stream_->read_some(asio::buffer(bytes), ended));
        }
        return text;
    }
    std::string ask(const std::string& request, std::size_t body = 2) { return send(request), read(body); }
    std::string to_the_end() {
        std::string text;
        asio::read(*stream_, asio::dynamic_buffer(text), ended);
        return text;
    }
    // No more of TLS: the wire is cut.
    void cut() { stream_->lowest_layer().close(); }

    error_code refused;
    error_code ended;

private:
    asio::io_context io_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::optional<asio::ssl::stream<asio::ip::tcp::socket>> stream_;
};

class TlsTest : public testing::Test {
protected:
    TlsTest() { fs::create_directories(folder); }
    ~TlsTest() override {
        server.reset();
        fs::remove_all(folder);
    }
    std::shared_ptr<Certificate> certificate_of(const std::string& name) const {
        const auto files = test::write_self_signed(folder, name, {.name = name});
        return read_certificate({files.certificate, files.key}, "tls.players");
    }
    void serve(Handler handler = [](Request& request, const Respond& respond) {
        Response response;
        response.body = request.secure ? "ok" : "no";
        respond(std::move(response));
    }) {
        ServerOptions options{{"127.0.0.1", 0}, 2, limits};
        options.certificate = certificate_of("play.example.com");
        server = std::make_unique<Server>(options, metrics, std::move(handler));
        server->start();
    }
    TlsClient connect() const { return TlsClient(server->port()); }
    bool eventually(const std::function<bool()>& holds) const {
        for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
            if (holds()) return true;
        return false;
    }
    static std::string get(const std::string& more = "") { return "GET / HTTP/1.1\r\nHost: x\r\n" + more + "\r\n"; }

    fs::path folder = fs::temp_directory_path() / ("fairground-tls-" + std::to_string(::getpid()));
    config::Limits limits;
    ops::Metrics metrics;
    std::unique_ptr<Server> server;
};

TEST_F(TlsTest, AConnectionIsUsedForManyRequestsAndTheHandlerKnowsThatItIsSafe) {
    serve();
    TlsClient client(server->port());
    ASSERT_FALSE(client.refused) << client.refused.message();
    for (int i = 0; i < 100; ++i) ASSERT_THAT(client.ask(get()), HasSubstr("\r\n\r\nok"));
    EXPECT_EQ(server->connections(), 1);
    EXPECT_EQ(client.certificate(), "play.example.com");
}

TEST_F(TlsTest, LargeBodiesGoBothWays) {
    limits.body_bytes = 4 * 1024 * 1024;
    const auto large = std::make_shared<const std::string>(3 * 1024 * 1024, 'x');
    serve([&](Request& request, const Respond& respond) {
        Response response;
        if (request.body == *large) response.shared = large;
        respond(std::move(response));
    });
    TlsClient client(server->port());
    const auto answer = client.ask(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(large->size()) + "\r\n\r\n" + *large,
        large->size());
    EXPECT_TRUE(answer.ends_with("\r\n\r\n" + *large));
}

TEST_F(TlsTest, WhoSpeaksNoTlsOrAnOldOneIsNotServed) {
    serve();
    Client plain(server->port());
    plain.send(get());
    EXPECT_TRUE(plain.ends());
    TlsClient old(server->port(), TLS1_1_VERSION);
    EXPECT_TRUE(old.refused);
    TlsClient older_than_newest(server->port(), TLS1_2_VERSION);
    EXPECT_FALSE(older_than_newest.refused) << older_than_newest.refused.message();
    EXPECT_TRUE(eventually([&] { return server->connections() == 1; }));
}

TEST_F(TlsTest, AHandshakeThatDoesNotComeIsGivenUp) {
    limits.request_time = 300ms;
    serve();
    Client silent(server->port());
    EXPECT_TRUE(silent.ends(3000));
    EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(TlsTest, TheLastAnswerIsFollowedByAGoodbye) {
    serve();
    TlsClient client(server->port());
    client.send(get("Connection: close\r\n"));
    EXPECT_THAT(client.to_the_end(), HasSubstr("\r\n\r\nok"));
    EXPECT_EQ(client.ended, asio::error::eof) << "not cut short: " << client.ended.message();
    client.cut();
    EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(TlsTest, AnAnswerToWhatCannotBeReadArrivesThoughTheClientGoesOnSending) {
    serve();
    TlsClient client(server->port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n" + std::string(200'000, 'x'));
    EXPECT_THAT(client.read(0), HasSubstr("413"));
}

TEST_F(TlsTest, ASlowRequestIsAnsweredWith408) {
    limits.request_time = 300ms;
    serve();
    TlsClient client(server->port());
    client.send("GET / HTTP/1.1\r\nHost:");
    EXPECT_THAT(client.read(0), HasSubstr("408"));
    EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(TlsTest, AConnectionKeepsItsCertificateAndTheNextGetsTheNewOne) {
    serve();
    TlsClient before(server->port());
    ASSERT_THAT(before.ask(get()), HasSubstr("ok"));
    server->renew(certificate_of("new.example.com"));
    TlsClient after(server->port());
    EXPECT_EQ(after.certificate(), "new.example.com");
    EXPECT_THAT(after.ask(get()), HasSubstr("ok"));
    EXPECT_THAT(before.ask(get()), HasSubstr("ok"));
    EXPECT_EQ(before.certificate(), "play.example.com");
}

TEST_F(TlsTest, DrainingEndsConnectionsWithTheirAnswers) {
    serve();
    TlsClient client(server->port());
    ASSERT_THAT(client.ask(get()), HasSubstr("ok"));
    bool finished = false;
    std::jthread drain([&] { finished = server->drain(5s); });
    std::this_thread::sleep_for(50ms);
    client.send(get());
    EXPECT_THAT(client.to_the_end(), HasSubstr("Connection: close"));
    client.cut();
    drain.join();
    EXPECT_TRUE(finished);
}

TEST_F(TlsTest, TooManyConnectionsEndWithoutAWord) {
    limits.connections = 1;
    serve();
    TlsClient first(server->port());
    ASSERT_THAT(first.ask(get()), HasSubstr("ok"));
    TlsClient second(server->port());
    EXPECT_TRUE(second.refused);
    EXPECT_THAT(first.ask(get()), HasSubstr("ok"));
}

}  // namespace
}  // namespace fairground::http
