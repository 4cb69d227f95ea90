#!/bin/sh
# SPDX-License-Identifier: MIT
#
# report.sh FROZEN.h TODAY.h: what abidiff sees between two versions of the border, to be read by a person. A second pair
# of eyes beside check.sh and never the judge: abidiff gives the same exit code to a legal append and to a breaking insert.
set -eu
command -v abidiff >/dev/null || { echo "abidiff is not installed (Debian: apt-get install abigail-tools)" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for header in "$1" "$2"; do
    side=${side:+today}; side=${side:-frozen}
    mkdir "$work/$side"
    cp "$header" "$work/$side/abi.h"
    # Functions that use every table, so that the compiler writes down its shape.
    {
        echo '#include "abi.h"'
        sed -n 's/^} \(fg_[a-z_0-9]*\);$/void use_\1(const \1* table) { (void)table; }/p; s/^struct \(fg_[a-z_0-9]*\) {$/void use_\1(const struct \1* table) { (void)table; }/p' "$header"
    } >"$work/$side/uses.c"
    ${CC:-cc} -std=c11 -g -fPIC -shared -o "$work/$side.so" "$work/$side/uses.c"
done
abidiff "$work/frozen.so" "$work/today.so" || true
