#!/usr/bin/env bash
# drill.sh BUILD [NAME]: the drills of BUILD, or the one of that name, with what they print. Longer: DRILL_ROUNDS=200.
set -euo pipefail
build=${1:?usage: drill.sh BUILD [NAME]}
name=${2:-*}
drills=()
for drill in "$build"/bin/drill_${name}_test; do [ -x "$drill" ] && drills+=("$drill"); done
[ ${#drills[@]} -gt 0 ] || { echo "there is no drill '$name'; there are:" "$build"/bin/drill_*_test >&2; exit 2; }
for drill in "${drills[@]}"; do "$drill"; done
