// SPDX-License-Identifier: MIT
#include "cli/train_options.hpp"

#include <torch/cuda.h>

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>
#include <boost/program_options.hpp>
#include <cmath>
#include <fstream>

#include "aesthetic/error.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;

namespace {

po::options_description place_options() {
  po::options_description options("Where things are");
  options.add_options()("help", "this text")("recipe", po::value<std::string>(),
                                             "INI file with any of these options")(
      "weights", po::value<std::string>()->required(),
      "pretrained weights of the backbone; random: none, the seed's random ones")(
      "out", po::value<std::string>()->required(), "folder for checkpoint, predictions and figures")(
      "features", po::value<std::string>()->default_value(""),
      "folder that keeps what the frozen stages give (gigabytes), for the next run; nothing is kept");
  add_corpus_options(options);
  return options;
}

po::options_description network_options() {
  po::options_description options("The network");
  options.add_options()("backbone", po::value<std::string>()->default_value("efficientnet-lite0"),
                        "efficientnet-lite0, mobilenet-v2, resnet-18, resnet-50, squeezenet1-1 or vgg16")(
      "size", po::value<int>()->default_value(192), "width and height of the input picture, pixels")(
      "darkest", po::value<int>()->default_value(0), "darker pixels count as this, 0..255")(
      "brightest", po::value<int>()->default_value(255), "brighter pixels count as this, 0..255")(
      "head", po::value<std::string>()->default_value("multi-level"),
      "multi-level: averages of several stages; multi-task: the head of Soydaner and Wagemans 2023")(
      "units", po::value<std::string>()->default_value("128,64"),
      "units of the hidden layers of the head multi-task")(
      "separate-outputs", po::value<bool>()->default_value(false),
      "an output layer for each task in the head multi-task")(
      "levels", po::value<std::string>(),
      "stages whose averages the head reads, as 2,3,4; all but the first two")(
      "square-levels", po::value<std::string>(), "stages whose averages of squares it reads, as 2,3,4; none")(
      "grid-stage", po::value<int>()->default_value(-1), "stage whose 3x3 grid of averages the head reads")(
      "hidden", po::value<std::int64_t>()->default_value(128),
      "units of the head's hidden layer; 0: linear head")("dropout", po::value<double>()->default_value(0.5),
                                                          "of the last hidden layer and the linear path")(
      "feature-dropout", po::value<double>()->default_value(0.0), "of the features before the hidden layer")(
      "direct", po::value<bool>()->default_value(false), "a linear path beside the hidden layer");
  return options;
}

po::options_description training_options() {
  po::options_description options("The training");
  options.add_options()("seed", po::value<long long>()->default_value(1), "of everything that is random")(
      "folds", po::value<int>()->default_value(5), "how many of the five folds to cross-validate; 0: none")(
      "final", po::value<bool>()->default_value(true),
      "train the network that is kept, on the pictures of all folds; false: the folds alone, for a study")(
      "repeat", po::value<std::vector<std::string>>(), "DATA_SET=TIMES an epoch shows it")(
      "weight", po::value<std::vector<std::string>>(), "TASK=WEIGHT in the loss")(
      "patience", po::value<int>()->default_value(0),
      "epochs with a worse validation loss in a row before a phase ends with the last state that was not; 0: "
      "all epochs, last state")(
      "tolerance", po::value<double>()->default_value(0.0),
      "share by which a validation loss may be above the lowest without being worse")(
      "average", po::value<double>()->default_value(0.0),
      "decay of the moving average of the weights; 0: none")(
      "batch", po::value<std::int64_t>()->default_value(128), "pictures a step, head alone")(
      "distribution", po::value<std::vector<std::string>>(),
      "TASK=COLUMN,COLUMN,...: learn how the raters of the task spread over their scores, from the columns "
      "of its table with how many gave each, the lowest score first; TASK alone for a data set that has "
      "distributions (ava); the score is then the distribution's mean")(
      "distribution-weight", po::value<double>()->default_value(1.0),
      "of the squared earth mover's distance of such tasks beside the squared error of their means")(
      "ridge", po::value<double>()->default_value(0.0),
      "start the head's linear path by ridge regression with this penalty a feature; 0: at nothing")(
      "consistency", po::value<double>()->default_value(0.0),
      "weight of the squared difference between the scores of a still and of a frame of a video")(
      "head-epochs", po::value<int>()->default_value(20), "of the head alone, backbone frozen")(
      "head-learning-rate", po::value<double>()->default_value(1e-3), "at first")(
      "head-schedule", po::value<std::string>()->default_value("cosine"),
      "of the learning rate of the head alone: cosine, constant or steps")(
      "tune-schedule", po::value<std::string>()->default_value("cosine"), "the same for the fine-tuning")(
      "decay-steps", po::value<std::int64_t>()->default_value(125),
      "steps after which the schedule steps lowers the learning rate")(
      "decay-rate", po::value<double>()->default_value(0.5), "what it is then multiplied by")(
      "weight-decay", po::value<double>()->default_value(0.01), "decoupled, of everything")(
      "tune-from", po::value<std::string>()->default_value("6"),
      "first stage of the backbone that is fine-tuned: its number or name")(
      "tune-to", po::value<std::string>(), "last stage that is fine-tuned; the last one")(
      "tune-epochs", po::value<int>()->default_value(0), "of the fine-tuning; 0: none")(
      "tune-batch", po::value<std::int64_t>()->default_value(32), "pictures a step, fine-tuning")(
      "tune-learning-rate", po::value<double>()->default_value(1e-4), "of the backbone's last stages")(
      "tune-head-learning-rate", po::value<double>()->default_value(1e-4), "of the head in the fine-tuning")(
      "workers", po::value<int>()->default_value(2), "threads that read pictures")(
      "threads", po::value<int>()->default_value(0), "threads that compute; 0: as many as cores")(
      "device", po::value<std::string>()->default_value("auto"),
      "where the network learns: cpu, cuda, or auto: cuda where LibTorch has it")(
      "precision", po::value<std::string>()->default_value("auto"),
      "of the frozen stages, on a GPU of the whole backbone: float32, bfloat16, or auto: bfloat16 on a GPU "
      "and where the processor has AVX512-BF16 or AMX, which is faster")(
      "save-every", po::value<double>()->default_value(300),
      "seconds after which the state of the training is saved in "
      "--out; after a kill the same command goes on "
      "from there, with the same result; 0: never");
  return options;
}

po::variables_map read_values(const std::vector<std::string>& arguments) {
  const auto options = train_option_texts();
  po::variables_map values;
  po::store(po::command_line_parser(arguments).options(options).positional({}).run(), values);
  if (values.count("recipe") > 0) {
    const auto& recipe = values["recipe"].as<std::string>();
    std::ifstream stream(recipe);
    if (!stream) throw Error(ErrorKind::not_found, recipe + ": no such file");
    try {
      auto from_recipe = po::parse_config_file(stream, options);
      drop_replaced_source(values, from_recipe);
      po::store(from_recipe, values);
    } catch (const po::error& fault) {
      throw Error(ErrorKind::bad_data, recipe + ": " + fault.what());
    }
  }
  po::notify(values);
  return values;
}

void require(bool holds, const std::string& option, const std::string& what) {
  if (!holds) throw Error(ErrorKind::bad_data, option + ": must be " + what);
}

// Numbers as 2,3,4; `what` they are, for people.
template <typename Number>
std::vector<Number> parse_numbers(const std::string& option, const std::string& text,
                                  const std::string& what) {
  std::vector<Number> numbers;
  std::vector<std::string> parts;
  boost::split(parts, text, boost::is_any_of(","));
  for (const auto& part : parts) {
    Number number = 0;
    if (!boost::conversion::try_lexical_convert(part, number))
      throw Error(ErrorKind::bad_data, option + ": \"" + part + "\" is not " + what);
    numbers.push_back(number);
  }
  return numbers;
}

std::vector<int> parse_levels(const std::string& option, const std::string& text) {
  return parse_numbers<int>(option, text, "a stage's number");
}

Schedule parse_schedule(const std::string& option, const std::string& name) {
  if (name == "cosine") return Schedule::cosine;
  if (name == "constant") return Schedule::constant;
  require(name == "steps", option, "cosine, constant or steps");
  return Schedule::steps;
}

NetworkOptions network_of(const po::variables_map& values) {
  NetworkOptions network;
  network.backbone = values["backbone"].as<std::string>();
  network.size = values["size"].as<int>();
  network.darkest = values["darkest"].as<int>();
  network.brightest = values["brightest"].as<int>();
  if (values.count("levels") > 0) {
    network.head.levels = parse_levels("levels", values["levels"].as<std::string>());
  } else {
    for (int stage = 2; stage < make_backbone(network.backbone)->stage_count(); ++stage)
      network.head.levels.push_back(stage);
  }
  if (values.count("square-levels") > 0)
    network.head.square_levels = parse_levels("square-levels", values["square-levels"].as<std::string>());
  network.head.grid_stage = values["grid-stage"].as<int>();
  network.head.hidden = values["hidden"].as<std::int64_t>();
  network.head.dropout = values["dropout"].as<double>();
  network.head.feature_dropout = values["feature-dropout"].as<double>();
  network.head.direct = values["direct"].as<bool>();
  network.head.name = values["head"].as<std::string>();
  network.head.units =
      parse_numbers<std::int64_t>("units", values["units"].as<std::string>(), "a number of units");
  network.head.separate_outputs = values["separate-outputs"].as<bool>();
  require(network.size >= 32 && network.size <= 1024, "size", "32 to 1024");
  require(network.darkest >= 0 && network.darkest < network.brightest && network.brightest <= 255,
          "darkest, brightest", "0 to 255, one below the other");
  require(network.head.hidden >= 0, "hidden", "0 or more");
  for (const auto units : network.head.units) require(units > 0, "units", "above 0");
  require(network.head.dropout >= 0 && network.head.dropout < 1, "dropout", "0 or more and below 1");
  require(network.head.feature_dropout >= 0 && network.head.feature_dropout < 1, "feature-dropout",
          "0 or more and below 1");
  return network;
}

void require_sound(const Phase& phase) {
  require(phase.epochs >= 0, phase.name + "-epochs", "0 or more");
  require(phase.batch > 0, "batch, tune-batch", "above 0");
  require(phase.head_learning_rate >= 0 && phase.backbone_learning_rate >= 0, "learning rates", "0 or more");
  require(phase.decay_steps > 0, "decay-steps", "above 0");
  require(phase.decay_rate > 0 && phase.decay_rate <= 1, "decay-rate", "above 0 and at most 1");
  require(phase.average >= 0 && phase.average < 1, "average", "0 or more and below 1");
  require(phase.patience >= 0, "patience", "0 or more");
  require(phase.tolerance >= 0 && phase.tolerance < 1, "tolerance", "0 or more and below 1");
  require(phase.weight_decay >= 0, "weight-decay", "0 or more");
}

void read_phases(const po::variables_map& values, TrainOptions& options) {
  auto& head = options.head_phase;
  head.name = "head";
  head.epochs = values["head-epochs"].as<int>();
  head.patience = values["patience"].as<int>();
  head.tolerance = values["tolerance"].as<double>();
  head.batch = values["batch"].as<std::int64_t>();
  head.head_learning_rate = values["head-learning-rate"].as<double>();
  head.schedule = parse_schedule("head-schedule", values["head-schedule"].as<std::string>());
  head.decay_steps = values["decay-steps"].as<std::int64_t>();
  head.decay_rate = values["decay-rate"].as<double>();
  head.weight_decay = values["weight-decay"].as<double>();
  head.average = values["average"].as<double>();

  auto& tune = options.tune_phase;
  tune = head;
  tune.name = "tune";
  tune.tune_backbone = true;
  tune.epochs = values["tune-epochs"].as<int>();
  tune.batch = values["tune-batch"].as<std::int64_t>();
  tune.schedule = parse_schedule("tune-schedule", values["tune-schedule"].as<std::string>());
  tune.head_learning_rate = values["tune-head-learning-rate"].as<double>();
  tune.backbone_learning_rate = values["tune-learning-rate"].as<double>();
  require_sound(head);
  require_sound(tune);
  const auto backbone = make_backbone(options.network.backbone);
  const int stages = backbone->stage_count();
  // Without fine-tuning no activations need to be kept.
  options.tune_from = tune.epochs > 0 ? backbone->stage_of(values["tune-from"].as<std::string>()) : stages;
  require(options.tune_from >= 1, "tune-from", "a stage from 1 to " + std::to_string(stages - 1));
  if (tune.epochs > 0 && values.count("tune-to") > 0) {
    tune.last_tuned = backbone->stage_of(values["tune-to"].as<std::string>());
    require(tune.last_tuned >= options.tune_from, "tune-to", "tune-from or a later stage");
  }
}

}  // namespace

po::options_description network_option_texts() {
  return network_options();
}

NetworkOptions read_network_options(const po::variables_map& values) {
  return network_of(values);
}

po::options_description train_option_texts() {
  po::options_description options("aesthetic-train train: trains a network on rated pictures");
  options.add(place_options()).add(network_options()).add(training_options());
  return options;
}

torch::Device choose_device(const std::string& name) {
  const bool has_cuda = torch::cuda::is_available();
  if (name == "cpu" || (name == "auto" && !has_cuda)) return torch::kCPU;
  if (name != "cuda" && name != "auto")
    throw Error(ErrorKind::bad_data, "--device " + name + ": expected auto, cpu or cuda");
  if (!has_cuda)
    throw Error(ErrorKind::no_device,
                "--device cuda: this LibTorch has no CUDA, or there is no GPU (Debian's has none, PyTorch's "
                "wheel has)");
  return torch::kCUDA;
}

Precision choose_precision(const std::string& name, torch::Device device) {
  const bool is_fast = !device.is_cpu() || cpu_has_bfloat16();
  if (name == "float32" || (name == "auto" && !is_fast)) return Precision::float32;
  if (name != "bfloat16" && name != "auto")
    throw Error(ErrorKind::bad_data, "--precision " + name + ": expected auto, float32 or bfloat16");
  if (!is_fast)
    throw Error(ErrorKind::no_device,
                "--precision bfloat16: this processor has neither AVX512-BF16 nor AMX and would be slower");
  return Precision::bfloat16;
}

TrainOptions parse_train_options(const std::vector<std::string>& arguments) {
  const auto values = read_values(arguments);
  TrainOptions options;
  options.corpus = corpus_options(values);
  options.weights = values["weights"].as<std::string>();
  options.out = values["out"].as<std::string>();
  options.features = values["features"].as<std::string>();
  const auto& corpus = options.corpus;
  require(corpus.ratings.empty() || corpus.ratings.front().task == "overall", "ratings",
          "of the task overall first");
  require(corpus.tasks.empty() || corpus.tasks.front() == "overall", "tasks", "overall first");
  options.network = network_of(values);
  read_phases(values, options);
  if (values.count("repeat") > 0) options.repeats = values["repeat"].as<std::vector<std::string>>();
  if (values.count("weight") > 0) options.task_weights = values["weight"].as<std::vector<std::string>>();
  if (values.count("recipe") > 0) options.recipe = values["recipe"].as<std::string>();
  if (values.count("distribution") > 0)
    options.corpus.distributions = values["distribution"].as<std::vector<std::string>>();
  options.distribution_weight = values["distribution-weight"].as<double>();
  options.save_every = values["save-every"].as<double>();
  options.ridge = values["ridge"].as<double>();
  options.consistency = values["consistency"].as<double>();
  options.seed = values["seed"].as<long long>();
  options.folds = values["folds"].as<int>();
  options.final = values["final"].as<bool>();
  options.workers = values["workers"].as<int>();
  options.threads = values["threads"].as<int>();
  options.device = choose_device(values["device"].as<std::string>());
  options.precision = choose_precision(values["precision"].as<std::string>(), options.device);
  require(options.distribution_weight >= 0, "distribution-weight", "0 or more");
  require(options.save_every >= 0, "save-every", "0 or more");
  require(options.ridge >= 0, "ridge", "0 or more");
  require(options.consistency >= 0, "consistency", "0 or more");
  require(options.folds >= 0 && options.folds <= 5, "folds", "0 to 5");
  require(options.final || options.folds > 0, "final", "true without folds");
  require(corpus.validation_share > 0 || options.head_phase.patience == 0, "patience",
          "0 without validation pictures");
  require(options.workers >= 0 && options.workers <= 64, "workers", "0 to 64");
  require(options.threads >= 0 && options.threads <= 256, "threads", "0 to 256");
  return options;
}

std::vector<double> numbers_by_name(const std::string& option, const std::vector<std::string>& texts,
                                    const std::vector<std::string>& names, double lowest) {
  std::vector<double> numbers(names.size(), 1);
  for (const auto& text : texts) {
    const auto equals = text.find('=');
    const auto name = std::find(names.begin(), names.end(), text.substr(0, equals));
    double number = 0;
    if (equals == std::string::npos || name == names.end() ||
        !boost::conversion::try_lexical_convert(text.substr(equals + 1), number) || !std::isfinite(number) ||
        number < lowest)
      throw Error(ErrorKind::bad_data,
                  option + ": \"" + text + "\": expected NAME=NUMBER with a name in use");
    numbers[static_cast<std::size_t>(name - names.begin())] = number;
  }
  return numbers;
}

}  // namespace aesthetic::training
