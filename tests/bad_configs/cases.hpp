// The broken files of one folder, each with the exact messages it has to cause.
#pragma once
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "config/config.hpp"

namespace fairground::bad_configs {

inline std::vector<std::filesystem::path> files_of(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(BAD_CONFIGS) / folder)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// From FILE.expected, or from the comments "# expect: " that FILE.yaml begins with. One line for each problem.
inline std::string expected_of(std::filesystem::path file) {
    const std::filesystem::path beside = std::filesystem::path(file).replace_extension(".expected");
    const bool apart = std::filesystem::exists(beside);
    const std::string mark = apart ? "" : "# expect: ";
    std::ifstream stream(apart ? beside : file);
    std::string text;
    for (std::string line; std::getline(stream, line) && line.starts_with(mark);)
        text += line.substr(mark.size()) + "\n";
    return text;
}

// "line:column: key: message", without the file's name.
inline std::string told(const std::vector<config::Problem>& problems, const std::filesystem::path& file) {
    std::string text;
    for (const config::Problem& problem : problems) {
        const std::string whole = config::to_text(problem);
        const bool of_file = problem.file == file.string();  // else of the command line
        text += (of_file ? whole.substr(file.string().size() + 1) : whole) + "\n";
    }
    return text;
}

using Check = std::function<std::vector<config::Problem>(const std::filesystem::path&)>;

// Runs read and returns what it throws.
inline std::vector<config::Problem> problems_of(const std::function<void()>& read) {
    try {
        read();
    } catch (const config::Error& error) {
        return error.problems;
    }
    return {};
}

inline void expect_told(const std::filesystem::path& file, const Check& check) {
    const std::string expected = expected_of(file);
    const std::string found = told(check(file), file);
    ASSERT_NE(expected, "") << file << " says nowhere what to expect; told was:\n" << found;
    EXPECT_EQ(found, expected) << file;
}

inline std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
    std::string name = info.param.stem().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

}  // namespace fairground::bad_configs
