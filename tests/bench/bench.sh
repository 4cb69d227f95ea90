#!/usr/bin/env bash
# bench.sh BUILD [CASE [OPTIONS…]]: one case, or all of them one after the other.
set -euo pipefail
build=${1:?usage: bench.sh BUILD [CASE [OPTIONS…]]}
shift
[ $# -gt 0 ] && exec "$build/bin/fairground_bench" "$@"
failed=()
measure() {
    "$build/bin/fairground_bench" "$@" || failed+=("$*")
    echo
}
for case in start http cache idle one-player statement sqlite hosts curves redis; do measure "$case"; done
measure spin --connections 64
measure spin --connections 512
measure spin --connections 64 --items 10000
[ ${#failed[@]} = 0 ] || { printf 'these went wrong: %s\n' "${failed[*]}" >&2; exit 1; }
