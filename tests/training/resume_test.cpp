// SPDX-License-Identifier: MIT
//
// A training that is killed goes on with the same command, to the same network.
#include <gtest/gtest.h>

#include <filesystem>

#include "aesthetic/file.hpp"
#include "small_disk.hpp"
#include "train_program.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;

// Ten steps an epoch and phase; a hidden layer with dropout, so that its random numbers count.
std::vector<std::string> long_training(const TemporaryFolder& folder, const std::string& save_every) {
  return {"train",
          "--data",
          (folder / "data").string(),
          "--weights",
          "random",
          "--out",
          (folder / "run").string(),
          "--ratings",
          "overall=drawn/labels.csv:brightness:1:7",
          "--ratings",
          "top=drawn/labels.csv:top:0:1",
          "--backbone",
          "squeezenet1-1",
          "--size",
          "64",
          "--levels",
          "3,8",
          "--hidden",
          "8",
          "--dropout",
          "0.5",
          "--average",
          "0.9",
          "--patience",
          "1",
          "--tolerance",
          "0.9",
          "--head-epochs",
          "2",
          "--batch",
          "4",
          "--tune-epochs",
          "2",
          "--tune-batch",
          "4",
          "--tune-from",
          "8",
          "--tune-schedule",
          "steps",
          "--decay-steps",
          "7",
          "--folds",
          "1",
          "--threads",
          "1",
          "--save-every",
          save_every};
}

TEST(Resume, GivesTheNetworkOfATrainingThatWasNotKilled) {
  const TemporaryFolder folder;
  write_inputs(folder, 48);
  const auto arguments = long_training(folder, "1e-6");
  const auto whole = run(folder, arguments);
  ASSERT_EQ(whole.status, 0) << whole.err;
  EXPECT_NE(whole.err.find("Time: about"), std::string::npos) << whole.err;
  EXPECT_FALSE(fs::exists(folder / "run/state.pt"));
  fs::rename(folder / "run", folder / "whole");

  // In the middle of different epochs: each run comes a step or more further than the one before it.
  bool in_an_epoch = false;
  int kills = 0;
  for (; kills < 4 && run_and_kill(folder, arguments, folder / "run/state.pt"); ++kills) {
    const auto log = text_of(folder / "err.txt");
    in_an_epoch = in_an_epoch || (log.find("goes on at epoch") != std::string::npos &&
                                  log.find("picture 0 of") == std::string::npos);
  }
  EXPECT_EQ(kills, 4);
  EXPECT_TRUE(in_an_epoch);
  const auto resumed = run(folder, arguments);
  ASSERT_EQ(resumed.status, 0) << resumed.err;
  EXPECT_NE(resumed.err.find("Goes on where"), std::string::npos) << resumed.err;
  EXPECT_EQ(resumed.out, whole.out);
  for (const auto* file : {"checkpoint.pt", "predictions.csv", "predictions-head.csv", "figures.json"})
    EXPECT_EQ(text_of(folder / "run" / file), text_of(folder / "whole" / file)) << file;
  EXPECT_FALSE(fs::exists(folder / "run/state.pt"));
}

TEST(Resume, SaysWhoseStateItFound) {
  const TemporaryFolder folder;
  write_inputs(folder, 48);
  const auto arguments = long_training(folder, "1e-6");
  ASSERT_TRUE(run_and_kill(folder, arguments, folder / "run/state.pt"));
  auto others = arguments;
  others.insert(others.end(), {"--seed", "2"});
  const auto other = run(folder, others);
  EXPECT_EQ(other.status, 1);
  EXPECT_NE(other.err.find("state.pt: of a training that was not finished, by another command"),
            std::string::npos)
      << other.err;
  auto labels = text_of(folder / "data/drawn/labels.csv");
  labels.replace(labels.rfind(",0\n") == std::string::npos ? labels.rfind(",1\n") : labels.rfind(",0\n"), 3,
                 ",0.5\n");
  write_file(folder / "data/drawn/labels.csv", labels);
  const auto changed = run(folder, arguments);
  EXPECT_EQ(changed.status, 1);
  EXPECT_NE(changed.err.find("with other pictures, labels"), std::string::npos) << changed.err;
  write_file(folder / "run/state.pt", "no archive");
  const auto broken = run(folder, arguments);
  EXPECT_EQ(broken.status, 1);
  EXPECT_NE(broken.err.find("state.pt: is broken"), std::string::npos) << broken.err;
}

TEST(Resume, AFullDiskLeavesTheLastGoodFiles) {
  const TemporaryFolder folder;
  write_inputs(folder, 48);
  const SmallDisk disk(folder / "run", 64 << 20);
  if (!disk.mounted()) GTEST_SKIP() << disk.fault();
  const auto arguments = long_training(folder, "1e-6");
  ASSERT_TRUE(run_and_kill(folder, arguments, folder / "run/state.pt"));
  const auto state = text_of(folder / "run/state.pt");
  // What a killed run may leave, and then no room for more than the cached activations.
  std::error_code ignored;
  fs::remove(folder / "run/state.pt.part", ignored);
  fs::remove(folder / "run/frozen.activations", ignored);
  write_file(folder / "run/checkpoint.pt", "the good one");
  constexpr std::uintmax_t left = 1 << 20;
  write_file(folder / "run/filler", std::string(fs::space(folder / "run").available - left, ' '));
  const auto full = run(folder, arguments);
  EXPECT_EQ(full.status, 1);
  EXPECT_NE(full.err.find("state.pt: cannot be written: No space left on device; the training goes on"),
            std::string::npos)
      << full.err;
  EXPECT_NE(full.err.find("checkpoint.pt: cannot be written: No space left"), std::string::npos) << full.err;
  EXPECT_EQ(text_of(folder / "run/state.pt"), state);
  EXPECT_EQ(text_of(folder / "run/checkpoint.pt"), "the good one");
  fs::remove(folder / "run/filler");
  EXPECT_EQ(run(folder, arguments).status, 0);
}

}  // namespace
}  // namespace aesthetic::test
