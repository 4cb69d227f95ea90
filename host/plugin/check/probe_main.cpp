// The program fairground-probe: the child in which a plugin is tried. It reads one request from its standard input,
// says on its standard output each step before it takes it, and then what came of it. Whoever started it is prepared
// for everything, so nothing here guards against the plugin.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "plugin/check/trial.hpp"
#include "plugin/elf_file.hpp"

namespace {

using nlohmann::json;

// A plugin may print; that must not get into what we say.
int take_over_standard_output() {
    const int output = ::fcntl(1, F_DUPFD_CLOEXEC, 3);
    ::dup2(2, 1);
    return output;
}

}  // namespace

int main() {
    using namespace fairground::plugin;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const int output = take_over_standard_output();
    const auto say = [output](const json& line) {
        const std::string text = line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
        if (::write(output, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::_Exit(3);
    };

    const json request = json::parse(std::cin);
    const auto file = request.at("file").get<std::string>();
    Trial trial{file, read_library(file), request.at("settings"), [&](std::string_view name) {
                    say({{"step", name}});
                }};
    json result;
    try {
        result = run_trial(request.at("do").get<std::string>(), trial);
    } catch (const Unfit& unfit) {
        result = {{"unfit", unfit.what()}};
    } catch (const SettingsRefused& refused) {
        result = {{"unfit", refused.what()}};
    }
    say({{"result", result}});
    // What a plugin leaves behind for the end of the process (threads, destructors) is not what was asked.
    std::_Exit(EXIT_SUCCESS);
}
