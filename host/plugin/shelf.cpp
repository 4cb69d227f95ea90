#include <algorithm>
#include <map>
#include <mutex>
#include <sstream>
#include <system_error>
#include <tuple>

#include "plugin/check/probe.hpp"
#include "plugin/image.hpp"
#include "plugin/library_files.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

namespace fs = std::filesystem;
using Settings = std::vector<nlohmann::json>;

// Runs work on a file; a defect gets the file's name.
template <typename Work>
auto naming(const fs::path& file, Work&& work) try {
    return work();
} catch (const Unfit& unfit) {
    throw Unfit(file.string() + ": " + unfit.what(), unfit.step);
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
                        "): create it, or name another in fairground.yaml",
                    "find");
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

Findings search(const fs::path& folder, const Reference& reference, LibraryFiles& files) {
    Findings found;
    for (const fs::path& file : libraries(folder)) {
        try {
            const Stamp stamp = naming(file, [&] { return files.stamp_of(file); });
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

fs::path choose(const fs::path& folder, std::string_view reference, LibraryFiles& files) {
    const Findings found = search(folder, Reference(reference), files);
    if (found.fitting.empty())
        throw Unfit("no plugin \"" + std::string(reference) + "\" in " + folder.string() + ", found " +
                        (found.others.empty() ? "none that is fit" : found.others) +
                        ": put its .so file there, or correct the name" +
                        (found.defects.empty() ? "" : "; these files are not fit:" + found.defects),
                    "find");
    if (found.fitting.size() > 1 && found.fitting[0].version == found.fitting[1].version)
        throw Unfit("two files are the plugin " + Reference(reference).id + " " + found.fitting[0].version + ": " +
                        found.fitting[0].file.string() + " and " + found.fitting[1].file.string() + ": remove one",
                    "find");
    return found.fitting.front().file;
}

}  // namespace

struct Shelf::Parts {
    Parts(fs::path folder, ProbeOptions options) : images(std::move(folder)) {
        if (!options.program.empty()) probe.emplace(std::move(options));
    }

    // The image that is loaded already, if it has the same content, or a new one.
    std::shared_ptr<Image> open(const fs::path& file, const Settings& settings) {
        return naming(file, [&] {
            if (auto image = loaded[files.sha256_of(file)].lock()) {
                rehearse(image->copy(), image->sha256(), settings);
                return image;
            }
            const std::string content = LibraryFiles::read(file);
            const std::string hash = sha256(content);
            PrivateCopy copy = images.write(content, hash);
            rehearse(copy.path(), hash, settings);
            auto image = std::make_shared<Image>(std::move(copy), content, hash);
            loaded[hash] = image;
            return image;
        });
    }

    Manifest look(const fs::path& file) {
        return naming(file, [&] {
            const std::string content = LibraryFiles::read(file);
            const std::string hash = sha256(content);
            const PrivateCopy copy = images.write(content, hash);
            if (probe) return probe->rehearse(copy.path(), hash, {});
            return Image(PrivateCopy::of_another(copy.path()), content, hash).manifest();
        });
    }

    void rehearse(const fs::path& copy, const std::string& hash, const Settings& settings) {
        if (probe) probe->rehearse(copy, hash, settings);
    }

    std::mutex mutex;
    LibraryFiles files;
    ImagesFolder images;
    std::optional<Probe> probe;
    std::map<std::string, std::weak_ptr<Image>> loaded;  // by hash
};

Shelf::Shelf(fs::path folder, fs::path images, ProbeOptions probe)
    : folder_(std::move(folder)), parts_(std::make_unique<Parts>(std::move(images), std::move(probe))) {}

Shelf::~Shelf() = default;

std::shared_ptr<Image> Shelf::find(std::string_view reference, const Settings& settings) {
    const std::lock_guard lock(parts_->mutex);
    return parts_->open(choose(folder_, reference, parts_->files), settings);
}

void Shelf::rehearse(const Image& image, const Settings& settings) {
    const std::lock_guard lock(parts_->mutex);
    parts_->rehearse(image.copy(), image.sha256(), settings);
}

std::vector<Shelf::Entry> Shelf::list() {
    const std::lock_guard lock(parts_->mutex);
    std::vector<Entry> entries;
    for (const fs::path& file : libraries(folder_)) {
        try {
            entries.push_back({file, parts_->look(file), ""});
        } catch (const Unfit& unfit) {
            entries.push_back({file, std::nullopt, unfit.what()});
        }
    }
    return entries;
}

bool fits(std::string_view reference, const Manifest& plugin) {
    const Reference asked(reference);
    return asked.id == plugin.id && asked.fits(plugin.version);
}

}  // namespace fairground::plugin
