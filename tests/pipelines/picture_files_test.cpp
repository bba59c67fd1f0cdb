// SPDX-License-Identifier: MIT
#include "reading/picture_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

void touch(const fs::path& file) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << "x";
}

TEST(PictureFiles, FindsPicturesInAndBelowAFolderInOrder) {
  const TemporaryFolder folder;
  for (const char* name : {"all/b.JPG", "all/a/z.png", "all/c.heic", "all/notes.txt", "all/clip.mp4",
                           "all/.hidden.jpg", "all/.thumbs/t.jpg", "all/raw.nef"})
    touch(folder / name);
  fs::create_directory_symlink(folder / "all", folder / "all/a/round");
  const PictureFiles found = picture_files({"first.txt", folder / "all"});
  EXPECT_THAT(found.files, ElementsAre("first.txt", (folder / "all/a/z.png").string(),
                                       (folder / "all/b.JPG").string(), (folder / "all/c.heic").string()));
  EXPECT_TRUE(found.faults.empty());
}

TEST(PictureFiles, SaysThatAFolderHasNone) {
  const TemporaryFolder folder;
  touch(folder / "empty/notes.txt");
  const PictureFiles found = picture_files({folder / "empty"});
  EXPECT_THAT(found.faults, ElementsAre((folder / "empty").string() + ": no picture in this folder"));
}

}  // namespace
}  // namespace aesthetic::test
