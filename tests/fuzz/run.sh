#!/usr/bin/env bash
# run.sh FUZZER [-dict=FILE] SEEDS…: one fuzzer for FUZZ_SECONDS (20). What it learns stays in corpus/FUZZER, what breaks
# it in findings/FUZZER, both below the current folder. Exit 1: it found something; its path is printed.
set -euo pipefail
fuzzer=$1
name=$(basename "$fuzzer")
shift
options=()
while [ $# -gt 0 ] && [ "${1#-}" != "$1" ]; do options+=("$1"); shift; done
mkdir -p "corpus/$name" "findings/$name"
"$fuzzer" -max_total_time="${FUZZ_SECONDS:-20}" -timeout=5 -rss_limit_mb=1024 -max_len="${FUZZ_MAX_LEN:-4096}" \
    -print_final_stats=1 -artifact_prefix="findings/$name/" "${options[@]}" "corpus/$name" "$@" 2>"$name.log" || {
    tail -n 60 "$name.log"
    echo "fuzz: $name broke; the input is in $PWD/findings/$name"
    exit 1
}
grep -E '^(Done|stat::number_of_executed_units|stat::peak_rss_mb|stat::slowest_unit)' "$name.log"
