// Certificates replaced while players are there: by SIGHUP and by `config reload`, which speaks TLS to the admin
// address.
#include <atomic>
#include <thread>

#include <Poco/Exception.h>
#include <gmock/gmock.h>

#include "support/host_process.hpp"
#include "support/self_signed.hpp"

namespace fairground::drills {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class TlsHost : public testing::Test {
protected:
    TlsHost() {
        make("players", "first.example.com");
        make("admin", "admin.example.com");
        host.configure(
            {{"tls",
              {{"players",
                {{"certificate", (folder / "players.pem").string()}, {"key", (folder / "players.key").string()}}},
               {"admin",
                {{"certificate", (folder / "admin.pem").string()}, {"key", (folder / "admin.key").string()}}}}}});
        host.launch();
        EXPECT_TRUE(comes_true([&] { return name_of(host.port()) == "first.example.com"; }));
    }
    void make(const std::string& file, const std::string& name) {
        test::write_self_signed(folder.path(), file, {.name = name});
    }
    static std::string name_of(unsigned short port) try {
        auto client = test::HttpClient::secure(port);
        return client.get("/healthz").status == 200 ? client.certificate() : "";
    } catch (const Poco::Exception&) {
        return "";
    }
    static bool comes_true(const std::function<bool()>& condition) {
        for (int i = 0; i < 1000; ++i, std::this_thread::sleep_for(20ms))
            if (condition()) return true;
        return false;
    }

    test::TempDir folder;
    test::HostProcess host{{.campaigns = {}, .config = {}}};
};

TEST_F(TlsHost, TakesNewCertificatesWithoutLosingARequest) {
    std::atomic<bool> over{false};
    std::atomic<int> answered{0};
    std::atomic<int> failed{0};
    std::jthread kept([&] {  // one connection, from before to after
        auto client = test::HttpClient::secure(host.port());
        for (client.get("/healthz"); !over; ++answered)
            if (client.get("/healthz").status != 200 || client.certificate() != "first.example.com") ++failed;
    });
    std::jthread anew([&] {  // another one for each question
        while (!over)
            if (name_of(host.port()).empty()) ++failed;
    });
    std::this_thread::sleep_for(100ms);

    make("players", "second.example.com");
    make("admin", "admin-2.example.com");
    const auto told = host.run({"config", "reload"});
    EXPECT_EQ(told.code, 0) << told.output;
    EXPECT_THAT(told.output, HasSubstr("listen.players: the certificate of second.example.com, valid until"));
    EXPECT_EQ(name_of(host.port()), "second.example.com");
    EXPECT_EQ(name_of(host.admin_port()), "admin-2.example.com");

    make("players", "third.example.com");
    host.process().send(SIGHUP);
    EXPECT_TRUE(comes_true([&] { return name_of(host.port()) == "third.example.com"; }));
    over = true;
    kept.join();
    anew.join();
    EXPECT_EQ(failed, 0);
    EXPECT_GT(answered, 10);
}

TEST_F(TlsHost, RefusesWhatDoesNotFitAndGoesOn) {
    make("other", "other.example.com");
    std::filesystem::copy_file(folder / "other.key", folder / "players.key",
                               std::filesystem::copy_options::overwrite_existing);
    const auto told = host.run({"config", "reload"});
    EXPECT_EQ(told.code, 1);
    EXPECT_THAT(told.output, HasSubstr("refused at the step \"certificate\": tls.players.key: "));
    EXPECT_THAT(told.output, HasSubstr("the key belongs to another certificate"));
    EXPECT_EQ(name_of(host.port()), "first.example.com");
    EXPECT_EQ(host.run({"preflight"}).code, 1);
    EXPECT_THAT(host.run({"preflight"}).output, HasSubstr("✗ certificate of tls.players"));

    make("players", "first.example.com");
    host.configure({{"tls", {{"players", nullptr}}}});
    EXPECT_THAT(host.run({"config", "reload"}).output, HasSubstr("tls.players was taken out of the host file"));
    EXPECT_EQ(name_of(host.port()), "first.example.com");
}

}  // namespace
}  // namespace fairground::drills
