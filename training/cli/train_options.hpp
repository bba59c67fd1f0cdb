// SPDX-License-Identifier: MIT
//
// Everything a training run can be told, from the command line and from a recipe: an INI file with the same
// names.
//
//   aesthetic-train train --recipe aesthetic-lite.ini --data data --weights lite0.pth --out run --seed 2
#pragma once

#include <boost/program_options/options_description.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/corpus_options.hpp"
#include "networks/scoring_network.hpp"
#include "trainer/trainer.hpp"

namespace aesthetic::training {

struct TrainOptions {
  CorpusOptions corpus;
  std::filesystem::path recipe;  // empty: none
  std::filesystem::path out;
  std::filesystem::path weights;   // "random": none
  std::filesystem::path features;  // folder of kept frozen features; empty: not kept
  NetworkOptions network;          // its number of tasks is left open
  Phase head_phase, tune_phase;
  int tune_from = 0;                      // first stage that is fine-tuned
  std::vector<std::string> repeats;       // DATA_SET=TIMES
  std::vector<std::string> task_weights;  // TASK=WEIGHT
  double ridge = 0, consistency = 0;      // see TrainerOptions
  double distribution_weight = 0;
  double save_every = 0;  // seconds; 0: never
  long long seed = 1;
  int folds = 5;
  bool final = true;  // whether a network is trained on all folds and kept
  int workers = 2;
  int threads = 0;
  torch::Device device = torch::kCPU;
  Precision precision = Precision::float32;

  bool random_weights() const { return weights == "random"; }
};

// For --help.
boost::program_options::options_description train_option_texts();

// Those that describe the network alone, for other commands, and what they say but for the number of tasks.
// Throws Error(bad_data) naming the option with a wrong value.
boost::program_options::options_description network_option_texts();
NetworkOptions read_network_options(const boost::program_options::variables_map& values);

// "cpu", "cuda", "auto". Throws Error: bad_data for another name, no_device for cuda where there is none.
torch::Device choose_device(const std::string& name);

// "auto", "float32", "bfloat16". Throws Error: bad_data for another name, no_device for bfloat16 where the
// device does not compute with it.
Precision choose_precision(const std::string& name, torch::Device device);

// Throws boost::program_options::error for a wrong use, Error for a recipe that cannot be read or a wrong
// value.
TrainOptions parse_train_options(const std::vector<std::string>& arguments);

// `texts`: NAME=NUMBER; a number for each of `names`, 1 where it has none. Throws Error(bad_data), naming the
// option, for a name that is not there or a number below `lowest`.
std::vector<double> numbers_by_name(const std::string& option, const std::vector<std::string>& texts,
                                    const std::vector<std::string>& names, double lowest);

}  // namespace aesthetic::training
