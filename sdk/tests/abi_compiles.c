/* SPDX-License-Identifier: MIT
 * abi.h and nothing else, compiled under every standard that it promises. */
#include "fairground/abi.h"

const fg_plugin* fg_plugin_v1(void);
int has_odds(const fg_plugin* plugin);
int has_odds(const fg_plugin* plugin) {
    return FG_HAS(plugin, odds) && FG_OK == 0;
}
