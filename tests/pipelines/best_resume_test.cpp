// SPDX-License-Identifier: MIT
//
// aesthetic best is killed in the middle and started again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <thread>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> contents(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) all[entry.path().filename().string()] = text_of(entry.path());
  return all;
}

// True when it was still at work as `journal` had so many lines, and is killed.
bool run_and_kill(std::vector<std::string> words, const fs::path& journal, std::size_t lines) {
  words.insert(words.begin(), AESTHETIC_PROGRAM);
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const std::string model = mean_network().string();
  const pid_t child = fork();
  if (child == 0) {
    setenv("AESTHETIC_MODEL", model.c_str(), 1);
    execv(AESTHETIC_PROGRAM, pointers.data());
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (lines_of(text_of(journal)).size() < lines) {
      std::this_thread::yield();
      continue;
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
  }
  return false;
}

class Resume : public testing::TestWithParam<const char*> {};

TEST_P(Resume, GivesTheSameAsWithoutABreak) {
  const TemporaryFolder folder;
  std::vector<int> levels;
  for (int i = 0; i < 40 * clip_rate; ++i) levels.push_back(60 + i * 7 % 120);
  write_clip_of_levels(folder / "clip.webm", levels,
                       "vp8enc deadline=1 cpu-used=8 keyframe-max-dist=25 target-bitrate=500000 ! webmmux");
  const fs::path out = folder / "out";
  std::vector<std::string> words = {"best", folder / "clip.webm", "-o", out};
  if (*GetParam() != '\0') words.emplace_back(GetParam());
  ASSERT_EQ(run_aesthetic(words).status, 0);
  const auto whole = contents(out);
  ASSERT_EQ(whole.size(), 6U);
  fs::remove_all(out);

  ASSERT_TRUE(run_and_kill(words, out / "scores.jsonl", 20));
  ASSERT_TRUE(run_and_kill(words, out / "scores.jsonl", 70));
  const std::string journal = text_of(out / "scores.jsonl");
  EXPECT_GE(std::count(journal.begin(), journal.end(), '\n'), 70);
  EXPECT_EQ(journal.back(), '\n');
  EXPECT_FALSE(fs::exists(out / "best-1.jpg"));
  const Outcome outcome = run_aesthetic(words);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(contents(out) == whole);
}

INSTANTIATE_TEST_SUITE_P(Best, Resume, testing::Values("", "--exact"), [](const auto& test) {
  return std::string(test.index == 0 ? "TwoLooks" : "Exact");
});

}  // namespace
}  // namespace aesthetic::test
