// SPDX-License-Identifier: MIT
//
// aesthetic best where the disk is full: a file system in memory, as small as that.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(BestFullDisk, IsSaidAndWhatWasFinishedStays) {
  const TemporaryFolder folder;
  const fs::path out = folder / "out";
  fs::create_directories(out);
  if (::mount("none", out.c_str(), "tmpfs", 0, "size=256k") != 0)
    GTEST_SKIP() << "no file system can be mounted here: " << std::strerror(errno);
  write_clip_of_levels(folder / "a.mkv", {100, 120});
  write_clip_of_levels(folder / "b.mkv", std::vector<int>(2000, 100));
  const Outcome outcome = run_aesthetic({"best", folder / "a.mkv", folder / "b.mkv", "--exact", "-n", "1",
                                         "-j", "1", "--no-report", "-o", out});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr((out / "b/scores.jsonl").string() + ": cannot be written: No space left"));
  EXPECT_EQ(lines_of(outcome.out).size(), 2U);
  EXPECT_TRUE(fs::exists(out / "a/best-1.jpg"));
  EXPECT_FALSE(fs::exists(out / "b/best-1.jpg"));
  EXPECT_EQ(text_of(out / "b/scores.jsonl").back(), '\n');
  ::umount(out.c_str());
}

}  // namespace
}  // namespace aesthetic::test
