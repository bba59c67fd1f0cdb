// SPDX-License-Identifier: MIT
#include "cli/train_options.hpp"

#include <torch/cuda.h>

#include <boost/program_options/errors.hpp>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

std::vector<std::string> with(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"--data", "d", "--weights", "w",
                                        "--out",  "o", "--ratings", "overall=t/labels.csv:score:0:10"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(TrainOptions, TheCommandLineOverridesTheRecipe) {
  const TemporaryFolder folder;
  const auto recipe = (folder / "r.ini").string();
  write_file(
      recipe,
      "# a comment\nratings = overall=a.csv:s:0:1\nratings = quality=b.csv:s:0:1\nsize = 96\nseed = 5\n");
  const auto options =
      parse_train_options({"--recipe", recipe, "--data", "d", "--weights", "w", "--out", "o", "--seed", "7"});
  EXPECT_EQ(options.seed, 7);
  EXPECT_EQ(options.network.size, 96);
  EXPECT_EQ(options.corpus.ratings.size(), 2U);
  EXPECT_EQ(parse_train_options(with({"--recipe", recipe})).corpus.ratings.size(), 1U);
}

TEST(TrainOptions, ThePapersRecipesSayWhatThePaperSays) {
  const auto read = [](const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {
        "--recipe", std::string(AESTHETIC_RECIPES) + "/" + name, "--data", "d", "--weights", "w", "--out",
        "o"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return parse_train_options(arguments);
  };
  const auto aadb = read("soydaner2023-aadb.ini", {});
  EXPECT_EQ(aadb.corpus.data_set, "aadb");
  EXPECT_EQ(aadb.network.backbone, "vgg16");
  EXPECT_EQ(aadb.network.head.name, "multi-task");
  EXPECT_EQ(aadb.network.head.units, (std::vector<std::int64_t>{128, 64}));
  EXPECT_EQ(aadb.network.head.dropout, 0.35);
  EXPECT_EQ(aadb.head_phase.epochs, 5);
  EXPECT_EQ(aadb.head_phase.batch, 64);
  EXPECT_EQ(aadb.head_phase.head_learning_rate, 1e-3);
  EXPECT_EQ(aadb.head_phase.schedule, Schedule::constant);
  EXPECT_EQ(aadb.head_phase.weight_decay, 0);
  EXPECT_EQ(aadb.tune_phase.epochs, 3);
  EXPECT_EQ(aadb.tune_phase.backbone_learning_rate, 1e-4);
  EXPECT_EQ(aadb.tune_phase.head_learning_rate, 1e-4);
  EXPECT_EQ(aadb.tune_phase.schedule, Schedule::steps);
  EXPECT_EQ(aadb.tune_phase.decay_steps, 125);
  EXPECT_EQ(aadb.tune_phase.decay_rate, 0.5);
  const auto vgg16 = make_backbone("vgg16");
  EXPECT_EQ(vgg16->stage_name(aadb.tune_from), "block4_conv2");
  EXPECT_EQ(vgg16->stage_name(aadb.tune_phase.last_tuned), "block4_conv3");
  const auto eva = read("soydaner2023-eva.ini", {"--tasks", "overall", "--separate-outputs", "1"});
  EXPECT_EQ(eva.corpus.data_set, "eva");
  EXPECT_EQ(eva.corpus.published.test_pictures, 570);
  EXPECT_EQ(eva.corpus.validation_share, 0);
  EXPECT_EQ(eva.network.head.dropout, 0.25);
  EXPECT_EQ(eva.corpus.tasks, (std::vector<std::string>{"overall"}));
  EXPECT_TRUE(eva.network.head.separate_outputs);
}

TEST(TrainOptions, TheCommandLineReplacesTheRecipesPictures) {
  const auto recipe = std::string(AESTHETIC_RECIPES) + "/soydaner2023-aadb.ini";
  const auto own = parse_train_options(with({"--recipe", recipe}));
  EXPECT_EQ(own.corpus.data_set, "");
  EXPECT_EQ(own.corpus.ratings.size(), 1U);
  const auto set = parse_train_options({"--recipe", std::string(AESTHETIC_RECIPES) + "/aesthetic-lite.ini",
                                        "--data-set", "eva", "--data", "d", "--weights", "w", "--out", "o"});
  EXPECT_EQ(set.corpus.data_set, "eva");
  EXPECT_TRUE(set.corpus.ratings.empty());
}

TEST(TrainOptions, ReadsTheRecipesThatShip) {
  for (const auto& entry : std::filesystem::directory_iterator(AESTHETIC_RECIPES)) {
    if (entry.path().extension() != ".ini") continue;
    EXPECT_NO_THROW(parse_train_options(
        {"--recipe", entry.path().string(), "--data", "d", "--weights", "w", "--out", "o"}))
        << entry.path();
  }
}

TEST(TrainOptions, WithoutFineTuningEveryStageIsFrozen) {
  EXPECT_EQ(parse_train_options(with({})).tune_from, 9);
  EXPECT_EQ(parse_train_options(with({"--tune-epochs", "2", "--tune-from", "5"})).tune_from, 5);
}

TEST(TrainOptions, ReadsOnlyTheLevelsAskedFor) {
  EXPECT_EQ(parse_train_options(with({"--levels", "4,8"})).network.head.levels, (std::vector<int>{4, 8}));
  EXPECT_EQ(parse_train_options(with({})).network.head.levels, (std::vector<int>{2, 3, 4, 5, 6, 7, 8}));
}

TEST(TrainOptions, RefusesWrongUse) {
  namespace po = boost::program_options;
  EXPECT_THROW(parse_train_options(with({"--epochs", "3"})), po::error);
  EXPECT_THROW(parse_train_options(with({"stray"})), po::error);
  EXPECT_THROW(parse_train_options(with({"--size", "big"})), po::error);
  EXPECT_THROW(parse_train_options({"--data", "d"}), po::error);
}

TEST(TrainOptions, NamesTheWrongValue) {
  const auto refused = [](const std::vector<std::string>& more, const std::string& text) {
    SCOPED_TRACE(text);
    expect_error(ErrorKind::bad_data, {text}, [&] { parse_train_options(with(more)); });
  };
  refused({"--size", "8"}, "size: must be 32 to 1024");
  refused({"--dropout", "1"}, "dropout: must be");
  refused({"--levels", "2,x"}, "levels: \"x\"");
  refused({"--backbone", "vgg"}, "backbone vgg: unknown");
  refused({"--folds", "6"}, "folds: must be 0 to 5");
  refused({"--folds", "0", "--final", "0"}, "final: must be true without folds");
  refused({"--validation-share", "1"}, "validation-share: must be");
  refused({"--validation-share", "0", "--patience", "1"}, "patience: must be 0 without validation");
  refused({"--data-set", "aadb"}, "only one of them");
  refused({"--test-pictures", "-1"}, "test-pictures: must be");
  refused({"--units", "128,0"}, "units: must be above 0");
  refused({"--units", "x"}, "units: \"x\" is not");
  refused({"--head-schedule", "linear"}, "head-schedule: must be cosine, constant or steps");
  refused({"--decay-steps", "0"}, "decay-steps: must be");
  refused({"--decay-rate", "2"}, "decay-rate: must be");
  refused({"--tune-epochs", "1", "--tune-from", "block4_conv2"},
          "stage block4_conv2: the backbone has 0 to 8");
  refused({"--tune-epochs", "1", "--tune-from", "5", "--tune-to", "4"}, "tune-to: must be");
  refused({"--tune-epochs", "1", "--tune-from", "0"}, "tune-from: must be");
  refused({"--batch", "0"}, "batch");
  refused({"--average", "1"}, "average: must be");
  refused({"--tolerance", "-0.1"}, "tolerance: must be");
  refused({"--save-every", "-1"}, "save-every: must be");
  refused({"--distribution-weight", "-1"}, "distribution-weight: must be");
  expect_error(ErrorKind::bad_data, {"overall first"}, [] {
    parse_train_options({"--data", "d", "--weights", "w", "--out", "o", "--ratings", "quality=t.csv:s:0:1"});
  });
}

TEST(TrainOptions, NamesAMissingOrBrokenRecipe) {
  const TemporaryFolder folder;
  expect_error(ErrorKind::not_found, {"r.ini", "no such file"}, [&] {
    parse_train_options(with({"--recipe", (folder / "r.ini").string()}));
  });
  write_file(folder / "r.ini", "epochs = 3\n");
  expect_error(ErrorKind::bad_data, {"r.ini", "epochs"}, [&] {
    parse_train_options(with({"--recipe", (folder / "r.ini").string()}));
  });
}

TEST(ChooseDevice, TakesCudaOnlyWhereThereIsOne) {
  EXPECT_EQ(choose_device("cpu"), torch::Device(torch::kCPU));
  const bool has_cuda = torch::cuda::is_available();
  EXPECT_EQ(choose_device("auto"), torch::Device(has_cuda ? torch::kCUDA : torch::kCPU));
  if (!has_cuda) expect_error(ErrorKind::no_device, {"--device cuda", "CUDA"}, [] { choose_device("cuda"); });
  expect_error(ErrorKind::bad_data, {"--device npu", "auto, cpu or cuda"}, [] { choose_device("npu"); });
}

TEST(ChoosePrecision, TakesBfloat16OnlyWhereItIsComputed) {
  EXPECT_EQ(choose_precision("float32", torch::kCPU), Precision::float32);
  if (cpu_has_bfloat16())
    EXPECT_EQ(choose_precision("bfloat16", torch::kCPU), Precision::bfloat16);
  else
    expect_error(ErrorKind::no_device, {"--precision bfloat16", "AVX512-BF16"},
                 [] { choose_precision("bfloat16", torch::kCPU); });
  EXPECT_EQ(choose_precision("auto", torch::kCPU),
            cpu_has_bfloat16() ? Precision::bfloat16 : Precision::float32);
  EXPECT_EQ(parse_train_options(with({})).precision, choose_precision("auto", choose_device("auto")));
  expect_error(ErrorKind::bad_data, {"--precision half", "expected auto, float32 or bfloat16"},
               [] { choose_precision("half", torch::kCPU); });
}

TEST(NumbersByName, AreOneWhereNothingIsSaid) {
  EXPECT_EQ(numbers_by_name("repeat", {"b=3"}, {"a", "b"}, 1), (std::vector<double>{1, 3}));
  for (const auto* text : {"b", "c=2", "b=x", "b=0"})
    expect_error(ErrorKind::bad_data, {"repeat", text}, [&] {
      numbers_by_name("repeat", {text}, {"a", "b"}, 1);
    });
}

}  // namespace
}  // namespace aesthetic::training
