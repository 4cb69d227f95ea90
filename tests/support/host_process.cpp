#include "support/host_process.hpp"

#include <fstream>
#include <iterator>
#include <thread>

#include <Poco/Exception.h>

namespace fairground::test {
namespace {

using namespace std::chrono_literals;

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A zombie does not, for the process that should wait for it may be nobody; but while other threads of it are still
// ending, its sockets are open.
bool runs(pid_t pid) {
    const std::filesystem::path process = "/proc/" + std::to_string(pid);
    std::ifstream in(process / "stat");
    std::string number, name, state;
    if (!(in >> number >> name >> state)) return false;
    std::error_code gone;
    const std::filesystem::directory_iterator threads(process / "task", gone);
    return state != "Z" || std::distance(begin(threads), end(threads)) > 1;
}

}  // namespace

HostProcess::HostProcess(const Settings& settings) : port_(free_port()), admin_port_(free_port()) {
    const auto campaigns = folder_ / "campaigns";
    std::filesystem::create_directories(campaigns);
    for (const auto& [name, yaml] : settings.campaigns) std::ofstream(campaigns / name) << yaml;
    nlohmann::json config{
        {"listen",
         {{"players", "127.0.0.1:" + std::to_string(port_)}, {"admin", "127.0.0.1:" + std::to_string(admin_port_)}}},
        {"data_dir", (folder_ / "data").string()},
        {"campaigns", campaigns.string()},
        {"plugins", FAIRGROUND_PLUGINS},
        {"limits", {{"per_player", {{"rate", 1'000'000}}}, {"connections_per_address", 100'000}}}};
    if (settings.config.is_object()) config.merge_patch(settings.config);
    std::ofstream(folder_ / "fairground.yaml") << config.dump(2);
}

void HostProcess::configure(const nlohmann::json& patch) {
    const auto file = folder_ / "fairground.yaml";
    auto config = nlohmann::json::parse(read(file));
    config.merge_patch(patch);
    std::ofstream(file) << config.dump(2);
}

void HostProcess::launch() {
    process_ = std::make_unique<ChildProcess>(ChildProcess::Settings{
        .command = {FAIRGROUND_PROGRAM, "serve", "--config", (folder_ / "fairground.yaml").string()},
        .output = folder_ / "log",
        .environment = {},
        .folder = folder_.path()});
}

void HostProcess::start() {
    launch();
    wait_until_ready();
}

void HostProcess::wait_until_ready(std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!ready()) {
        if (!process_->running()) fail("ended while starting");
        if (std::chrono::steady_clock::now() > deadline) fail("was not ready in time");
        std::this_thread::sleep_for(5ms);
    }
}

bool HostProcess::ready() {
    try {
        return HttpClient(port_, 2s).get("/readyz").status == 200;
    } catch (const Poco::Exception&) {
        return false;
    }
}

std::vector<pid_t> HostProcess::workers() {
    const auto pid = std::to_string(process().pid());
    std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
    return {std::istream_iterator<pid_t>(children), {}};
}

pid_t HostProcess::worker() {
    const auto all = workers();
    if (all.empty()) fail("has no worker");
    return all.back();
}

// No signal goes to the workers: that they die with their supervisor is a part of what is tested.
void HostProcess::kill() {
    const auto workers = this->workers();
    process().send(SIGKILL);
    process().wait(10s);
    const auto deadline = std::chrono::steady_clock::now() + 30s;  // a flush under way is waited for by the kernel
    for (const pid_t worker : workers)
        while (runs(worker)) {
            if (std::chrono::steady_clock::now() > deadline) fail("was killed, but its worker lives on");
            std::this_thread::sleep_for(1ms);
        }
}

void HostProcess::kill_worker() {
    ::kill(worker(), SIGKILL);
}

int HostProcess::stop() {
    return process().stop();
}

ChildProcess& HostProcess::process() {
    if (!process_) throw std::logic_error("the host was never launched");
    return *process_;
}

HostProcess::Ran HostProcess::run(std::vector<std::string> arguments) {
    const TempDir run;
    std::vector<std::string> command{FAIRGROUND_PROGRAM, "--config", (folder_ / "fairground.yaml").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const int code = run_program(
        {.command = std::move(command), .output = run / "output", .environment = {}, .folder = folder_.path()});
    return {code, read(run / "output")};
}

std::string HostProcess::log() const {
    return read(folder_ / "log");
}

void HostProcess::fail(const std::string& what) const {
    const std::string text = log();
    throw std::runtime_error("the host " + what + "; the end of its log:\n" +
                             text.substr(text.size() > 2000 ? text.size() - 2000 : 0));
}

}  // namespace fairground::test
