// A supervisor in a process of its own; its workers are shell scripts.
#include "supervise/supervisor.hpp"

#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace fairground::supervise {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// In a script: says that it is ready, and lives until it is told to end.
constexpr const char* serve = R"(
fd=${FAIRGROUND_WORKER##*ready=}; fd=${fd%% *}
echo $$ >> pids
trap 'exit 0' TERM
eval "echo r >&$fd"
while :; do sleep 0.02; done
)";

class SupervisorTest : public testing::Test {
protected:
    ~SupervisorTest() override {
        if (pid > 0) ::kill(pid, SIGKILL);
        if (pid > 0) ::waitpid(pid, nullptr, 0);
    }
    void script(const std::string& text) { std::ofstream(folder / "worker.sh") << text; }
    void supervise() {
        pid = ::fork();
        if (pid != 0) return;
        ::setsid();  // as a service: there is no terminal that could go
        std::filesystem::current_path(folder.path());
        SupervisorOptions options;
        options.command = {.program = "/bin/bash", .arguments = {"bash", "worker.sh"}, .players = 0, .admin = 0};
        options.drain_time = 200ms;
        options.start_time = 700ms;
        options.log = [](ops::Level level, std::string_view message, const std::vector<ops::Field>& fields) {
            ops::log_directly("log", level, message, fields);
        };
        Quarantine quarantine("quarantine.json");
        ::_exit(Supervisor(std::move(options), quarantine).run());
    }
    std::string read(const char* file) const {
        std::ifstream in(folder / file);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    // Of the workers that served, in the order of their starts.
    std::vector<pid_t> pids() const {
        std::vector<pid_t> all;
        std::ifstream in(folder / "pids");
        for (pid_t one = 0; in >> one;) all.push_back(one);
        return all;
    }
    bool eventually(const std::function<bool()>& holds) const {
        for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(10ms))
            if (holds()) return true;
        return false;
    }
    bool logged(const std::string& text) const {
        return eventually([&] { return read("log").find(text) != std::string::npos; });
    }
    static bool runs(pid_t one) {
        std::ifstream in("/proc/" + std::to_string(one) + "/stat");
        std::string number, name, state;
        return in >> number >> name >> state && state != "Z";
    }
    int exit_code() {
        int status = 0;
        ::waitpid(std::exchange(pid, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    test::TempDir folder;
    pid_t pid = -1;
};

TEST_F(SupervisorTest, EndsWithTheCodeOfAFirstWorkerThatDoesNotStart) {
    script("exit 3");
    supervise();
    EXPECT_EQ(exit_code(), 3);
    EXPECT_EQ(read("log"), "") << "why has been said by the worker itself";
}

TEST_F(SupervisorTest, AKilledWorkerIsReplacedAndTheLogNamesTheSignal) {
    script(serve);
    supervise();
    ASSERT_TRUE(eventually([&] { return pids().size() == 1; }));
    ASSERT_TRUE(logged("the worker is ready"));
    ::kill(pids()[0], SIGKILL);
    EXPECT_TRUE(eventually([&] { return pids().size() == 2; }));
    EXPECT_THAT(read("log"), HasSubstr(R"("cause":"SIGKILL")"));
    ::kill(pid, SIGTERM);
    const auto last = pids().at(1);
    EXPECT_EQ(exit_code(), 0);
    EXPECT_FALSE(runs(last));
}

TEST_F(SupervisorTest, AWorkerThatFailsAtOnceIsStartedWithGrowingPauses) {
    script(std::string("[ -f pids ] && { echo try >> tries; exit 1; }\n") + serve);
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    ::kill(pids()[0], SIGKILL);
    std::this_thread::sleep_for(1s);  // after 0, 100, 300 and 700 ms
    const std::string lines = read("tries");
    const auto tries = std::count(lines.begin(), lines.end(), '\n');
    EXPECT_GE(tries, 3);
    EXPECT_LE(tries, 5);
    script(serve);
    EXPECT_TRUE(eventually([&] { return pids().size() == 2; })) << "and comes back when the reason is gone";
}

TEST_F(SupervisorTest, Sigusr2PutsTheNextWorkerInThePlaceOfTheOldOne) {
    script(serve);
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    const auto old = pids()[0];
    ::kill(pid, SIGUSR2);
    EXPECT_TRUE(logged("the drained worker has ended"));
    ASSERT_EQ(pids().size(), 2u);
    EXPECT_FALSE(runs(old));
    EXPECT_TRUE(runs(pids()[1]));
    EXPECT_THAT(read("log"), HasSubstr("sender_pid\":" + std::to_string(::getpid())));
}

TEST_F(SupervisorTest, AHangupIsPassedOnToTheWorker) {
    script(std::string("trap 'echo heard >> hangups' HUP\n") + serve);
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    ::kill(pid, SIGHUP);
    EXPECT_TRUE(eventually([&] { return read("hangups") == "heard\n"; }));
    EXPECT_TRUE(runs(pids()[0]));
    EXPECT_THAT(read("log"), HasSubstr("told to read the database servers again"));
}

TEST_F(SupervisorTest, TheOldWorkerGoesOnWhenTheNextOneFailsOrHangs) {
    script(serve);
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    const auto old = pids()[0];
    script("exit 1");
    ::kill(pid, SIGUSR2);
    EXPECT_TRUE(logged("the next worker did not get ready; the old one goes on"));
    EXPECT_TRUE(runs(old));
    script("exec sleep 60");
    ::kill(pid, SIGUSR2);
    EXPECT_TRUE(logged("the next worker does not get ready; it is killed"));
    EXPECT_TRUE(runs(old));
}

TEST_F(SupervisorTest, AWorkerThatDoesNotEndIsKilled) {
    script(std::string("trap '' TERM\n") +
           std::string(serve).replace(std::string(serve).find("trap 'exit 0' TERM"), 18, ":"));
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    ::kill(pid, SIGTERM);
    EXPECT_EQ(exit_code(), 1);
    EXPECT_FALSE(runs(pids()[0]));
}

TEST_F(SupervisorTest, AKilledSupervisorLeavesNoWorker) {
    script(serve);
    supervise();
    ASSERT_TRUE(logged("the worker is ready"));
    ::kill(pid, SIGKILL);
    EXPECT_TRUE(eventually([&] { return !runs(pids()[0]); }));
}

}  // namespace
}  // namespace fairground::supervise
