// Fails to compile if this plugin is not built with the headers kept beside it.
#include <fairground/abi.h>

static_assert(FG_ABI_MAJOR == 1 && FG_ABI_MINOR == 0, "these are not the headers of SDK 1.0");
