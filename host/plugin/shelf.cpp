#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <system_error>
#include <tuple>

#include "plugin/image.hpp"
#include "plugin/plugin.hpp"
#include "plugin/stamp.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (!(content << stream.rdbuf())) throw Unfit("cannot be read: check that it exists, is not empty and is readable");
    return std::move(content).str();
}

// Runs work on a file; a defect gets the file's name.
template <typename Work>
auto naming(const fs::path& file, Work&& work) try {
    return work();
} catch (const Unfit& unfit) {
    throw Unfit(file.string() + ": " + unfit.what());
} catch (const std::system_error& error) {  // of the private copy
    throw Unfit(file.string() + ": " + error.what());
}

// By name, so that lists and messages are the same everywhere.
std::vector<fs::path> libraries(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".so") files.push_back(entry->path());
    if (error)
        throw Unfit("the plugin folder " + folder.string() + " cannot be read (" + error.message() +
                    "): create it, or name another in fairground.yaml");
    std::sort(files.begin(), files.end());
    return files;
}

std::tuple<int, int, int> parse_version(const std::string& version) {
    std::istringstream stream(version);
    int major = 0, minor = 0, patch = 0;
    char dot = 0;
    stream >> major >> dot >> minor >> dot >> patch;
    return {major, minor, patch};
}

// "lucky-wheel@1.2": the id, and the beginning of the version in whole numbers.
struct Reference {
    explicit Reference(std::string_view text)
        : id(text.substr(0, text.find('@'))),
          version(text.find('@') == text.npos ? "" : text.substr(text.find('@') + 1)) {}
    bool fits(const std::string& full) const {
        return version.empty() || full == version || full.starts_with(version + ".");
    }

    std::string id;
    std::string version;
};

struct Candidate {
    fs::path file;
    std::string version;
};

// What a search in the folder came upon.
struct Findings {
    std::vector<Candidate> fitting;
    std::string others;   // readable plugins that are not meant
    std::string defects;  // one line per file that could not be judged
};

Findings search(const fs::path& folder, const Reference& reference) {
    Findings found;
    for (const fs::path& file : libraries(folder)) {
        try {
            const Stamp stamp = naming(file, [&] { return read_stamp(read_file(file)); });
            if (stamp.id == reference.id && reference.fits(stamp.version))
                found.fitting.push_back({file, stamp.version});
            else
                found.others += (found.others.empty() ? "" : ", ") + stamp.id + " " + stamp.version;
        } catch (const Unfit& unfit) {
            found.defects += std::string("\n  ") + unfit.what();
        }
    }
    std::sort(found.fitting.begin(), found.fitting.end(), [](const Candidate& one, const Candidate& other) {
        return parse_version(one.version) > parse_version(other.version);
    });
    return found;
}

fs::path choose(const fs::path& folder, std::string_view reference) {
    const Findings found = search(folder, Reference(reference));
    if (found.fitting.empty())
        throw Unfit("no plugin \"" + std::string(reference) + "\" in " + folder.string() + ", found " +
                    (found.others.empty() ? "none that is fit" : found.others) +
                    ": put its .so file there, or correct the name" +
                    (found.defects.empty() ? "" : "; these files are not fit:" + found.defects));
    if (found.fitting.size() > 1 && found.fitting[0].version == found.fitting[1].version)
        throw Unfit("two files are the plugin " + Reference(reference).id + " " + found.fitting[0].version + ": " +
                    found.fitting[0].file.string() + " and " + found.fitting[1].file.string() + ": remove one");
    return found.fitting.front().file;
}

}  // namespace

struct Shelf::Parts {
    explicit Parts(fs::path folder) : images(std::move(folder)) {}

    // The image that is loaded already, if it has the same content, or a new one.
    std::shared_ptr<Image> open(const fs::path& file) {
        return naming(file, [&] {
            const std::string content = read_file(file);
            const std::string hash = sha256(content);
            if (auto image = loaded[hash].lock()) return image;
            auto image = std::make_shared<Image>(content, hash, images);
            loaded[hash] = image;
            return image;
        });
    }

    std::mutex mutex;
    ImagesFolder images;
    std::map<std::string, std::weak_ptr<Image>> loaded;  // by hash
};

Shelf::Shelf(fs::path folder, fs::path images)
    : folder_(std::move(folder)), parts_(std::make_unique<Parts>(std::move(images))) {}

Shelf::~Shelf() = default;

std::shared_ptr<Image> Shelf::find(std::string_view reference) {
    const std::lock_guard lock(parts_->mutex);
    return parts_->open(choose(folder_, reference));
}

std::vector<Shelf::Entry> Shelf::list() {
    const std::lock_guard lock(parts_->mutex);
    std::vector<Entry> entries;
    for (const fs::path& file : libraries(folder_)) {
        try {
            entries.push_back({file, parts_->open(file)->manifest(), ""});
        } catch (const Unfit& unfit) {
            entries.push_back({file, std::nullopt, unfit.what()});
        }
    }
    return entries;
}

}  // namespace fairground::plugin
