#!/usr/bin/env bash
# fuzz.sh [SECONDS]: builds all fuzzers into build/fuzz (up to 10 seconds: build/fuzz-short) and runs each for that long (FUZZ_SECONDS, or 20).
set -euo pipefail
cd "$(dirname "$0")/../.."
export FUZZ_SECONDS=${1:-${FUZZ_SECONDS:-20}}
# A short run is mostly building, so it is not optimised; a long one tries four times as much a second with -O1. Optimised
# further, what is instrumented takes five times as long to build and finds no more.
level=1 build=build/fuzz
[ "$FUZZ_SECONDS" -gt 10 ] || level=0 build=build/fuzz-short
build=${FUZZ_BUILD:-$build}
[ -f "$build/build.ninja" ] || cmake --preset release -B "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O$level -gline-tables-only -DNDEBUG" \
    -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++ -DFAIRGROUND_FUZZ=ON -DFAIRGROUND_WEB=OFF \
    -DFAIRGROUND_SANITIZE=fuzzer-no-link,address,undefined >/dev/null
ninja -C "$build" -j 2 fuzzers
ctest --test-dir "$build" -L fuzz --parallel 2 --output-on-failure --verbose
