// SPDX-License-Identifier: MIT
//
// aesthetic quantize: a model that can run in fewer bits, from a model and pictures.
#include "aesthetic/quantize.hpp"

#include <unistd.h>
#include <iostream>

#include "aesthetic/bfloat16.hpp"
#include "aesthetic/device.hpp"
#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/progress.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/silence.hpp"
#include "cli/text.hpp"

namespace aesthetic {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

std::vector<cv::Mat> prepared(const std::vector<std::string>& files, const ModelInput& input) {
  Progress progress(std::cerr, "reading", static_cast<std::int64_t>(files.size()),
                    isatty(STDERR_FILENO) != 0 ? Progress::Style::bar : Progress::Style::silent);
  std::vector<cv::Mat> pictures;
  pictures.reserve(files.size());
  for (const auto& file : files) {
    const cv::Mat picture = [&] {
      const Silence silence;
      return read_picture(file);
    }();
    pictures.push_back(prepare(picture, input));
    progress.update(static_cast<std::int64_t>(pictures.size()));
  }
  progress.finish();
  return pictures;
}

// The card for a precision, and what to say of it.
struct Prepared {
  ModelCard card;
  std::string said;
};

Prepared in_int8(const fs::path& model, const std::vector<cv::Mat>& pictures) {
  auto card = quantize(model, pictures);
  const auto& int8 = *card.int8;
  auto said = std::to_string(int8.ranges.size()) + " tensors in 8 bits, calibrated on " +
              std::to_string(int8.pictures) + " pictures; scores of " + std::to_string(int8.held_out) +
              " others differ by at most " + fixed_text(int8.greatest_difference, 4) + " from float32";
  return {std::move(card), std::move(said)};
}

Prepared in_bfloat16(const fs::path& model, const std::vector<cv::Mat>& pictures) {
  resolve(Device::cpu_onednn_bf16);
  auto card = read_card(card_path(model));
  card.bfloat16 = measure_bfloat16(model, pictures);
  if (!card.bfloat16) throw Error(ErrorKind::failed, model.string() + ": oneDNN runs nothing of the network");
  auto said = "in bfloat16 scores of " + std::to_string(card.bfloat16->pictures) +
              " pictures differ by at most " + fixed_text(card.bfloat16->greatest_difference, 4) +
              " from float32, and their order has an SRCC of at least " +
              fixed_text(card.bfloat16->least_srcc, 4);
  return {std::move(card), std::move(said)};
}

}  // namespace

int run_quantize(int argc, const char* const* argv) {
  CommandLine line(
      "aesthetic quantize MODEL.onnx PICTURE... -o NEW.onnx",
      "Prepares a model for fewer bits: copies it to NEW.onnx with a card NEW.json.\n"
      "int8, for --device cpu-onednn-int8: the card holds the ranges of the tensors on the pictures.\n"
      "Every fourth picture is held out; where a score of those differs by more than 0.02 from\n"
      "float32, nothing is written.\n"
      "bfloat16: the card tells how scores of the pictures, and of made-up scenes, agree with float32.\n"
      "--device auto goes by that: it takes bfloat16 where none differs by more than 0.01 and their\n"
      "order has an SRCC of 0.999. int8 tells it too.");
  line.options().add_options()("output,o", po::value<std::string>()->required()->value_name("NEW.onnx"),
                               "the model to write")(
      "precision", po::value<std::string>()->default_value("int8")->value_name("int8|bfloat16"),
      "what it is prepared for");
  line.add_files("file", -1);
  if (!line.parse(argc, argv)) return 0;
  auto files = line.files();
  const fs::path model = files.front();
  files.erase(files.begin());
  const fs::path made = line.value<std::string>("output");
  if (made.extension() != ".onnx") throw po::error("--output must end in .onnx");
  std::error_code fault;
  if (fs::equivalent(model, made, fault)) throw po::error("--output is the model itself");

  const auto precision = line.value<std::string>("precision");
  if (precision != "int8" && precision != "bfloat16") throw po::error("--precision must be int8 or bfloat16");

  const auto pictures = prepared(files, read_card(card_path(model)).input);
  auto [card, said] = precision == "int8" ? in_int8(model, pictures) : in_bfloat16(model, pictures);
  card.network_file = made.filename().string();
  const auto bytes = read_file(model);
  write_file(made, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  write_card(card, card_path(made));
  std::cout << made.string() << ": " << said << '\n';
  return 0;
}

}  // namespace aesthetic
