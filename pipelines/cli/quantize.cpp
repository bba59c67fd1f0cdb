// SPDX-License-Identifier: MIT
//
// aesthetic quantize: a model that can run in 8 bits, from a model and pictures.
#include "aesthetic/quantize.hpp"

#include <unistd.h>
#include <iostream>

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

}  // namespace

int run_quantize(int argc, const char* const* argv) {
  CommandLine line(
      "aesthetic quantize MODEL.onnx PICTURE... -o NEW.onnx",
      "Prepares a model for --device cpu-onednn-int8: copies it to NEW.onnx with a card NEW.json that\n"
      "holds the ranges of its tensors on the pictures. Every fourth picture is held out; where a\n"
      "score of those differs by more than 0.02 from float32, nothing is written.");
  line.options().add_options()("output,o", po::value<std::string>()->required()->value_name("NEW.onnx"),
                               "the model to write");
  line.add_files("file", -1);
  if (!line.parse(argc, argv)) return 0;
  auto files = line.files();
  const fs::path model = files.front();
  files.erase(files.begin());
  const fs::path made = line.value<std::string>("output");
  if (made.extension() != ".onnx") throw po::error("--output must end in .onnx");
  std::error_code fault;
  if (fs::equivalent(model, made, fault)) throw po::error("--output is the model itself");

  const auto pictures = prepared(files, read_card(card_path(model)).input);
  auto card = quantize(model, pictures);
  card.network_file = made.filename().string();
  const auto bytes = read_file(model);
  write_file(made, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  write_card(card, card_path(made));
  const auto& int8 = *card.int8;
  std::cout << made.string() << ": " << int8.ranges.size() << " tensors in 8 bits, calibrated on "
            << int8.pictures << " pictures; scores of " << int8.held_out << " others differ by at most "
            << fixed_text(int8.greatest_difference, 4) << " from float32\n";
  return 0;
}

}  // namespace aesthetic
