// The part of the host file's section database that is about replicas.
#pragma once
#include <vector>

#include "config/fields.hpp"

namespace fairground::config {

// database.replicas and database.replica_connections. A url without a user gets that of database.url, an entry with a
// socket alone all of it. REQUIRES: database.url is read.
void read_replicas(const Document& document, Fields& database, HostFile::Database& into,
                   std::vector<Problem>& problems);
// Do the connections suffice for replicas, writers and reads. Writers that nobody asked for are as many as fit.
void check_shares(Fields& database, HostFile::Database& read);

}  // namespace fairground::config
