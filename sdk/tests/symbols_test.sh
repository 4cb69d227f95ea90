#!/bin/sh
# SPDX-License-Identifier: MIT
#
# symbols_test.sh PLUGIN.so: has fairground_add_plugin() kept the library loadable beside others and unloadable?
set -eu
plugin=$1
failures=0
fail() {
    echo "FAILED: $plugin: $1" >&2
    failures=1
}

exported=$(nm -D --defined-only "$plugin" | awk '{ print $3 }' | sort | tr '\n' ' ')
[ "$exported" = "fg_plugin_v1 fg_stamp_v1 " ] || fail "expected it to export fg_plugin_v1 and fg_stamp_v1, found $exported"
readelf -sW "$plugin" | grep -q ' UNIQUE ' && fail "a unique symbol would keep it in memory"
readelf -dW "$plugin" | grep -q 'NOW' || fail "it is not bound when it is loaded"
readelf -SW "$plugin" | grep -q '\.fairground\.stamp' || fail "it has no stamp"
exit $failures
