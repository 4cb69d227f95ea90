// The files of sdk/template, as they were when this program was built (EmbedTemplate.cmake).
#pragma once
#include <string_view>
#include <vector>

namespace fairground::app {

struct TemplateFile {
    std::string_view path;
    std::string_view text;
};
extern const std::vector<TemplateFile> plugin_template;

}  // namespace fairground::app
