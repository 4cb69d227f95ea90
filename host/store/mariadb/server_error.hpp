#pragma once
#include <string>

namespace fairground::store {

struct ServerError {
    unsigned number = 0;  // the server's or the client library's
    std::string message;
};

}  // namespace fairground::store
