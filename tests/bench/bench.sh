#!/usr/bin/env bash
# bench.sh BUILD [CASE [OPTIONS…]]: one case, or all of them one after the other.
set -euo pipefail
build=${1:?usage: bench.sh BUILD [CASE [OPTIONS…]]}
shift
[ $# -gt 0 ] && exec "$build/bin/fairground_bench" "$@"
for case in start one-player statement spin; do
    "$build/bin/fairground_bench" "$case"
    echo
done
