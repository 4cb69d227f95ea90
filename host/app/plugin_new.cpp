// fairground plugin new: the project of a new plugin. The template is a working plugin of the name my-wheel; here it
// gets another name.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "app/commands.hpp"
#include "app/plugin_template.hpp"

namespace fairground::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 40;

bool is_reserved_by_cmake(const std::string& name) {
    constexpr std::array reserved{"all", "clean", "depend", "help", "install", "package", "pages", "test"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

void check_name(const std::string& name) {
    static const std::regex shape("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    if (!std::regex_match(name, shape) || name.size() > longest_name)
        throw std::runtime_error("the name '" + name + "' does not fit: expected small letters and digits, in words " +
                                 "joined by '-', at most " + std::to_string(longest_name) + ", like lucky-draw");
    if (is_reserved_by_cmake(name))
        throw std::runtime_error("the name '" + name + "' is kept by CMake for itself; take another, like lucky-draw");
}

// The ways in which the name stands in the template.
struct Spelling {
    std::string_view in_template;
    std::string wanted;
};

std::vector<Spelling> spellings(const std::string& name) {
    std::string snake = name;
    std::replace(snake.begin(), snake.end(), '-', '_');
    std::string title = name;
    std::replace(title.begin(), title.end(), '-', ' ');
    std::string camel;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool begins_word = i == 0 || name[i - 1] == '-';
        if (name[i] != '-') camel += begins_word ? static_cast<char>(std::toupper(name[i])) : name[i];
    }
    title[0] = static_cast<char>(std::toupper(title[0]));
    return {{"my-wheel", name}, {"my_wheel", snake}, {"MyWheel", camel}, {"My wheel", title}};
}

std::string renamed(std::string_view text, const std::vector<Spelling>& spellings) {
    std::string result;
    while (!text.empty()) {
        const auto here = std::find_if(spellings.begin(), spellings.end(), [&](const Spelling& spelling) {
            return text.starts_with(spelling.in_template);
        });
        result += here == spellings.end() ? text.substr(0, 1) : std::string_view(here->wanted);
        text.remove_prefix(here == spellings.end() ? 1 : here->in_template.size());
    }
    return result;
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out << text << std::flush;
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

// True if the shell and CMake find the program, and the SDK beside it, without being told where.
bool is_on_path(const fs::path& folder) {
    const char* path = std::getenv("PATH");
    std::istringstream list(path != nullptr ? path : "");
    for (std::string entry; std::getline(list, entry, ':');) {
        std::error_code missing;
        if (fs::equivalent(entry, folder, missing)) return true;
    }
    return false;
}

void print_next_steps(const fs::path& project) {
    const fs::path program = fs::read_symlink("/proc/self/exe");
    const fs::path prefix = program.parent_path().parent_path();
    const bool on_path = is_on_path(program.parent_path());
    if (!fs::exists(prefix / "share/fairground/cmake/FairgroundConfig.cmake"))
        std::fprintf(
            stderr,
            "there is no SDK in %s: install one (cmake --install BUILD --component sdk --prefix FOLDER) and put "
            "CMAKE_PREFIX_PATH=FOLDER before cmake\n",
            prefix.c_str());
    std::printf(
        "%s is ready. Next:\n  cd %s\n  %scmake --workflow --preset default\n  %s serve --config fairground.yaml\n",
        project.c_str(), project.c_str(), on_path ? "" : ("CMAKE_PREFIX_PATH=" + prefix.string() + " ").c_str(),
        on_path ? "fairground" : program.c_str());
}

}  // namespace

int new_plugin(const std::string& name, const fs::path& folder) {
    check_name(name);
    const fs::path project = folder.empty() ? fs::path(name) : folder;
    if (fs::exists(project))
        throw std::runtime_error(project.string() +
                                 " is there already; nothing was written. Name another folder: --dir FOLDER");
    const auto names = spellings(name);
    for (const TemplateFile& file : plugin_template)
        write(project / renamed(file.path, names), renamed(file.text, names));
    print_next_steps(project);
    return 0;
}

}  // namespace fairground::app
