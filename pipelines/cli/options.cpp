// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include <iostream>
#include <utility>

#include "aesthetic/error.hpp"
#include "cli/help_text.hpp"
#include "cli/text.hpp"
#include "score_weights.hpp"

namespace aesthetic {

namespace po = boost::program_options;

CommandLine::CommandLine(std::string usage, std::string summary)
    : usage_(std::move(usage)), summary_(std::move(summary)) {
  options_.add_options()("help", "print this");
}

void CommandLine::add_model_options() {
  options_.add_options()(
      "model", po::value<std::string>()->value_name("FILE"),
      "the network, NAME.onnx with its card NAME.json beside it (default: the one that ships)")(
      "device", po::value<std::string>()->default_value("auto")->value_name("NAME"),
      "auto, cpu, cpu-onednn, cpu-onednn-bf16, cpu-onednn-int8, cuda or cuda-fp16")(
      "threads", po::value<int>()->default_value(0)->value_name("N")->notifier(within("threads", 0, 1024)),
      "most threads that share a picture on the devices cpu-onednn..., one for every 100 million\n"
      "multiply-adds of the network (0: as many as the cores that may be used)")(
      "batch-size",
      po::value<int>()->default_value(0)->value_name("N")->notifier(within("batch-size", 0, 1024)),
      "pictures that the network takes at a time (0: 16 on CUDA, 1 on a processor, which gains\n"
      "nothing from more)");
}

void CommandLine::add_by_option() {
  options_.add_options()("by", po::value<std::string>()->value_name("SCORE"),
                         "what is best: overall, an attribute, or weights as in overall=0.7,quality=0.3\n"
                         "(default: as the model's card says, else overall)");
}

void CommandLine::add_interval_option() {
  constexpr int highest = 1'000'000;
  options_.add_options()(
      "interval",
      po::value<int>()->default_value(1)->value_name("N")->notifier(within("interval", 1, highest)),
      "score every N-th frame of a video");
}

void CommandLine::add_files(const std::string& what, int most) {
  files_name_ = what;
  options_.add_options()(what.c_str(), po::value<std::vector<std::string>>()->value_name("FILE"), "");
  positions_.add(what.c_str(), most);
}

bool CommandLine::parse(int argc, const char* const* argv) {
  po::store(po::command_line_parser(argc, argv)
                .options(options_)
                .positional(positions_)
                .style(po::command_line_style::default_style & ~po::command_line_style::allow_guessing)
                .run(),
            values_);
  if (values_.count("help") > 0) {
    std::cout << "Usage: " << usage_ << "\n\n"
              << summary_ << "\n\nOptions:\n"
              << options_text(options_, files_name_);
    return false;
  }
  po::notify(values_);
  if (!files_name_.empty() && values_.count(files_name_) == 0)
    throw po::error("no " + files_name_ + " given");
  return true;
}

std::vector<std::string> CommandLine::files() const {
  return value<std::vector<std::string>>(files_name_.c_str());
}

std::filesystem::path CommandLine::model() const {
  return values_.count("model") > 0 ? std::filesystem::path(value<std::string>("model")) : default_model();
}

ModelCard CommandLine::card() const {
  const auto network = model();
  if (!std::filesystem::exists(network))
    throw Error(ErrorKind::not_found, network.string() + ": no such file");
  return read_card(card_path(network));
}

std::string CommandLine::by(const ModelCard& card) const {
  if (values_.count("by") > 0) return value<std::string>("by");
  return text_of(card.choice);
}

Scoring CommandLine::scoring(int interval) const {
  return {model(), device(), interval, value<int>("threads"), value<int>("batch-size")};
}

Device CommandLine::device() const {
  try {
    return parse_device(value<std::string>("device"));
  } catch (const Error& error) {
    throw po::error(error.what());
  }
}

}  // namespace aesthetic
