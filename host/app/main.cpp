#include <cstdio>
#include <exception>

#include <sodium.h>

#include "app/command_line.hpp"

int main(int argc, char** argv) {
    // In user space, seeded by the kernel: a draw needs no system call. Before anybody initialises the library.
    randombytes_set_implementation(&randombytes_internal_implementation);
    try {
        return fairground::app::run_command_line(argc, argv);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
