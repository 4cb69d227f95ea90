#include "support/temp_dir.hpp"

#include <system_error>

#include <stdlib.h>

namespace fairground::test {

TempDir::TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "fairground-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), "mkdtemp " + name);
    path_ = name;
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace fairground::test
