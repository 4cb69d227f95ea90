#!/usr/bin/env bash
# fuzz.sh [SECONDS]: builds all fuzzers into build/fuzz and runs each for that long (FUZZ_SECONDS, or 20).
set -euo pipefail
cd "$(dirname "$0")/../.."
export FUZZ_SECONDS=${1:-${FUZZ_SECONDS:-20}}
build=${FUZZ_BUILD:-build/fuzz}
# -O1: optimised further, what is instrumented takes five times as long to build and finds no more.
[ -f "$build/build.ninja" ] || cmake --preset release -B "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -gline-tables-only -DNDEBUG" \
    -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DFAIRGROUND_FUZZ=ON -DFAIRGROUND_WEB=OFF \
    -DFAIRGROUND_SANITIZE=fuzzer-no-link,address,undefined >/dev/null
ninja -C "$build" -j 2 fuzzers
ctest --test-dir "$build" -L fuzz --parallel 2 --output-on-failure --verbose
