// SPDX-License-Identifier: MIT
#include "datasets/published_set.hpp"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <set>

#include "datasets/broken_pictures.hpp"
#include "datasets/corpus.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;
namespace fs = std::filesystem;

void write_text(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

void write_picture(const fs::path& file) {
  fs::create_directories(file.parent_path());
  cv::imwrite(file.string(), cv::Mat(8, 8, CV_8UC3, cv::Scalar(10, 20, 30)));
}

const char* const aadb_header =
    "ImageFile,BalacingElements,ColorHarmony,Content,DoF,Light,MotionBlur,Object,Repetition,RuleOfThirds,"
    "Symmetry,VividColor,score\n";
const std::vector<std::string> aadb_columns = {
    "BalacingElements", "ColorHarmony", "Content",      "DoF",      "Light",      "MotionBlur",
    "Object",           "Repetition",   "RuleOfThirds", "Symmetry", "VividColor", "score"};
const std::vector<std::string> aadb_lists = {"Train", "Validation", "TestNew"};

std::string aadb_row(const std::string& image) {
  return image + ",-0.5,0.2,1.0,-1.0,0.0,0.1,0.2,0.4,-0.2,0.6,0.8,0.65\n";
}

// Four pictures; d.jpg is both for validation and for testing.
void write_aadb_csv(const fs::path& folder) {
  write_text(folder / "imgListTrainRegression_.csv", aadb_header + aadb_row("a.jpg") + aadb_row("b.jpg"));
  write_text(folder / "imgListValidationRegression_.csv",
             aadb_header + aadb_row("c.jpg") + aadb_row("d.jpg"));
  write_text(folder / "imgListTestNewRegression_.csv", aadb_header + aadb_row("d.jpg"));
}

void write_aadb_texts(const fs::path& folder) {
  const std::vector<std::string> values = {"-0.5", "0.2", "1.0",  "-1.0", "0.0", "0.1",
                                           "0.2",  "0.4", "-0.2", "0.6",  "0.8", "0.65"};
  const std::vector<std::vector<std::string>> images = {{"b.jpg", "a.jpg"}, {"c.jpg", "d.jpg"}, {"d.jpg"}};
  for (std::size_t list = 0; list < 3; ++list)
    for (std::size_t column = 0; column < values.size(); ++column) {
      std::string text;
      for (const auto& image : images[list]) text += image + " " + values[column] + "\n";
      write_text(folder / ("imgList" + aadb_lists[list] + "Regression_" + aadb_columns[column] + ".txt"),
                 text);
    }
}

void write_aadb_pictures(const fs::path& folder) {
  for (const auto* image : {"a.jpg", "b.jpg", "c.jpg", "d.jpg"}) write_picture(folder / image);
}

void expect_small_aadb(const PublishedSet& set) {
  ASSERT_EQ(set.pictures.size(), 5U);
  ASSERT_EQ(set.tasks.size(), 12U);
  EXPECT_EQ(set.tasks[0].name, "overall");
  const auto& first = set.pictures[0];
  EXPECT_EQ(first.image, "a.jpg");
  EXPECT_EQ(first.labels,
            (std::vector<double>{0.65, -0.5, 0.2, 1.0, -1.0, 0.0, 0.1, 0.2, 0.4, -0.2, 0.6, 0.8}));
  EXPECT_EQ(set.pictures[2].part, Part::validation);
  EXPECT_EQ(set.pictures[4].part, Part::test);
}

TEST(Aadb, ReadsTables) {
  const TemporaryFolder folder;
  write_aadb_csv(folder / "set");
  write_aadb_pictures(folder / "set/images");
  const auto set = read_published_set("aadb", folder / "set", {});
  expect_small_aadb(set);
  EXPECT_EQ(set.pictures[0].file, folder / "set/images/a.jpg");
}

TEST(Aadb, ReadsAListForEachLabel) {
  const TemporaryFolder folder;
  write_aadb_texts(folder / "set/imgListFiles_label");
  write_aadb_pictures(folder / "set/datasetImages_warp256");
  expect_small_aadb(read_published_set("aadb", folder / "set", {}));
  // The right spelling too.
  for (const auto& list : aadb_lists)
    fs::rename(folder / ("set/imgListFiles_label/imgList" + list + "Regression_BalacingElements.txt"),
               folder / ("set/imgListFiles_label/imgList" + list + "Regression_BalancingElements.txt"));
  expect_small_aadb(read_published_set("aadb", folder / "set", {}));
}

TEST(Aadb, BecomesACorpusWithLabelsInOneRange) {
  const TemporaryFolder folder;
  write_aadb_csv(folder / "set");
  write_aadb_pictures(folder / "set");
  const auto set = read_published_set("aadb", folder / "set", {});
  const auto corpus = make_corpus(set, {}, 8);
  // d.jpg is for testing only.
  ASSERT_EQ(corpus.pictures.size(), 4U);
  const auto split = split_corpus(corpus, no_fold);
  EXPECT_EQ(split.train, (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(split.validation, (std::vector<std::int64_t>{2}));
  EXPECT_EQ(split.test, (std::vector<std::int64_t>{3}));
  EXPECT_FLOAT_EQ(corpus.label(0, 0), 0.65F);
  EXPECT_FLOAT_EQ(corpus.label(0, 1), 0.25F);  // -0.5 of -1..1
  EXPECT_FLOAT_EQ(corpus.label(0, 8), 0.4F);   // repetition is 0..1
  EXPECT_EQ(describe(corpus.data_sets[0]), "the official split");
  EXPECT_EQ(corpus.tasks[3].lowest, -1);
}

TEST(Aadb, GivesOnlyTheTasksAskedFor) {
  const TemporaryFolder folder;
  write_aadb_csv(folder / "set");
  PublishedSetOptions labels_only;
  labels_only.labels_only = true;
  const auto set = read_published_set("aadb", folder / "set", labels_only);
  const auto corpus = make_corpus(set, {"overall", "symmetry"}, 8);
  ASSERT_EQ(corpus.tasks.size(), 2U);
  EXPECT_FLOAT_EQ(corpus.label(1, 1), 0.6F);
  expect_error(ErrorKind::bad_data,
               {"aadb rates no beauty; it rates overall balancing_elements", "vivid_color"}, [&] {
                 make_corpus(set, {"overall", "beauty"}, 8);
               });
  expect_error(ErrorKind::bad_data, {"overall stands twice"}, [&] {
    make_corpus(set, {"overall", "overall"}, 8);
  });
}

TEST(Aadb, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  const auto read = [&] { read_published_set("aadb", folder / "set", {}); };
  expect_error(ErrorKind::not_found, {"set: no such folder"}, read);
  fs::create_directories(folder / "set");
  expect_error(ErrorKind::bad_data, {"no labels of AADB", "imgListTrainRegression_score.txt"}, read);
  write_aadb_csv(folder / "set");
  expect_error(ErrorKind::bad_data, {"5 of the 5 pictures of aadb are missing", "a.jpg"}, read);
  write_aadb_pictures(folder / "set");
  fs::remove(folder / "set/b.jpg");
  expect_error(ErrorKind::bad_data, {"1 of the 5 pictures of aadb are missing", "b.jpg"}, read);
  fs::remove(folder / "set/imgListTestNewRegression_.csv");
  expect_error(ErrorKind::not_found, {"imgListTestNewRegression_.csv: no such file"}, read);
  const auto train = folder / "set/imgListTrainRegression_.csv";
  write_text(train, aadb_header + aadb_row("a.jpg") + "b.jpg,-1.5,0,0,0,0,0,0,0,0,0,0,0\n");
  expect_error(ErrorKind::bad_data, {"Train", ":3: BalacingElements: -1.5 is outside the range -1 to 1"},
               read);
  write_text(train, aadb_header + std::string("b.jpg,0,0,0,0,0,0,0,-0.2,0,0,0,0\n"));
  expect_error(ErrorKind::bad_data, {":2: Repetition: -0.2 is outside the range 0 to 1"}, read);
  write_text(train, aadb_header + std::string("b.jpg,0,0\n"));
  expect_error(ErrorKind::bad_data, {":2: 3 fields; expected 13"}, read);
  write_text(train, "ImageFile,score\n");
  expect_error(ErrorKind::bad_data, {":1: no column \"BalacingElements\""}, read);
}

TEST(Aadb, NamesWhatIsWrongWithALabelsList) {
  const TemporaryFolder folder;
  const auto read = [&] { read_published_set("aadb", folder / "set", {}); };
  write_aadb_texts(folder / "set");
  write_text(folder / "set/imgListTrainRegression_Light.txt", "a.jpg 0.0\n");
  expect_error(ErrorKind::bad_data, {"Regression_Light.txt", "has no b.jpg"}, read);
  write_text(folder / "set/imgListTrainRegression_Light.txt", "a.jpg bright\n");
  expect_error(ErrorKind::bad_data, {"Regression_Light.txt:1: Light: \"bright\" is not a number"}, read);
  fs::remove(folder / "set/imgListTrainRegression_Light.txt");
  expect_error(ErrorKind::not_found, {"Regression_Light.txt: no such file"}, read);
}

const char* const eva_header =
    "image_id=user_id=score=difficulty=visual=composition=quality=semantic=vote_time=1=2=3=4\n";

// `pictures` of two votes each.
void write_eva(const fs::path& folder, int pictures) {
  std::string votes = eva_header;
  for (int i = 0; i < pictures; ++i) {
    const auto id = std::to_string(1000 + i);
    votes += id + "=7=4=1=1=2=3=4=12.5=0=1=0=0\n" + id + "=8=7=2=2=2=4=3=9=0=0=0=1\n";
    write_picture(folder / "images/EVA_together" / (id + ".jpg"));
  }
  write_text(folder / "data/votes_filtered.csv", votes);
}

TEST(Eva, AveragesTheVotes) {
  const TemporaryFolder folder;
  write_eva(folder / "set", 3);
  PublishedSetOptions options;
  options.test_pictures = 1;
  const auto set = read_published_set("eva", folder / "set", options);
  ASSERT_EQ(set.pictures.size(), 3U);
  EXPECT_EQ(set.pictures[0].labels, (std::vector<double>{5.5, 1.5, 2, 3.5, 3.5}));
  EXPECT_EQ(set.pictures[0].distribution, (std::vector<double>{0, 0, 0, 0, 0.5, 0, 0, 0.5, 0, 0, 0}));
  const auto corpus = make_corpus(set, {}, 0);
  EXPECT_FLOAT_EQ(corpus.label(0, 0), 0.55F);
  EXPECT_FLOAT_EQ(corpus.label(0, 1), 0.5F / 3);
  EXPECT_EQ(corpus.tasks[4].task, "semantics");
  EXPECT_TRUE(split_corpus(corpus, no_fold).validation.empty());
}

TEST(Eva, TheSeedDrawsTheTestPictures) {
  const TemporaryFolder folder;
  write_eva(folder / "set", 40);
  const auto tested = [&](std::uint64_t seed) {
    PublishedSetOptions options;
    options.test_pictures = 6;
    options.seed = seed;
    std::set<std::string> images;
    const auto set = read_published_set("eva", folder / "set", options);
    EXPECT_EQ(set.split,
              "34 pictures for training and 6 for testing, drawn with seed " + std::to_string(seed));
    for (const auto& picture : set.pictures)
      if (picture.part == Part::test) images.insert(picture.image);
    EXPECT_EQ(images.size(), 6U);
    return images;
  };
  EXPECT_EQ(tested(1), tested(1));
  EXPECT_NE(tested(1), tested(2));
}

TEST(Eva, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  PublishedSetOptions options;
  options.test_pictures = 1;
  const auto read = [&] { read_published_set("eva", folder / "set", options); };
  fs::create_directories(folder / "set");
  expect_error(ErrorKind::bad_data, {"no labels of EVA", "votes_filtered.csv"}, read);
  const auto votes = folder / "set/data/votes_filtered.csv";
  write_text(votes, eva_header + std::string("1=7=11=1=1=2=3=4=12.5=0=1=0=0\n"));
  expect_error(ErrorKind::bad_data, {"votes_filtered.csv:2: score: 11 is outside the range 0 to 10"}, read);
  write_text(votes, eva_header + std::string("1=7=5=1=0=2=3=4=12.5=0=1=0=0\n"));
  expect_error(ErrorKind::bad_data, {":2: visual: 0 is outside the range 1 to 4"}, read);
  write_text(votes, "image_id,score\n1,2\n");
  expect_error(ErrorKind::bad_data, {":1: no column \"image_id\""}, read);
  write_text(votes, eva_header);
  expect_error(ErrorKind::bad_data, {"has no votes"}, read);
  write_eva(folder / "set", 2);
  options.test_pictures = 2;
  expect_error(ErrorKind::bad_data, {"test-pictures: 2 of the 2"}, read);
}

TEST(Ava, KeepsDistributions) {
  const TemporaryFolder folder;
  write_text(folder / "set/AVA.txt",
             "1 953619 0 1 5 17 38 36 15 6 5 1 1 22 1396\n2 953958 10 0 0 0 0 0 0 0 0 10 0 0 1396\n");
  write_picture(folder / "set/images/953619.jpg");
  write_picture(folder / "set/images/953958.jpg");
  const auto set = read_published_set("ava", folder / "set", {});
  ASSERT_EQ(set.pictures.size(), 2U);
  const auto& first = set.pictures[0];
  EXPECT_EQ(first.image, "953619.jpg");
  ASSERT_EQ(first.distribution.size(), 10U);
  EXPECT_DOUBLE_EQ(first.distribution[4], 38.0 / 124);
  EXPECT_NEAR(std::accumulate(first.distribution.begin(), first.distribution.end(), 0.0), 1, 1e-12);
  EXPECT_NEAR(first.labels[0], 5.637096774, 1e-9);
  EXPECT_DOUBLE_EQ(set.pictures[1].labels[0], 5.5);
}

TEST(Ava, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  const auto read = [&] { read_published_set("ava", folder / "set", {}); };
  fs::create_directories(folder / "set");
  expect_error(ErrorKind::bad_data, {"no labels of AVA"}, read);
  const auto file = folder / "set/AVA.txt";
  write_text(file, "1 953619 0 1 5\n");
  expect_error(ErrorKind::bad_data, {"AVA.txt:1: 5 fields; expected 15"}, read);
  write_text(file, "1 953619 0 0 0 0 0 0 0 0 0 0 1 22 1396\n");
  expect_error(ErrorKind::bad_data, {"AVA.txt:1: picture 953619 has no votes"}, read);
  write_text(file, "1 953619 0 -1 5 17 38 36 15 6 5 1 1 22 1396\n");
  expect_error(ErrorKind::bad_data, {"AVA.txt:1: votes for 2: -1 is outside the range"}, read);
}

TEST(PublishedSet, NamesTheKnownOnes) {
  expect_error(ErrorKind::bad_data, {"data set flickr: unknown", "aadb, ava, eva"},
               [] { read_published_set("flickr", ".", {}); });
}

TEST(PublishedSet, LeavesOutMissingPicturesWhenTold) {
  const TemporaryFolder folder;
  write_aadb_csv(folder / "set");
  write_aadb_pictures(folder / "set");
  fs::remove(folder / "set/b.jpg");
  PublishedSetOptions options;
  options.skip_missing = true;
  const auto set = read_published_set("aadb", folder / "set", options);
  EXPECT_EQ(set.missing, (std::vector<std::string>{"b.jpg"}));
  EXPECT_EQ(set.pictures.size(), 4U);
}

TEST(BrokenPictures, AreNamedAndLeftOut) {
  const TemporaryFolder folder;
  write_aadb_csv(folder / "set");
  write_aadb_pictures(folder / "set");
  write_text(folder / "set/b.jpg", "no picture");
  auto corpus = make_corpus(read_published_set("aadb", folder / "set", {}), {}, 8);
  const auto broken = broken_pictures(corpus);
  ASSERT_EQ(broken.pictures, (std::vector<std::int64_t>{1}));
  EXPECT_NE(broken.faults[0].find("b.jpg"), std::string::npos);
  leave_out(corpus, broken.pictures);
  ASSERT_EQ(corpus.pictures.size(), 3U);
  EXPECT_EQ(corpus.labels.size(), 3U * 12U);
  EXPECT_EQ(corpus.pictures[1].image, "c.jpg");
  EXPECT_EQ(corpus.data_sets[0].pictures, 3);
}

}  // namespace
}  // namespace aesthetic::training
