// MariaDB servers of a test that follow each other: GTIDs, row by row, on loopback.
#pragma once
#include <chrono>

#include "support/private_mariadb.hpp"

namespace fairground::test {

// What a server needs to be a primary or a replica. id: another one for each. Flushes each commit, as in production,
// unless told otherwise.
PrivateMariaDb::Settings replicated(int id, std::vector<std::string> options = {}, bool flush_per_commit = true);

// Makes it a replica of the primary, read-only, and waits until it follows. Each throws std::runtime_error if that does
// not come true in time.
void follow(PrivateMariaDb& replica, const PrivateMariaDb& primary);
// Holds it that far behind from now on; 0: as near as it can be.
void hold_back(PrivateMariaDb& replica, std::chrono::seconds behind);
// Waits until the replica has everything that the primary has.
void wait_for(PrivateMariaDb& replica, PrivateMariaDb& primary);
// What an operator does: the replica finishes what it has received, follows nobody any more, and takes writes.
void promote(PrivateMariaDb& replica);
// The other half of a change of primary by plan: it takes no writes any more.
void demote(PrivateMariaDb& primary);
// Whoever runs as root may write to a server that is read-only. This user may do what a host needs, and no more. On the
// primary, before or after others follow. Returns the url for hosts.
std::string add_host_user(PrivateMariaDb& primary);
std::string host_url(const PrivateMariaDb& server);

}  // namespace fairground::test
