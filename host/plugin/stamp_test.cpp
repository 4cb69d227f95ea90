#include "plugin/stamp.hpp"

#include <gtest/gtest.h>

#include "plugin/bad_plugins.hpp"
#include "plugin/plugin.hpp"

namespace fairground::plugin {
namespace {

using testing::AnyOf;
using testing::HasSubstr;

std::string defect(const std::string& content) {
    return message_of<Unfit>([&] { read_stamp(content); });
}
std::string defect_of(const std::string& name) {
    return defect(content_of(bad_plugin(name)));
}

// The good library with some bytes changed at `offset` behind the first place where `where` is found.
std::string patched(const std::string& where, std::size_t offset, const std::string& bytes) {
    std::string content = content_of(bad_plugin("misfit"));
    content.replace(content.find(where) + offset, bytes.size(), bytes);
    return content;
}

TEST(Stamp, IsReadFromTheFile) {
    const Stamp stamp = read_stamp(content_of(bad_plugin("misfit")));
    EXPECT_EQ(stamp.id, "misfit");
    EXPECT_EQ(stamp.version, "1.0.0");
    EXPECT_EQ(stamp.sdk, "1.0");
    EXPECT_EQ(stamp.toolchain, "test");
}

TEST(Stamp, IsNotFoundInWhatIsNoLibrary) {
    EXPECT_THAT(defect(""), HasSubstr("not a shared library (no ELF file)"));
    EXPECT_THAT(defect("#!/bin/sh\necho a script\n"), HasSubstr("not a shared library (no ELF file)"));
    EXPECT_THAT(defect(content_of("/proc/self/exe").substr(0, 10)), HasSubstr("not a shared library"));
    EXPECT_THAT(defect_of("misfit_no_stamp"), HasSubstr("no plugin of Fairground (no section .fairground.stamp)"));
}

TEST(Stamp, OfATruncatedFileIsNeverBelievedNorReadBeyondItsEnd) {
    const std::string whole = content_of(bad_plugin("misfit"));
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 100)
        EXPECT_THAT(defect(std::string(whole, 0, size)), AnyOf(HasSubstr("not a shared library"), HasSubstr("damaged")))
            << "of " << size << " bytes";
}

TEST(Stamp, OfAnotherMachineIsRefused) {
    EXPECT_THAT(defect(patched("\x7f"
                               "ELF",
                               18, std::string("\xf3\x00", 2))),
                HasSubstr("built for another machine"));
    EXPECT_THAT(defect(patched("\x7f"
                               "ELF",
                               16, std::string("\x01\x00", 2))),
                HasSubstr("another kind of ELF file"));
}

TEST(Stamp, WithoutItsMagicIsRefused) {
    EXPECT_THAT(defect(patched("FAIRGRND", 0, "CIRCUS!!")), HasSubstr("does not begin with FAIRGRND"));
}

TEST(Stamp, OfAnotherAbiSaysBothVersionsAndWhatToDo) {
    EXPECT_EQ(defect_of("misfit_newer_minor"),
              "built for SDK ABI 1.4, this host offers 1.1: rebuild with an older SDK or upgrade the host");
    EXPECT_EQ(defect_of("misfit_wrong_major"),
              "built for SDK ABI 2.1, this host offers 1.1: rebuild with an older SDK or upgrade the host");
    EXPECT_EQ(defect(patched("FAIRGRND", 12, std::string("\0\0", 2))),
              "built for SDK ABI 0.1, this host offers 1.1: rebuild it with this host's SDK");
}

TEST(Stamp, WithFieldsThatMakeNoSenseIsRefused) {
    EXPECT_THAT(defect(patched("FAIRGRND", 8, std::string("\x10\0\0\0", 4))), HasSubstr("damaged (its stamp has"));
    EXPECT_THAT(defect(patched("FAIRGRND", 16, std::string(64, 'x'))), HasSubstr("its stamp's id does not end"));
    EXPECT_THAT(defect_of("misfit_bad_id"), HasSubstr("the id \"Mis Fit\" of its stamp is not a name"));
    EXPECT_THAT(defect_of("misfit_bad_version"), HasSubstr("\"1.0-beta\""));
}

}  // namespace
}  // namespace fairground::plugin
