// SPDX-License-Identifier: MIT
#include "best/output_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "aesthetic/error.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::text_of;
using testing::UnorderedElementsAre;

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file) << text;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  return names;
}

bool nothing_is_stale(const std::string& /*name*/) {
  return false;
}

TEST(OutputFolder, FilesAppearTogether) {
  const TemporaryFolder scratch;
  OutputFolder folder(scratch / "new/out/");
  write(folder.file("a"), "1");
  folder.write("b", "2");
  EXPECT_FALSE(fs::exists(scratch / "new/out/a"));
  folder.commit(nothing_is_stale);
  EXPECT_EQ(text_of(scratch / "new/out/a"), "1");
  EXPECT_EQ(text_of(scratch / "new/out/b"), "2");
}

TEST(OutputFolder, NamesThePlaceWhereAFileWouldBe) {
  const TemporaryFolder scratch;
  OutputFolder folder(scratch / "out");
  try {
    folder.write("missing/b", "2");
    FAIL() << "written";
  } catch (const Error& error) {
    EXPECT_EQ(error.what(),
              (scratch / "out/missing/b").string() + ": cannot be written: No such file or directory");
  }
}

TEST(OutputFolder, LeavesNothingBehind) {
  const TemporaryFolder scratch;
  {
    OutputFolder folder(scratch / "out");
    write(folder.file("a"), "1");
    folder.commit(nothing_is_stale);
  }
  EXPECT_THAT(names_in(scratch / "out"), UnorderedElementsAre("a"));
}

TEST(OutputFolder, WithoutCommitTheEarlierFilesStay) {
  const TemporaryFolder scratch;
  fs::create_directory(scratch / "out");
  write(scratch / "out/a", "earlier");
  {
    OutputFolder folder(scratch / "out");
    write(folder.file("a"), "new");
  }
  EXPECT_EQ(text_of(scratch / "out/a"), "earlier");
  EXPECT_THAT(names_in(scratch / "out"), UnorderedElementsAre("a"));
}

TEST(OutputFolder, WithoutCommitNoNewFolderStays) {
  const TemporaryFolder scratch;
  fs::create_directory(scratch / "parent");
  {
    OutputFolder folder(scratch / "parent/out");
    write(folder.file("a"), "new");
  }
  EXPECT_FALSE(fs::exists(scratch / "parent/out"));
}

TEST(OutputFolder, RemovesStaleFilesAndKeepsStrangers) {
  const TemporaryFolder scratch;
  fs::create_directory(scratch / "out");
  for (const char* name : {"best-1.jpg", "best-2.jpg", "mine.txt"}) write(scratch / "out" / name, "earlier");
  OutputFolder folder(scratch / "out");
  write(folder.file("best-1.jpg"), "new");
  folder.commit([](const std::string& name) { return name.rfind("best-", 0) == 0; });
  EXPECT_EQ(text_of(scratch / "out/best-1.jpg"), "new");
  EXPECT_FALSE(fs::exists(scratch / "out/best-2.jpg"));
  EXPECT_EQ(text_of(scratch / "out/mine.txt"), "earlier");
}

TEST(OutputFolder, RemovesWhatAKilledRunLeft) {
  const TemporaryFolder scratch;
  fs::create_directories(scratch / "out/.part-Ab3xYz");
  write(scratch / "out/.part-Ab3xYz/a", "half");
  {
    OutputFolder folder(scratch / "out");
    write(folder.file("a"), "1");
    folder.commit(nothing_is_stale);
  }
  EXPECT_THAT(names_in(scratch / "out"), UnorderedElementsAre("a"));
}

TEST(OutputFolder, RefusesAFileAsFolder) {
  const TemporaryFolder scratch;
  fs::create_directory(scratch / "parent");
  write(scratch / "parent/file", "");
  EXPECT_THROW(OutputFolder(scratch / "parent/file"), Error);
  EXPECT_THROW(OutputFolder(scratch / "parent/file/out"), Error);
}

TEST(OutputFolder, SaysWhereItCannotWrite) {
  OutputFolder folder("/proc/aesthetic-out");
  EXPECT_THROW(
      try { folder.file("a"); } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).rfind("/proc/aesthetic-out: cannot be written: ", 0), 0U)
            << error.what();
        throw;
      },
      Error);
}

}  // namespace
}  // namespace aesthetic
