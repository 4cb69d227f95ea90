#!/bin/sh
# SPDX-License-Identifier: MIT
#
# abi_check_test.sh SDK_FOLDER: does the prefix check see what breaks a plugin, and let pass what does not?
set -eu
sdk=$1
header=$sdk/include/fairground/abi.h
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# changed EXPECTED WHAT SED_SCRIPT: the verdict on the header after an edit, which must have changed it.
changed() {
    sed -E "$3" "$header" > "$work/abi.h"
    if cmp -s "$header" "$work/abi.h"; then
        echo "FAILED: $2: the edit changed nothing" >&2
        failures=1
        return
    fi
    verdict=fits
    "$sdk/abi/check.sh" "$header" "$work/abi.h" 2> "$work/why" || verdict=breaks
    if [ "$verdict" != "$1" ]; then
        echo "FAILED: $2: expected that it $1, found that it $verdict" >&2
        cat "$work/why" >&2
        failures=1
    fi
}
newer='s/^(#define FG_ABI_MINOR) [0-9]+/\1 99/'

changed fits   "another comment"              's/the border between/a border between/'
changed fits   "another layout"               's/^( +)(fg_status \(\*left\))/\1\1\2/'
changed fits   "a field at a table's end"     "$newer; s/^\} fg_stock_1;/    fg_status (*more)(fg_call* call);\n} fg_stock_1;/"
changed fits   "a new table"                  "$newer; s/^\} fg_log_1;/} fg_log_1;\ntypedef struct fg_new_1 {\n    uint32_t size;\n} fg_new_1;/"
changed fits   "a new constant"               "$newer; s/FG_LOG_ERROR = 3/FG_LOG_ERROR = 3, FG_LOG_FATAL = 4/"
changed breaks "an addition without a number" 's/FG_LOG_ERROR = 3/FG_LOG_ERROR = 3, FG_LOG_FATAL = 4/'
changed breaks "a field in the middle"        "$newer; s/^( +fg_status \(\*take\)\(fg_call\* call, fg_str item)/    void (*more)(fg_call* call);\n\1/"
changed breaks "a field that is gone"         "$newer; /\(\*give_back\)/d"
changed breaks "two fields that change places" "$newer; s/\(\*current\)/(*swap)/; s/\(\*move\)/(*current)/; s/\(\*swap\)/(*move)/"
changed breaks "another type of a parameter"  "$newer; s/(\(\*take\)\(fg_call\* call, fg_str item), int64_t count/\1, int32_t count/"
changed breaks "another type of a result"     "$newer; s/int64_t \(\*now\)/int32_t (*now)/"
changed breaks "a struct passed by value that grows" "$newer; s/^\} fg_str;/    int flags;\n} fg_str;/"
changed breaks "another size of the stamp's id" "$newer; s/char id\[64\]/char id[128]/"
changed breaks "a constant that moved"        "$newer; s/FG_REFUSED = 1/FG_REFUSED = 5/"
changed breaks "another name of the entry"    "$newer; s/\"fg_plugin_v1\"/\"fg_plugin_v2\"/"
changed breaks "another status type"          "$newer; s/typedef int32_t fg_status/typedef int64_t fg_status/"

: > "$work/empty.h"
if "$sdk/abi/check.sh" "$work/empty.h" "$header" 2> /dev/null; then
    echo "FAILED: an empty frozen header passed" >&2
    failures=1
fi
exit $failures
