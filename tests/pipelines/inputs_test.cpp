// SPDX-License-Identifier: MIT
#include "best/inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "clips.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class FindVideos : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes = "") const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  Inputs find(const std::vector<std::string>& named) const { return find_videos(named, folder_ / "out"); }

  test::TemporaryFolder folder_;
};

TEST_F(FindVideos, SearchesFoldersInOrder) {
  for (const char* name : {"b/2.MKV", "b/1.mp4", "a.mov", "c/d/e.webm", ".hidden/f.mp4", "b/.g.mp4"})
    write(name);
  EXPECT_THAT(find({folder_ / ""}).videos, ElementsAre(folder_ / "a.mov", folder_ / "b/1.mp4",
                                                       folder_ / "b/2.MKV", folder_ / "c/d/e.webm"));
}

TEST_F(FindVideos, RecognisesVideosByTheirBytesAndTellsWhatItSkips) {
  test::write_clip_of_levels(folder_ / "unnamed", {100});
  write("notes.txt", "text");
  write("picture.jpg", "\xff\xd8\xff\xe0");
  const Inputs inputs = find({folder_ / ""});
  EXPECT_THAT(inputs.videos, ElementsAre(folder_ / "unnamed"));
  EXPECT_THAT(inputs.skipped, ElementsAre((folder_ / "").string() +
                                          ": skipped 2 files that are no videos (notes.txt, picture.jpg)"));
}

TEST_F(FindVideos, TakesWhatIsNamedAndEachFileOnce) {
  write("notes.txt");
  write("a.mp4");
  const Inputs inputs =
      find({folder_ / "notes.txt", folder_ / "a.mp4", folder_ / "", folder_ / "missing.mp4"});
  EXPECT_THAT(inputs.videos, ElementsAre(folder_ / "notes.txt", folder_ / "a.mp4", folder_ / "missing.mp4"));
}

TEST_F(FindVideos, LeavesTheOutputAndLinkedFoldersOut) {
  write("in/a.mp4");
  write("out/b.mp4");
  fs::create_directory_symlink(folder_ / "", folder_ / "in/loop");
  EXPECT_THAT(find({folder_ / ""}).videos, ElementsAre(folder_ / "in/a.mp4"));
}

TEST_F(FindVideos, TellsOfFoldersThatCannotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads every folder";
  write("locked/a.mp4");
  fs::permissions(folder_ / "locked", fs::perms::none);
  EXPECT_EQ(find({folder_ / ""}).faults.size(), 1U);
  fs::permissions(folder_ / "locked", fs::perms::owner_all);
}

TEST(UniqueNames, AreThoseOfTheFiles) {
  EXPECT_THAT(unique_names({"a/clip.mp4", "b/clip.mov", "party.mp4", "c/clip.mp4"}),
              ElementsAre("clip", "clip-2", "party", "clip-3"));
  EXPECT_THAT(unique_names({}), IsEmpty());
}

}  // namespace
}  // namespace aesthetic
