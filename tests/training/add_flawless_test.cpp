// SPDX-License-Identifier: MIT
//
// aesthetic-train add-flawless as a person runs it.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "aesthetic/file.hpp"
#include "report/checkpoint.hpp"
#include "temporary_folder.hpp"
#include "train_program.hpp"

namespace aesthetic::test {
namespace {

using training::load_checkpoint;

class AddFlawless : public testing::Test {
 protected:
  void SetUp() override {
    write_inputs(folder_, 40);
    ASSERT_TRUE(train("run", {}));
  }

  // `replaced`: options of train_arguments() with other values.
  bool train(const std::string& out, const std::map<std::string, std::string>& replaced) {
    auto arguments = train_arguments(folder_, out, {"--folds", "0"});
    for (const auto& [option, value] : replaced)
      *std::next(std::find(arguments.begin(), arguments.end(), option)) = value;
    return run(folder_, arguments).status == 0;
  }

  std::vector<std::string> arguments(const std::string& from,
                                     const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"add-flawless",
                                      "--checkpoint",
                                      (folder_ / from / "checkpoint.pt").string(),
                                      "--data",
                                      (folder_ / "data").string(),
                                      "--ratings",
                                      "overall=drawn/labels.csv:brightness:1:7:holdout",
                                      "--out",
                                      (folder_ / "flawless").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  // One line, and nothing is written.
  void expect_fault(const std::vector<std::string>& words, const std::string& line) const {
    std::filesystem::remove(folder_ / "err.txt");  // of an earlier run, which may be longer
    const auto outcome = run(folder_, words);
    EXPECT_NE(outcome.status, 0);
    EXPECT_NE(outcome.err.find(line), std::string::npos) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "flawless/checkpoint.pt"));
  }

  TemporaryFolder folder_;
};

TEST_F(AddFlawless, AddsATaskAndLeavesTheOthers) {
  const auto outcome = run(folder_, arguments("run"));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("flawless"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("obstruction"), std::string::npos) << outcome.out;
  EXPECT_EQ(text_of(folder_ / "flawless/flaws.csv").find("flaw,spoilt,sound,auc"), 0U);
  const auto before = load_checkpoint(folder_ / "run/checkpoint.pt");
  const auto after = load_checkpoint(folder_ / "flawless/checkpoint.pt");
  ASSERT_EQ(after.record.tasks.size(), 3U);
  EXPECT_EQ(after.record.tasks[2].task, "flawless");
  EXPECT_NE(after.record.command.find(" && aesthetic-train add-flawless"), std::string::npos);
  const torch::NoGradGuard no_grad;
  const auto pictures = torch::rand({4, 3, 64, 64});
  const auto scores = after.network->forward(pictures);
  EXPECT_LE((scores.narrow(1, 0, 2) - before.network->forward(pictures)).abs().max().item<double>(), 1e-6);

  // The same again gives the same; once is enough.
  const auto figures = text_of(folder_ / "flawless/flaws.csv");
  ASSERT_EQ(run(folder_, arguments("run")).status, 0);
  EXPECT_EQ(text_of(folder_ / "flawless/flaws.csv"), figures);
  const auto twice = run(folder_, arguments("flawless"));
  EXPECT_EQ(twice.status, 1);
  EXPECT_NE(twice.err.find("has the task flawless already"), std::string::npos) << twice.err;

  write_file(folder_ / "card.json", R"({"name": "drawn", "architecture": "SqueezeNet", "licence": "MIT",
    "limits": [], "trials": [], "choice": {"overall": 0.5, "flawless": 0.5},
    "tasks": {"overall": {"zero_means": "dark", "one_means": "bright"}, "top": {"zero_means": "b", "one_means": "t"},
              "flawless": {"zero_means": "spoilt", "one_means": "sound"}},
    "data_sets": {"drawn": {"name": "Drawn", "source": "this test", "terms": "MIT", "raters": "one program"}}})");
  const auto exported =
      run(folder_, {"export", "--checkpoint", (folder_ / "flawless/checkpoint.pt").string(), "--card",
                    (folder_ / "card.json").string(), "--out", (folder_ / "drawn.onnx").string()});
  ASSERT_EQ(exported.status, 0) << exported.err;
  EXPECT_EQ(read_card(folder_ / "drawn.json").choice.at(1).task, "flawless");
}

// The recipe of the training has a hidden layer and a decay of its own, which are none of this task's.
TEST_F(AddFlawless, TakesOnlyTheRatingsFromARecipe) {
  write_file(folder_ / "recipe.ini", "hidden = 0\ndropout = 0.15\nweight-decay = 0\nunits = 8,4\n");
  const auto outcome = run(folder_, arguments("run", {"--recipe", (folder_ / "recipe.ini").string()}));
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(load_checkpoint(folder_ / "flawless/checkpoint.pt").record.network.head.hidden, 256);
}

TEST_F(AddFlawless, ExplainsWhatItCannotDo) {
  ASSERT_TRUE(train("hidden", {{"--hidden", "8"}, {"--ridge", "0"}}));
  expect_fault(arguments("hidden"), "checkpoint.pt: head: has a hidden layer");
  expect_fault(arguments("nowhere"), "checkpoint.pt: no such file");
  expect_fault(arguments("run", {"--copies", "0"}), "copies: must be in 1..1000");
  expect_fault(arguments("run", {"--hidden-units", "0"}), "hidden-units: must be in 1..65536");
  expect_fault(arguments("run", {"--hidden-decay", "-1"}), "hidden-decay: must be 0 or more");
  expect_fault(arguments("run", {"--recipe", "nowhere.ini"}), "nowhere.ini: no such file");
  // None is held out.
  auto words = arguments("run", {"--validation-share", "0"});
  *std::find(words.begin(), words.end(), "overall=drawn/labels.csv:brightness:1:7:holdout") =
      "overall=drawn/labels.csv:brightness:1:7";
  expect_fault(words, "40 pictures to learn from and 0 held out");
  write_file(folder_ / "data/drawn/images/p7.png", "");
  expect_fault(arguments("run"), "p7.png");
}

}  // namespace
}  // namespace aesthetic::test
