// SPDX-License-Identifier: MIT
//
// What the subcommands' options have in common.
//
//   CommandLine line("aesthetic best VIDEO [options]", "Picks the best frames of a video.");
//   line.add_model_options();
//   line.options().add_options()("quiet", "print no progress");
//   line.add_files("video", 1);
//   if (!line.parse(argc, argv)) return 0;  // --help was printed
//   VideoReader reader(line.files().front(), line.scoring());
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "aesthetic/device.hpp"
#include "aesthetic/model_card.hpp"
#include "reading/scoring.hpp"

namespace aesthetic {

class CommandLine {
 public:
  CommandLine(std::string usage, std::string summary);

  boost::program_options::options_description& options() { return options_; }

  // --model, --device, --threads and --batch-size.
  void add_model_options();
  // --by.
  void add_by_option();
  // --interval.
  void add_interval_option();
  // Arguments that are file names: at least one, at most `most` (-1 for any number). `what` names them.
  void add_files(const std::string& what, int most);

  // False when --help was asked for and printed. Throws boost::program_options::error.
  bool parse(int argc, const char* const* argv);

  const boost::program_options::variables_map& values() const { return values_; }
  template <typename T>
  const T& value(const char* name) const {
    return values_[name].as<T>();
  }
  std::vector<std::string> files() const;
  std::filesystem::path model() const;
  // Of the model. Throws Error, not_found by the model's own name where that is missing.
  ModelCard card() const;
  // What frames are compared by: --by, else what the card says.
  std::string by(const ModelCard& card) const;
  int interval() const { return value<int>("interval"); }
  // What the options of the model say.
  Scoring scoring(int interval = 1) const;

 private:
  Device device() const;

  std::string usage_;
  std::string summary_;
  std::string files_name_;
  boost::program_options::options_description options_{"Options"};
  boost::program_options::positional_options_description positions_;
  boost::program_options::variables_map values_;
};

// A notifier for options: throws boost::program_options::error when the value is outside lowest..highest.
template <typename T>
auto within(const char* name, T lowest, T highest) {
  return [=](const T& value) {
    if (!(value >= lowest && value <= highest))
      throw boost::program_options::error("--" + std::string(name) + " must be " + std::to_string(lowest) +
                                          " to " + std::to_string(highest));
  };
}

}  // namespace aesthetic
