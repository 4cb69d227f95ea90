// SPDX-License-Identifier: MIT
//
// A plugin written against abi.h alone. Its one action, "do", carries out a list of steps, so that a test can say what
// the plugin does:
//   {"steps": [{"do": "credit", "name": "points", "amount": 5}], "plan": [{"account": "points"}], "end": "ok"}
// Each step's status and result come back in {"steps": [{"status": 0, "result": …}]}. The view "look" takes the same in
// its query parameter "script".
#pragma once
#include "fairground/abi.h"

namespace fairground::testkit {
const fg_plugin* raw_plugin();
}
