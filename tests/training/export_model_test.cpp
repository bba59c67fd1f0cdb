// SPDX-License-Identifier: MIT
#include "export/export_model.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "aesthetic/file.hpp"
#include "aesthetic/scorer.hpp"
#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

CardText small_text() {
  CardText text;
  text.name = "small";
  text.architecture = "a backbone with random weights";
  text.licence = "MIT";
  text.limits = {"It means nothing."};
  Task meaning;
  meaning.zero_means = "no";
  meaning.one_means = "yes";
  text.tasks = {{"overall", meaning}, {"top", meaning}};
  text.choice = {{"overall", 0.25}, {"top", 0.75}};
  text.data_sets["drawn"] = {"Drawn pictures", "this test", "MIT", 0, "one program"};
  return text;
}

Checkpoint random_checkpoint(const std::string& backbone, const HeadOptions& head,
                             const std::vector<std::int64_t>& bins = {}) {
  torch::manual_seed(1);
  Checkpoint checkpoint;
  auto& record = checkpoint.record;
  record.network = {backbone, 64, head, 2, 0, 255, bins};
  record.tasks = {parse_rating("overall=drawn/labels.csv:brightness:1:7"),
                  parse_rating("top=drawn/labels.csv:top:0:1")};
  record.data_sets = {{"drawn", Protocol::cross_validation, 60, {}}};
  record.command = "aesthetic-train train";
  checkpoint.network = std::make_shared<ScoringNetwork>(record.network);
  auto& network = *checkpoint.network;
  const auto features = network.head().feature_count();
  network.head().prepare(torch::randn({50, features}) + torch::randn(features),
                         torch::randn(network.outputs().logit_count()));
  const torch::NoGradGuard no_grad;
  // Every weight of the head counts, those that start at 0 too.
  for (auto& parameter : network.head().parameters()) parameter.add_(0.05 * torch::randn(parameter.sizes()));
  network.eval();
  return checkpoint;
}

HeadOptions head_with(std::int64_t hidden, bool direct, int grid_stage) {
  HeadOptions head;
  head.levels = {3, 5, 8};
  head.hidden = hidden;
  head.direct = direct;
  head.grid_stage = grid_stage;
  return head;
}

void expect_parity(const std::string& backbone, const HeadOptions& head,
                   const std::vector<std::int64_t>& bins = {}) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 2);
  const auto result = export_model(random_checkpoint(backbone, head, bins), small_text(),
                                   {folder / "data/drawn/images/p0.png"}, folder / "small.onnx");
  EXPECT_LE(result.largest_difference, largest_allowed_difference);
  EXPECT_EQ(result.compared, 17);
}

TEST(ExportModel, OpenCvScoresAsLibTorchDoes) {
  for (const auto* backbone : {"efficientnet-lite0", "squeezenet1-1"}) {
    SCOPED_TRACE(backbone);
    expect_parity(backbone, head_with(16, false, 5));
    expect_parity(backbone, head_with(16, true, 4));
    expect_parity(backbone, head_with(0, true, -1));
    auto squares = head_with(0, true, 5);
    squares.square_levels = {3, 5};
    expect_parity(backbone, squares);
  }
}

TEST(ExportModel, OpenCvScoresAsLibTorchDoesWithOneLevelOrOddSize) {
  HeadOptions head;
  head.levels = {8};
  expect_parity("efficientnet-lite0", head);
  const TemporaryFolder folder;
  auto checkpoint = random_checkpoint("efficientnet-lite0", head_with(8, false, 4));
  checkpoint.record.network.size = 75;
  checkpoint.network = std::make_shared<ScoringNetwork>(checkpoint.record.network);
  checkpoint.network->eval();
  EXPECT_LE(export_model(checkpoint, small_text(), {}, folder / "odd.onnx").largest_difference, 1e-4);
}

HeadOptions multi_task(bool separate_outputs) {
  HeadOptions head;
  head.name = "multi-task";
  head.separate_outputs = separate_outputs;
  return head;
}

// Largest difference of any score on a batch of random inputs.
double difference_at(ScoringNetwork& network, Scorer& scorer, int batch) {
  const torch::NoGradGuard no_grad;
  const auto size = scorer.card().input.size;
  auto inputs = torch::randn({batch, 3, size.height, size.width});
  const int shape[] = {batch, 3, size.height, size.width};
  const auto scores = scorer.score_tensor(cv::Mat(4, shape, CV_32F, inputs.data_ptr<float>()));
  const auto expected = network.forward(inputs);
  // A head at its ends would agree whatever the backbone does.
  EXPECT_GT(expected.min().item<double>(), 0.001);
  EXPECT_LT(expected.max().item<double>(), 0.999);
  double largest = 0;
  for (int i = 0; i < batch; ++i)
    for (std::size_t task = 0; task < 2; ++task)
      largest = std::max(largest, std::abs(expected[i][static_cast<std::int64_t>(task)].item<double>() -
                                           scores[static_cast<std::size_t>(i)].value(task)));
  return largest;
}

TEST(ExportModel, EveryBackboneAgreesAtBatchOneAndFour) {
  for (const auto* backbone :
       {"efficientnet-lite0", "mobilenet-v2", "resnet-18", "resnet-50", "squeezenet1-1", "vgg16"}) {
    SCOPED_TRACE(backbone);
    const TemporaryFolder folder;
    const auto checkpoint = random_checkpoint(backbone, multi_task(false));
    export_model(checkpoint, small_text(), {}, folder / "net.onnx");
    for (const int batch : {1, 4}) {
      Scorer scorer(folder / "net.onnx", Device::cpu, batch);
      EXPECT_LE(difference_at(*checkpoint.network, scorer, batch), 1e-4) << batch;
    }
  }
}

// What add-flawless makes: a hidden layer on clamped features, beside a linear path.
TEST(ExportModel, ClampedFeaturesAgreeOnEveryProcessorDevice) {
  auto head = head_with(16, true, 5);
  head.limit = 0.8;
  const TemporaryFolder folder;
  const auto checkpoint = random_checkpoint("efficientnet-lite0", head);
  EXPECT_LE(export_model(checkpoint, small_text(), {}, folder / "net.onnx").largest_difference,
            largest_allowed_difference);
  for (const auto device : {Device::cpu, Device::cpu_onednn})
    for (const int batch : {1, 4}) {
      Scorer scorer(folder / "net.onnx", device, batch);
      EXPECT_EQ(scorer.active_device(), device);
      EXPECT_LE(difference_at(*checkpoint.network, scorer, batch), 1e-4) << batch;
    }
}

TEST(ExportModel, SeparateOutputsAgreeToo) {
  expect_parity("squeezenet1-1", multi_task(true));
}

TEST(ExportModel, ScoresThatAreMeansOfDistributionsAgreeToo) {
  expect_parity("squeezenet1-1", head_with(0, true, -1), {7, 0});
  expect_parity("squeezenet1-1", head_with(16, true, -1), {0, 10});
  expect_parity("squeezenet1-1", multi_task(false), {5, 2});
}

TEST(ExportModel, WritesACardThatTheScorerTakes) {
  const TemporaryFolder folder;
  auto checkpoint = random_checkpoint("squeezenet1-1", head_with(16, false, 5));
  MeasuredFigure figure;
  figure.task = "overall";
  figure.data_set = "drawn";
  figure.protocol = "none";
  figure.images = 60;
  figure.srcc = 0.25;
  checkpoint.record.figures = {figure};
  export_model(checkpoint, small_text(), {}, folder / "small.onnx");
  const Scorer scorer(folder / "small.onnx");
  const auto& card = scorer.card();
  EXPECT_EQ(card.task_names(), (std::vector<std::string>{"overall", "top"}));
  EXPECT_EQ(card.outputs[0].tasks[0].label_highest, 7);
  EXPECT_EQ(card.outputs[0].tasks[0].one_means, "yes");
  EXPECT_EQ(card.provenance.data_sets.at(0).images, 60);
  EXPECT_EQ(card.provenance.figures.at(0).srcc, 0.25);
  EXPECT_EQ(card.choice.at(1).task, "top");
  EXPECT_EQ(card.choice.at(1).weight, 0.75);
  const auto devices = available_devices();
  const auto bfloat16 = std::find(devices.begin(), devices.end(), Device::cpu_onednn_bf16);
  ASSERT_EQ(card.bfloat16.has_value(), bfloat16 != devices.end());
  EXPECT_EQ(card.bfloat16.value_or(Bfloat16Agreement{128, 0, 1}).pictures, 128);
  EXPECT_EQ(card.network_sha256, sha256(read_file(folder / "small.onnx")));
  // Nothing but the two files is left.
  EXPECT_FALSE(std::filesystem::exists(folder / "small.onnx.part"));
}

TEST(ExportModel, SaysWhichTextIsMissing) {
  const TemporaryFolder folder;
  const auto checkpoint = random_checkpoint("squeezenet1-1", head_with(16, false, 5));
  auto text = small_text();
  text.tasks.erase("top");
  expect_error(ErrorKind::bad_data, {"tasks", "top"},
               [&] { export_model(checkpoint, text, {}, folder / "s.onnx"); });
  text = small_text();
  text.data_sets.clear();
  expect_error(ErrorKind::bad_data, {"data_sets", "drawn"},
               [&] { export_model(checkpoint, text, {}, folder / "s.onnx"); });
  EXPECT_FALSE(std::filesystem::exists(folder / "s.onnx"));
  EXPECT_FALSE(std::filesystem::exists(folder / "s.onnx.part"));
}

TEST(ExportModel, RefusesAnUnusableName) {
  const TemporaryFolder folder;
  const auto checkpoint = random_checkpoint("squeezenet1-1", head_with(16, false, 5));
  expect_error(ErrorKind::bad_data, {"s.pb", ".onnx"},
               [&] { export_model(checkpoint, small_text(), {}, folder / "s.pb"); });
  write_file(folder / "file", "");
  expect_error(ErrorKind::unreadable, {"s.onnx", "cannot be written"},
               [&] { export_model(checkpoint, small_text(), {}, folder / "file/s.onnx"); });
}

TEST(CardText, NamesTheFieldThatIsWrong) {
  const TemporaryFolder folder;
  const auto file = folder / "card.json";
  expect_error(ErrorKind::not_found, {"card.json", "no such file"}, [&] { read_card_text(file); });
  write_file(file, "{");
  expect_error(ErrorKind::bad_data, {"card.json", "not a JSON object"}, [&] { read_card_text(file); });
  write_file(file, R"({"architecture": "a"})");
  expect_error(ErrorKind::bad_data, {"card.json", "name: missing"}, [&] { read_card_text(file); });
  write_file(file, R"({"name": 3})");
  expect_error(ErrorKind::bad_data, {"card.json", "name: of another type"}, [&] { read_card_text(file); });
}

TEST(CardText, ReadsTheOneThatShips) {
  const auto text = read_card_text(std::filesystem::path(AESTHETIC_RECIPES) / "aesthetic-lite.card.json");
  EXPECT_EQ(text.name, "aesthetic-lite");
  for (const auto* task : {"overall", "quality", "rule_of_thirds", "simplicity", "flawless"})
    EXPECT_TRUE(text.tasks.count(task));
  for (const auto* set : {"oasis_beauty", "biq2021", "avt_composition"})
    EXPECT_TRUE(text.data_sets.count(set));
}

}  // namespace
}  // namespace aesthetic::training
