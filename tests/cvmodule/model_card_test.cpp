// SPDX-License-Identifier: MIT
#include "aesthetic/model_card.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

ModelCard full_card() {
  ModelCard card;
  card.name = "full";
  card.network_file = "full.onnx";
  card.network_sha256 = std::string(64, 'a');
  card.input = {"picture", {192, 128}, ChannelOrder::bgr, {103.5, 116.25, 123.75}, 0.0078125, 12, 250};
  card.outputs = {{"scores", {{"overall", 1, 7, "ugly \"to all\"", "beautiful"}, {"quality", 0, 1, "", ""}}}};
  card.provenance = {"net", {{"set", "source", "terms", 594, "104 to 368"}}, "command", 7, {}, {}};
  card.provenance.figures = {{"overall", "set", "held out", 594, 0.75, -0.125}};
  card.provenance.trials = {{"other net", {{"overall", "set", "held out", 594, 0.5, 0.5}}}};
  card.licence = "MIT";
  card.limits = {"One.", "Two."};
  card.choice = {{"quality", 0.75}, {"overall", 0.25}};
  card.bfloat16 = {40, 0.0625, 0.9375};
  return card;
}

std::string text_of(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  return {bytes.begin(), bytes.end()};
}

// Writes a whole card with one text replaced and expects the reader to refuse it, naming file, field and
// fault.
void expect_refused(const std::string& from, const std::string& to, const std::vector<std::string>& texts) {
  const test::TemporaryFolder folder;
  const auto file = folder / "card.json";
  write_card(full_card(), file);
  auto text = text_of(file);
  ASSERT_NE(text.find(from), std::string::npos) << from;
  write_file(file, text.replace(text.find(from), from.size(), to));
  auto expected = texts;
  expected.emplace_back("card.json");
  test::expect_error(ErrorKind::bad_model, expected, [&] { read_card(file); });
}

TEST(ModelCard, ReadsBackEveryField) {
  const test::TemporaryFolder folder;
  write_card(full_card(), folder / "card.json");
  const auto card = read_card(folder / "card.json");
  const auto expected = full_card();
  EXPECT_EQ(card.name, expected.name);
  EXPECT_EQ(card.network_file, expected.network_file);
  EXPECT_EQ(card.network_sha256, expected.network_sha256);
  EXPECT_EQ(card.input.tensor, expected.input.tensor);
  EXPECT_EQ(card.input.size, expected.input.size);
  EXPECT_EQ(card.input.channels, expected.input.channels);
  EXPECT_EQ(card.input.mean, expected.input.mean);
  EXPECT_EQ(card.input.scale, expected.input.scale);
  EXPECT_EQ(card.input.darkest, 12);
  EXPECT_EQ(card.input.brightest, 250);
  EXPECT_EQ(card.task_names(), (std::vector<std::string>{"overall", "quality"}));
  EXPECT_EQ(card.outputs[0].tasks[0].zero_means, "ugly \"to all\"");
  EXPECT_EQ(card.outputs[0].tasks[0].label_highest, 7);
  EXPECT_EQ(card.provenance.data_sets[0].images, 594);
  EXPECT_EQ(card.provenance.seed, 7);
  EXPECT_EQ(card.provenance.figures[0].plcc, -0.125);
  EXPECT_EQ(card.provenance.trials[0].figures[0].srcc, 0.5);
  EXPECT_EQ(card.limits, expected.limits);
  ASSERT_EQ(card.choice.size(), 2U);
  EXPECT_EQ(card.choice[0].task, "quality");
  EXPECT_EQ(card.choice[0].weight, 0.75);
  ASSERT_TRUE(card.bfloat16);
  EXPECT_EQ(card.bfloat16->pictures, 40);
  EXPECT_EQ(card.bfloat16->greatest_difference, 0.0625);
  EXPECT_EQ(card.bfloat16->least_srcc, 0.9375);
  write_card(card, folder / "again.json");
  EXPECT_EQ(text_of(folder / "card.json"), text_of(folder / "again.json"));
}

// Cards made before there were levels.
TEST(ModelCard, LevelsMayBeMissing) {
  const test::TemporaryFolder folder;
  const auto file = folder / "card.json";
  write_card(full_card(), file);
  auto text = text_of(file);
  const auto begin = text.find(',', text.find("0.0078125"));
  text.erase(begin, text.find(']', begin) + 1 - begin);
  write_file(file, text);
  const auto card = read_card(file);
  EXPECT_EQ(card.input.darkest, 0);
  EXPECT_EQ(card.input.brightest, 255);
}

TEST(ModelCard, ChoiceAndPrecisionsMayBeMissing) {
  const test::TemporaryFolder folder;
  auto card = full_card();
  card.choice.clear();
  card.bfloat16.reset();
  write_card(card, folder / "card.json");
  for (const char* field : {"choice", "bfloat16", "int8"})
    EXPECT_EQ(text_of(folder / "card.json").find(field), std::string::npos) << field;
  const auto read = read_card(folder / "card.json");
  EXPECT_TRUE(read.choice.empty());
  EXPECT_FALSE(read.bfloat16);
  EXPECT_FALSE(read.int8);
}

TEST(ModelCard, EachFaultNamesItsField) {
  expect_refused("\"name\": \"full\",", "", {"name", "missing"});
  expect_refused("\"format_version\": 1", "\"format_version\": 2", {"format_version", "expected 1, found 2"});
  expect_refused("\"format_version\": 1", "\"format_version\": \"1\"", {"format_version", "whole number"});
  expect_refused("\"licence\"", "\"license\"", {"licence", "missing"});
  expect_refused("\"licence\": ", "\"colour\": 1, \"licence\": ", {"colour", "unknown field"});
  expect_refused("\"width\": 192", "\"width\": 0", {"input.width", "1..4096"});
  expect_refused("\"width\": 192", "\"width\": 19.5", {"input.width", "whole number"});
  expect_refused("\"bgr\"", "\"grb\"", {"input.channels", "rgb or bgr"});
  expect_refused("\"warp\"", "\"crop\"", {"input.resize", "warp"});
  expect_refused("103.5, ", "", {"input.mean", "three numbers"});
  expect_refused("0.0078125", "-1", {"input.scale", "above 0"});
  expect_refused("[12, 250]", "[250, 12]", {"input.levels", "darkest"});
  expect_refused("[12, 250]", "[12]", {"input.levels", "darkest"});
  expect_refused("\"overall\"", "\"beauty\"", {"outputs[0].tasks[0].name", "overall"});
  expect_refused("\"quality\"", "\"overall\"", {"outputs[0].tasks[1].name", "used twice"});
  expect_refused("\"quality\"", "\"Quality\"", {"outputs[0].tasks[1].name", "lower-case"});
  expect_refused("\"label_highest\": 7", "\"label_highest\": 1", {"tasks[0].label_highest", "label_lowest"});
  expect_refused("full.onnx", "../full.onnx", {"network_file", "without a folder"});
  expect_refused(std::string(64, 'a'), "abc", {"network_sha256", "64"});
  expect_refused("\"overall\": 0.25", "\"beauty\": 0.25", {"choice.beauty", "one of the model's tasks"});
  expect_refused("\"overall\": 0.25", "\"overall\": -1", {"choice.overall", "0 or more"});
  expect_refused("\"overall\": 0.25", "\"overall\": \"1\"", {"choice.overall", "number"});
  expect_refused("\"quality\": 0.75,", "\"quality\": 0, \"overall\": 0 }, \"int8\": {",
                 {"choice", "not all 0"});
  expect_refused("\"choice\": {", "\"choice\": 1, \"int8\": {", {"choice", "JSON object"});
  expect_refused("\"pictures\": 40", "\"pictures\": 0", {"bfloat16.pictures", "number of pictures"});
  expect_refused("0.0625", "-0.0625", {"bfloat16.greatest_difference", "0 or more"});
  expect_refused("0.9375", "1.5", {"bfloat16.least_srcc", "-1..1"});
  expect_refused("0.9375", "1, \"gain\": 2", {"bfloat16.gain", "unknown field"});
  expect_refused("\"srcc\": 0.75", "\"srcc\": 1.5", {"provenance.figures[0].srcc", "-1..1"});
}

TEST(ModelCard, ABrokenFileIsOneClearLine) {
  const test::TemporaryFolder folder;
  test::expect_error(ErrorKind::not_found, {"card.json"}, [&] { read_card(folder / "card.json"); });
  write_file(folder / "card.json", "");
  test::expect_error(ErrorKind::bad_model, {"card.json", "not JSON"},
                     [&] { read_card(folder / "card.json"); });
  write_file(folder / "card.json", "[1, 2]");
  test::expect_error(ErrorKind::bad_model, {"card.json", "expected a JSON object"},
                     [&] { read_card(folder / "card.json"); });
}

TEST(ModelCard, ACardThatCouldNotBeReadIsNotWritten) {
  const test::TemporaryFolder folder;
  auto card = full_card();
  card.outputs.clear();
  test::expect_error(ErrorKind::bad_model, {"outputs"}, [&] { write_card(card, folder / "card.json"); });
  EXPECT_FALSE(std::filesystem::exists(folder / "card.json"));
}

TEST(ModelCard, LiesBesideItsNetwork) {
  EXPECT_EQ(card_path("models/a.b.onnx"), "models/a.b.json");
}

TEST(ModelCard, TheEnvironmentChoosesTheDefaultModel) {
  ASSERT_EQ(setenv("AESTHETIC_MODEL", "/elsewhere/a.onnx", 1), 0);
  EXPECT_EQ(default_model(), "/elsewhere/a.onnx");
  unsetenv("AESTHETIC_MODEL");
  EXPECT_EQ(default_model().filename(), "aesthetic-lite.onnx");
  EXPECT_TRUE(default_model().is_absolute());
}

}  // namespace
}  // namespace aesthetic
