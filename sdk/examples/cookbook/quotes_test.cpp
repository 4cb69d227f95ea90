// SPDX-License-Identifier: MIT
//
// Code in docs/sdk is quoted from files that are compiled and tested: every block stands in one of them, word for word.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::string everything_in(const fs::path& folder) {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) all += read(entry.path());
    return all;
}

struct Block {
    std::string page;
    std::string text;
};

std::vector<Block> blocks(const std::string& language) {
    std::vector<Block> found;
    for (const auto& entry : fs::directory_iterator(fs::path(FAIRGROUND_CHECKOUT) / "docs/sdk")) {
        std::istringstream page(read(entry.path()));
        bool inside = false;
        for (std::string line; std::getline(page, line);) {
            if (line == "```") inside = false;
            if (inside) found.back().text += line + "\n";
            if (line == "```" + language) {
                inside = true;
                found.push_back({entry.path().filename(), ""});
            }
        }
    }
    return found;
}

TEST(Docs, quote_cpp_that_is_compiled_and_tested) {
    const fs::path sdk = fs::path(FAIRGROUND_CHECKOUT) / "sdk";
    const std::string code = everything_in(sdk / "examples") + everything_in(sdk / "template/src");
    const auto quoted = blocks("cpp");
    EXPECT_GE(quoted.size(), 8u);
    for (const Block& block : quoted)
        EXPECT_NE(code.find(block.text), code.npos) << block.page << " quotes what stands in no example:\n"
                                                    << block.text;
}

TEST(Docs, quote_pages_that_are_built) {
    const std::string code = everything_in(fs::path(FAIRGROUND_CHECKOUT) / "sdk/template/pages");
    const auto quoted = blocks("tsx");
    EXPECT_GE(quoted.size(), 1u);
    for (const Block& block : quoted)
        EXPECT_NE(code.find(block.text), code.npos) << block.page << " quotes what the template's page does not have:\n"
                                                    << block.text;
}

}  // namespace
