#define JSON_ONCE template
#include "support/json_once.hpp"
