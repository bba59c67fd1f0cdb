// SPDX-License-Identifier: MIT
#include "cli/train_options.hpp"

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
  EXPECT_EQ(options.network.tasks, 2);
  EXPECT_EQ(parse_train_options(with({"--recipe", recipe})).ratings.size(), 1U);
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
  refused({"--validation-share", "1"}, "validation-share: must be");
  refused({"--tune-epochs", "1", "--tune-from", "0"}, "tune-from: must be");
  refused({"--batch", "0"}, "batch");
  refused({"--average", "1"}, "average: must be");
  refused({"--tolerance", "-0.1"}, "tolerance: must be");
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

TEST(NumbersByName, AreOneWhereNothingIsSaid) {
  EXPECT_EQ(numbers_by_name("repeat", {"b=3"}, {"a", "b"}, 1), (std::vector<double>{1, 3}));
  for (const auto* text : {"b", "c=2", "b=x", "b=0"})
    expect_error(ErrorKind::bad_data, {"repeat", text}, [&] {
      numbers_by_name("repeat", {text}, {"a", "b"}, 1);
    });
}

}  // namespace
}  // namespace aesthetic::training
