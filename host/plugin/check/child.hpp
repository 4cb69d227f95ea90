// A program run to its end, or to the end of its time. Private to the room.
#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace fairground::plugin {

struct ChildRun {
    enum class End { exited, killed, timed_out };
    End end = End::exited;
    int code = 0;        // the exit code, or the number of the signal
    std::string output;  // what it wrote to its standard output, at most 8 MiB
};

// Starts it with input as its standard input and nothing else open but standard error (to nowhere); waits. When the
// time is over it and its children are killed. Threads: any. Throws std::system_error if it cannot be started.
ChildRun run_child(const std::filesystem::path& program, std::string_view input, std::chrono::milliseconds time);

// "was killed by signal 11 (Segmentation fault)", "did not end within 5000 ms", "ended with exit code 3"
std::string how_it_ended(const ChildRun& run, std::chrono::milliseconds time);

}  // namespace fairground::plugin
