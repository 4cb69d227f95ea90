// What was asked for on the command line.
#pragma once

namespace fairground::app {

// Parses and runs; returns the exit code of the process. Throws what the command throws.
int run_command_line(int argc, char** argv);

}  // namespace fairground::app
