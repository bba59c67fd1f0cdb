// SPDX-License-Identifier: MIT
//
// aesthetic best on several videos and on folders.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::EndsWith;
using testing::StartsWith;
using testing::UnorderedElementsAre;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  return names;
}

class BestMany : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "in/more");
    write_clip_of_levels(folder_ / "in/a.mkv", {60, 200, 60});
    write_clip_of_levels(folder_ / "in/more/a.mkv", {60, 150, 60});
  }

  test::TemporaryFolder folder_;
  fs::path out_ = folder_ / "out";
};

TEST_F(BestMany, EachVideoHasAFolder) {
  for (const char* jobs : {"1", "2"}) {
    const Outcome outcome = run_aesthetic({"best", folder_ / "in", "-n", "1", "-o", out_, "--jobs", jobs});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    const auto lines = lines_of(outcome.out);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_THAT(lines[0], StartsWith("rank"));
    EXPECT_THAT(lines[1], EndsWith("out/a/best-1.jpg"));
    EXPECT_THAT(lines[2], EndsWith("out/a-2/best-1.jpg"));
    EXPECT_NEAR(cv::mean(cv::imread((out_ / "a-2/best-1.jpg").string()))[0], 150, 2);
  }
}

TEST_F(BestMany, OneThatFailsIsToldAndTheOthersGoOn) {
  std::ofstream(folder_ / "in/b.mp4") << "no video";
  std::ofstream(folder_ / "in/c.mp4");
  std::ofstream(folder_ / "in/notes.txt") << "text";
  const Outcome outcome = run_aesthetic({"best", folder_ / "in", "-n", "1", "-o", out_});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(lines_of(outcome.out).size(), 3U);
  EXPECT_THAT(lines_of(outcome.err),
              ElementsAre(EndsWith("skipped 1 file that is no video (notes.txt)"),
                          EndsWith("b.mp4: neither a picture nor a video that can be read"),
                          EndsWith("c.mp4: empty file")));
  EXPECT_THAT(names_in(out_), UnorderedElementsAre("a", "a-2"));
  EXPECT_THAT(names_in(out_ / "a"),
              UnorderedElementsAre("best-1.jpg", "contact-sheet.jpg", "report.html", "scores.jsonl"));
}

TEST_F(BestMany, UnreadableFilesAreTold) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads every file";
  fs::permissions(folder_ / "in/a.mkv", fs::perms::none);
  const Outcome outcome = run_aesthetic({"best", folder_ / "in", "-n", "1", "-o", out_});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(lines_of(outcome.err), ElementsAre(EndsWith("a.mkv: cannot be opened for reading")));
  EXPECT_EQ(lines_of(outcome.out).size(), 2U);
}

}  // namespace
}  // namespace aesthetic::test
