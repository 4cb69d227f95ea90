// fairground serve: the daemon. Poco brings the application frame and waits for the signal to end.
#include <csignal>
#include <cstdio>

#include <Poco/Util/ServerApplication.h>

#include "app/commands.hpp"
#include "app/host.hpp"
#include "app/open.hpp"

namespace fairground::app {
namespace {

class ServeApplication final : public Poco::Util::ServerApplication {
public:
    explicit ServeApplication(config::HostFile file) : file_(std::move(file)) {}

protected:
    // Poco would turn an exception into a line of its own and exit code 70.
    int main(const std::vector<std::string>&) override {
        try {
            hold_open();
            return EXIT_OK;
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s\n", failure.what());
            return 1;
        }
    }

private:
    void hold_open() {
        Host host(file_);
        std::printf("Fairground is open: %s\n", host.page().c_str());
        std::fflush(stdout);
        waitForTerminationRequest();
        host.drain();
    }

    config::HostFile file_;
};

// The threads to come inherit this, so that the signal reaches the one that waits for it.
void leave_signals_to_the_main_thread() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGQUIT, SIGTERM}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int serve(const Common& common) {
    leave_signals_to_the_main_thread();
    ServeApplication application(read_config(common));
    return application.run(std::vector<std::string>{"fairground"});
}

}  // namespace fairground::app
