// SPDX-License-Identifier: MIT
#include "aesthetic/file.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

TEST(File, ReadsBackWhatItWrote) {
  const test::TemporaryFolder folder;
  const std::string text("a\0b\n", 4);
  write_file(folder / "file", text);
  const auto bytes = read_file(folder / "file");
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()), text);
}

TEST(File, MissingFileAndFolder) {
  const test::TemporaryFolder folder;
  test::expect_error(ErrorKind::not_found, {"nothing", "no such file"},
                     [&] { read_file(folder / "nothing"); });
  test::expect_error(ErrorKind::unreadable, {"is a folder"}, [&] { read_file(folder / ""); });
}

TEST(File, AWriteThatFailsLeavesTheOldFileAndNothingElse) {
  const test::TemporaryFolder folder;
  test::expect_error(ErrorKind::unreadable, {"cannot be written"},
                     [&] { write_file(folder / "no/such/folder", "text"); });
  std::filesystem::create_directory(folder / "target");
  test::expect_error(ErrorKind::unreadable, {"cannot be written"},
                     [&] { write_file(folder / "target", "text"); });
  EXPECT_FALSE(std::filesystem::exists(folder / "target.part"));
}

TEST(File, ALinkStaysOneAndADeviceStaysWhatItIs) {
  const test::TemporaryFolder folder;
  std::filesystem::create_symlink("file", folder / "link");
  for (const char* text : {"new", "longer"}) {
    write_file(folder / "link", text);
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_EQ(read_file(folder / "file").size(), std::strlen(text));
  }
  std::filesystem::create_symlink("/dev/null", folder / "nothing");
  write_file(folder / "nothing", "text");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "nothing"));
  std::filesystem::create_symlink("/dev/full", folder / "full");
  test::expect_error(ErrorKind::unreadable, {"full: cannot be written: No space left on device"},
                     [&] { write_file(folder / "full", "text"); });
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "full"));
}

// Test vectors of FIPS 180-2, appendix B.
TEST(File, Sha256) {
  EXPECT_EQ(sha256({'a', 'b', 'c'}), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace aesthetic
