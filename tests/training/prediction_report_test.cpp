// SPDX-License-Identifier: MIT
#include "report/prediction_report.hpp"

#include <algorithm>
#include <fstream>

#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

// Predictions of overall and top for `count` drawn pictures; `error` is how far they are off, up and down in
// turn.
std::vector<Prediction> make_predictions(int count, double error) {
  std::vector<Prediction> predictions;
  for (int i = 0; i < count; ++i) {
    const double label = 0.3 + 0.4 * (i * 7 % count) / count;
    const double sign = i % 3 == 0 ? 1 : -1;
    const auto image = "p" + std::to_string(i) + ".png";
    predictions.push_back({image, "drawn", "overall", label, label + sign * error, 0});
    predictions.push_back({image, "drawn", "top", 1 - label, 1 - label + sign * error / 2, 0});
  }
  return predictions;
}

TEST(PredictionReport, HasFiguresWithIntervalsAndDifferences) {
  HtmlPage page("Report");
  const auto files = add_prediction_report(
      {{"frozen", {make_predictions(60, 0.2)}}, {"fine-tuned", {make_predictions(60, 0.02)}}}, {}, page);
  const auto& agreement = files.at("agreement.csv");
  EXPECT_NE(agreement.find("network,task,pictures,trainings,SRCC,\"SRCC, 95 % interval\""), std::string::npos)
      << agreement;
  EXPECT_NE(agreement.find("fine-tuned,overall,60,1,0.9"), std::string::npos) << agreement;
  EXPECT_NE(agreement.find(",0.020,0.020 to 0.020"), std::string::npos) << agreement;
  const auto& comparisons = files.at("comparisons.csv");
  EXPECT_NE(comparisons.find("fine-tuned less frozen,overall,60,0."), std::string::npos) << comparisons;
  EXPECT_NE(comparisons.find(",0.002\n"), std::string::npos) << comparisons;
  EXPECT_NE(files.at("ranges.csv").find("frozen,overall,0.30 to 0.69,0.1"), std::string::npos)
      << files.at("ranges.csv");
  const auto text = page.text();
  EXPECT_NE(text.find("<svg"), std::string::npos);
  EXPECT_NE(text.find("of the predictions"), std::string::npos);
  // No folder of pictures was given.
  EXPECT_EQ(text.find("<figure>"), std::string::npos);
}

TEST(PredictionReport, HasMeansOverTrainings) {
  HtmlPage page("Report");
  auto poor = make_predictions(40, 0.2);
  std::reverse(poor.begin(), poor.end());  // the order of the pictures does not matter
  const std::vector<NetworkPredictions> networks = {{"twice", {make_predictions(40, 0), poor}},
                                                    {"once", {make_predictions(40, 0.2)}},
                                                    {"sure", {make_predictions(40, 0)}}};
  PredictionReportOptions options;
  options.pairs = {{"sure", "once"}, {"sure", "twice"}};
  const auto files = add_prediction_report(networks, options, page);
  const auto srcc_of = [&](const std::string& begin) {
    const auto& text = files.at("agreement.csv");
    return std::stod(text.substr(text.find(begin) + begin.size()));
  };
  EXPECT_NEAR(srcc_of("twice,overall,40,2,"), (1 + srcc_of("once,overall,40,1,")) / 2, 0.001);
  const auto& comparisons = files.at("comparisons.csv");
  EXPECT_NE(comparisons.find("sure less once,overall"), std::string::npos) << comparisons;
  // One of the two is as sure: a sample may have drawn that one alone.
  EXPECT_NE(comparisons.find("sure less twice,overall,40,0."), std::string::npos) << comparisons;
  EXPECT_EQ(comparisons.find("once less twice"), std::string::npos) << comparisons;
}

TEST(PredictionReport, NamesTrainingsAndPairsThatDoNotFit) {
  HtmlPage page("Report");
  expect_error(ErrorKind::bad_data, {"\"two\"", "overall", "different pictures"}, [&] {
    add_prediction_report({{"two", {make_predictions(20, 0.1), make_predictions(21, 0.1)}}}, {}, page);
  });
  PredictionReportOptions options;
  options.pairs = {{"one", "other"}};
  expect_error(ErrorKind::bad_data, {"\"other\""}, [&] {
    add_prediction_report({{"one", {make_predictions(20, 0.1)}}}, options, page);
  });
}

TEST(PredictionReport, ShowsPictures) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 20);
  PredictionReportOptions options;
  options.pictures = folder / "data/drawn/images";
  options.shown = 3;
  HtmlPage page("Report");
  add_prediction_report({{"one", {make_predictions(20, 0.1)}}}, options, page);
  const auto text = page.text();
  std::size_t figures = 0;
  for (auto at = text.find("<figure>"); at != std::string::npos; at = text.find("<figure>", at + 1))
    ++figures;
  EXPECT_EQ(figures, 6U);
  options.pictures = folder / "none";
  expect_error(ErrorKind::not_found, {"no such file"}, [&] {
    HtmlPage other("Report");
    add_prediction_report({{"one", {make_predictions(20, 0.1)}}}, options, other);
  });
}

TEST(ReadPredictions, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const auto written = make_predictions(5, 0.1);
  std::ofstream(folder / "p.csv") << predictions_csv(written);
  const auto read = read_predictions(folder / "p.csv");
  ASSERT_EQ(read.size(), written.size());
  EXPECT_EQ(read[3].image, written[3].image);
  EXPECT_EQ(read[3].task, "top");
  EXPECT_NEAR(read[3].prediction, written[3].prediction, 1e-6);
}

TEST(ReadPredictions, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& text) {
    std::ofstream(folder / "p.csv") << text;
    read_predictions(folder / "p.csv");
  };
  expect_error(ErrorKind::bad_data, {"p.csv:1: no column \"label\""}, [&] { read("image,data_set,task\n"); });
  expect_error(ErrorKind::bad_data, {"p.csv:2: prediction: 1.5 is outside"},
               [&] { read("image,data_set,task,label,prediction,fold\na,b,c,0.5,1.5,0\n"); });
  expect_error(ErrorKind::bad_data, {"has no predictions"},
               [&] { read("image,data_set,task,label,prediction,fold\n"); });
}

}  // namespace
}  // namespace aesthetic::training
