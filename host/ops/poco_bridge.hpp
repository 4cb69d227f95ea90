// Private to ops: what Poco's classes log goes where the host's log goes. Poco's own AsyncChannel races at its close.
#pragma once

namespace fairground::ops {

void attach_poco();
void detach_poco();

}  // namespace fairground::ops
