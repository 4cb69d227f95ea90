#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check.sh FROZEN TODAY: is the header TODAY an abi.h that everything built against FROZEN still fits? Tables may have
# grown at their ends and things may have been added; nothing may have moved, changed or gone.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
frozen=$1
today=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

minor() { sed -n 's/^#define FG_ABI_MINOR \([0-9]*\).*/\1/p' "$1"; }
facts() { awk -f "$folder/facts.awk" "$1" | grep -v '^constant FG_ABI_MINOR '; }

facts "$frozen" > "$work/frozen"
facts "$today" > "$work/today"
[ "$(grep -c '^field' "$work/frozen")" -gt 50 ] || { echo "$frozen: not understood as an abi.h" >&2; exit 1; }

broken=0
if grep -Fxv -f "$work/today" "$work/frozen" > "$work/lost"; then
    echo "$today breaks what $frozen promised. These are no longer as they were:" >&2
    sed 's/^/  /' "$work/lost" >&2
    echo "Put them back, and make the change as a new table or constant beside the old one." >&2
    broken=1
fi
if [ "$(minor "$today")" -lt "$(minor "$frozen")" ]; then
    echo "$today: FG_ABI_MINOR $(minor "$today") is older than that of $frozen, $(minor "$frozen")" >&2
    broken=1
fi
if [ "$(minor "$today")" -eq "$(minor "$frozen")" ] && ! cmp -s "$work/frozen" "$work/today"; then
    echo "$today has grown since $frozen: raise FG_ABI_MINOR above $(minor "$frozen")" >&2
    broken=1
fi
exit $broken
