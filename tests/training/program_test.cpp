// SPDX-License-Identifier: MIT
//
// The program aesthetic-train as a person runs it: from drawn pictures to a model that the Scorer runs.
#include <gtest/gtest.h>

#include <fstream>

#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"
#include "train_program.hpp"

namespace aesthetic::test {
namespace {

TEST(TrainProgram, TrainsEvaluatesAndExportsAModelThatScores) {
  const TemporaryFolder folder;
  write_inputs(folder, 80);
  const auto trained = run(folder, train_arguments(folder, "run"));
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_NE(trained.err.find("drawn 80"), std::string::npos) << trained.err;
  EXPECT_NE(trained.out.find("overall"), std::string::npos) << trained.out;
  // A header and a line for each picture and task.
  const auto predictions = text_of(folder / "run/predictions.csv");
  EXPECT_EQ(std::count(predictions.begin(), predictions.end(), '\n'), 1 + 2 * 80);
  EXPECT_NE(text_of(folder / "run/figures.json").find("\"srcc\""), std::string::npos);

  const auto onnx = (folder / "drawn.onnx").string();
  const auto exported = run(folder, {"export", "--checkpoint", (folder / "run/checkpoint.pt").string(),
                                     "--card", (folder / "card.json").string(), "--out", onnx, "--picture",
                                     (folder / "data/drawn/images/p0.png").string()});
  ASSERT_EQ(exported.status, 0) << exported.err;
  EXPECT_NE(exported.out.find("differ by at most"), std::string::npos);

  Scorer scorer(onnx);
  EXPECT_NE(scorer.card().provenance.command.find("aesthetic-train train --data"), std::string::npos);
  ASSERT_FALSE(scorer.card().provenance.figures.empty());
  EXPECT_GT(scorer.card().provenance.figures[0].srcc, 0.8);

  const std::vector<std::string> ratings = {"--data", (folder / "data").string(), "--ratings",
                                            "overall=drawn/labels.csv:brightness:1:7"};
  for (const auto& model : {onnx, (folder / "run/checkpoint.pt").string()}) {
    std::vector<std::string> arguments = {"evaluate", "--model", model};
    arguments.insert(arguments.end(), ratings.begin(), ratings.end());
    const auto evaluated = run(folder, arguments);
    EXPECT_EQ(evaluated.status, 0) << evaluated.err;
    EXPECT_NE(evaluated.out.find("all pictures of the table"), std::string::npos) << evaluated.out;
  }
}

TEST(TrainProgram, GivesTheSameFilesForTheSameSeed) {
  const TemporaryFolder folder;
  write_inputs(folder, 40);
  const std::vector<std::string> final_only = {"--folds", "1"};
  ASSERT_EQ(run(folder, train_arguments(folder, "a", final_only)).status, 0);
  ASSERT_EQ(run(folder, train_arguments(folder, "b", final_only)).status, 0);
  EXPECT_EQ(text_of(folder / "a/predictions.csv"), text_of(folder / "b/predictions.csv"));
}

TEST(TrainProgram, TrainsTheFoldsAloneWhenTold) {
  const TemporaryFolder folder;
  write_inputs(folder, 40);
  ASSERT_EQ(run(folder, train_arguments(folder, "all", {"--folds", "2"})).status, 0);
  const auto alone = run(folder, train_arguments(folder, "alone", {"--folds", "2", "--final", "0"}));
  ASSERT_EQ(alone.status, 0) << alone.err;
  EXPECT_NE(alone.err.find("2 folds and no final network"), std::string::npos) << alone.err;
  EXPECT_FALSE(text_of(folder / "alone/predictions.csv").empty());
  EXPECT_EQ(text_of(folder / "alone/predictions.csv"), text_of(folder / "all/predictions.csv"));
  EXPECT_TRUE(std::filesystem::exists(folder / "all/checkpoint.pt"));
  EXPECT_FALSE(std::filesystem::exists(folder / "alone/checkpoint.pt"));
}

void expect_fault(const TemporaryFolder& folder, const std::vector<std::string>& arguments, int status,
                  const std::string& line) {
  const auto outcome = run(folder, arguments);
  EXPECT_EQ(outcome.status, status) << outcome.err;
  EXPECT_NE(outcome.err.find("aesthetic-train: "), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find(line), std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

// AADB as its authors publish it, of drawn pictures that are rated by their brightness: 40 for training, 8
// for validation, 16 for testing.
void write_drawn_aadb(const TemporaryFolder& folder) {
  write_rated_pictures(folder / "data", 64);
  std::filesystem::rename(folder / "data/drawn/images", folder / "aadb-images");
  std::filesystem::create_directories(folder / "aadb");
  std::filesystem::rename(folder / "aadb-images", folder / "aadb/images");
  std::ifstream labels(folder / "data/drawn/labels.csv");
  std::string line;
  std::getline(labels, line);
  const std::vector<std::pair<const char*, int>> lists = {{"Train", 40}, {"Validation", 8}, {"TestNew", 16}};
  for (const auto& [list, count] : lists) {
    std::ofstream csv(folder / ("aadb/imgList" + std::string(list) + "Regression_.csv"));
    csv << "ImageFile,BalacingElements,ColorHarmony,Content,DoF,Light,MotionBlur,Object,Repetition,"
           "RuleOfThirds,"
           "Symmetry,VividColor,score\n";
    for (int i = 0; i < count && std::getline(labels, line); ++i) {
      const auto comma = line.find(',');
      const double score = (std::stod(line.substr(comma + 1)) - 1) / 6;
      csv << line.substr(0, comma) << ",0,0,0,0," << 2 * score - 1 << ",0,0,0,0,0,0," << score << '\n';
    }
  }
}

std::vector<std::string> paper_arguments(const TemporaryFolder& folder,
                                         const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"train",
                                        "--recipe",
                                        std::string(AESTHETIC_RECIPES) + "/soydaner2023-aadb.ini",
                                        "--data",
                                        (folder / "aadb").string(),
                                        "--out",
                                        (folder / "run").string(),
                                        "--weights",
                                        "random",
                                        "--backbone",
                                        "squeezenet1-1",
                                        "--size",
                                        "64",
                                        "--tune-from",
                                        "fire8",
                                        "--tune-to",
                                        "fire8",
                                        "--batch",
                                        "8",
                                        "--tune-batch",
                                        "8",
                                        "--threads",
                                        "1"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(TrainProgram, RunsThePapersRecipeFromTrainingToReport) {
  const TemporaryFolder folder;
  write_drawn_aadb(folder);
  const auto trained = run(folder, paper_arguments(folder, {"--tasks", "overall,light"}));
  ASSERT_EQ(trained.status, 0) << trained.err;
  EXPECT_NE(trained.out.find("the official split"), std::string::npos) << trained.out;
  const auto split = text_of(folder / "run/split.csv");
  EXPECT_EQ(std::count(split.begin(), split.end(), '\n'), 1 + 64);
  for (const auto* name : {"run/predictions.csv", "run/predictions-head.csv"}) {
    const auto predictions = text_of(folder / name);
    EXPECT_EQ(std::count(predictions.begin(), predictions.end(), '\n'), 1 + 2 * 16) << name;
  }
  const auto reported =
      run(folder,
          {"report", "--out", (folder / "report").string(), "--labels", "aadb=" + (folder / "aadb").string(),
           "--predictions", "frozen=" + (folder / "run/predictions-head.csv").string(), "--predictions",
           "fine-tuned=" + (folder / "run/predictions.csv").string(), "--pictures",
           (folder / "aadb/images").string(), "--samples", "50"});
  ASSERT_EQ(reported.status, 0) << reported.err;
  for (const auto* name : {"report.html", "agreement.csv", "comparisons.csv", "ranges.csv",
                           "aadb-labels-signs.csv", "aadb-labels-paper.csv"})
    EXPECT_TRUE(std::filesystem::exists(folder / "report" / name)) << name;

  const auto explained = run(folder, {"explain", "--checkpoint", (folder / "run/checkpoint.pt").string(),
                                      "--picture", (folder / "aadb/images/p0.png").string(), "--task",
                                      "light", "--stage", "fire9", "--out", (folder / "map.png").string()});
  ASSERT_EQ(explained.status, 0) << explained.err;
  EXPECT_NE(explained.out.find("stage fire9, map of 3 x 3"), std::string::npos) << explained.out;
  EXPECT_EQ(read_picture(folder / "map.png").size(), cv::Size(64, 48));
}

TEST(TrainProgram, SkipsBrokenPicturesOnlyWhenTold) {
  const TemporaryFolder folder;
  write_drawn_aadb(folder);
  write_file(folder / "aadb/images/p3.png", "broken");
  std::filesystem::remove(folder / "aadb/images/p5.png");
  expect_fault(folder, paper_arguments(folder), 1, "1 of the 64 pictures of aadb are missing");
  const auto skipped = run(folder, paper_arguments(folder, {"--skip-broken", "--tune-epochs", "0"}));
  ASSERT_EQ(skipped.status, 0) << skipped.err;
  EXPECT_NE(skipped.err.find("left out, missing: p5.png"), std::string::npos) << skipped.err;
  EXPECT_NE(skipped.err.find("p3.png"), std::string::npos) << skipped.err;
  EXPECT_NE(skipped.err.find("aadb 62;"), std::string::npos) << skipped.err;
}

TEST(TrainProgram, PrintsThePapersTable2) {
  const TemporaryFolder folder;
  const auto printed =
      run(folder, {"parameters", "--backbone", "vgg16", "--head", "multi-task", "--size", "64"});
  ASSERT_EQ(printed.status, 0) << printed.err;
  for (const auto* number : {"14,714,688", "73,920", " 780\n", "14,789,388", "1,252,860,672"})
    EXPECT_NE(printed.out.find(number), std::string::npos) << number << '\n' << printed.out;
}

TEST(TrainProgram, SaysWhatIsWrongWithAReport) {
  const TemporaryFolder folder;
  const auto out = (folder / "report").string();
  expect_fault(folder, {"report", "--out", out}, 1, "nothing to report");
  expect_fault(folder, {"report", "--out", out, "--labels", "aadb"}, 1,
               "labels \"aadb\": expected NAME=PLACE");
  expect_fault(folder, {"report", "--out", out, "--labels", "aadb=" + (folder / "").string()}, 1,
               "no labels of AADB");
  expect_fault(folder, {"report", "--out", out, "--predictions", "a=" + (folder / "none.csv").string()}, 1,
               "none.csv: no such file");
  expect_fault(folder, {"report", "--out", out, "--raters", "r.csv"}, 1, "expected CSV:RATER:IMAGE:SCORE");
  expect_fault(folder, {"report", "--out", out, "--raters", "r.csv:a:b:c", "--rater-groups", "0,0"}, 1,
               "expected rising numbers");
  EXPECT_FALSE(std::filesystem::exists(folder / "report"));
}

TEST(TrainProgram, SaysInOneLineWhatIsWrong) {
  const TemporaryFolder folder;
  write_inputs(folder, 6);
  write_file(folder / "file", "");
  expect_fault(folder, train_arguments(folder, "file/run"), 1, "cannot be written");
  expect_fault(folder, train_arguments(folder, "file"), 1, "cannot be written");
  expect_fault(folder, train_arguments(folder, "run", {"--features", (folder / "file/kept").string()}), 1,
               "cannot be written");
  write_file(folder / "data/drawn/images/p3.png", "broken");
  expect_fault(folder, train_arguments(folder, "run"), 1, "p3.png");
  EXPECT_FALSE(std::filesystem::exists(folder / "run/checkpoint.pt"));
  std::filesystem::remove(folder / "data/drawn/images/p3.png");
  expect_fault(folder, train_arguments(folder, "run"), 1, "labels.csv:5: picture");
  std::filesystem::remove(folder / "data/drawn/labels.csv");
  expect_fault(folder, train_arguments(folder, "run"), 1, "labels.csv: no such file");
  expect_fault(folder,
               {"export", "--checkpoint", (folder / "none.pt").string(), "--card",
                (folder / "card.json").string(), "--out", (folder / "a.onnx").string()},
               1, "none.pt: no such file");
  expect_fault(folder,
               {"evaluate", "--model", (folder / "none.onnx").string(), "--data", (folder / "data").string(),
                "--ratings", "overall=drawn/labels.csv:brightness:1:7"},
               1, "none.onnx: no such file");
}

TEST(TrainProgram, ExplainsItsUse) {
  const TemporaryFolder folder;
  expect_fault(folder, {}, 2, "no command");
  expect_fault(folder, {"learn"}, 2, "learn: no such command");
  expect_fault(folder, {"train"}, 2, "--");
  expect_fault(folder, {"train", "--epochs", "3"}, 2, "epochs");
  for (const auto* command : {"train", "evaluate", "report", "explain", "parameters", "export"}) {
    const auto outcome = run(folder, {command, "--help"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.out.find("aesthetic-train " + std::string(command)), std::string::npos);
  }
}

}  // namespace
}  // namespace aesthetic::test
