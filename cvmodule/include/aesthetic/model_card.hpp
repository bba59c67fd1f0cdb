// SPDX-License-Identifier: MIT
//
// The model card, NAME.json beside NAME.onnx: the contract between the trainer, which writes it, and the
// Scorer, which reads it. It says how to prepare a picture, what the outputs mean and where the model is
// from.
//
//   aesthetic::ModelCard card = aesthetic::read_card("models/aesthetic-lite.json");
//   std::cout << card.name << ' ' << card.input.size.width << '\n';
//
// Reading is strict: a missing or unknown field, a wrong type or an impossible value is
// Error(bad_model) "FILE: FIELD: what was expected".
#pragma once

#include <array>
#include <filesystem>
#include <opencv2/core/types.hpp>
#include <optional>
#include <string>
#include <vector>

#include "aesthetic/export.hpp"

namespace aesthetic {

enum class ChannelOrder { rgb, bgr };

// What the network takes. A pixel's channel value v in 0..255 enters the network as
// (clamp(v, darkest, brightest) - mean[c]) * scale.
struct ModelInput {
  std::string tensor;  // name in the network
  cv::Size size;       // pixels; the whole frame is warped to it ("resize": "warp")
  ChannelOrder channels = ChannelOrder::rgb;
  std::array<double, 3> mean = {0, 0, 0};  // 0..255, in `channels` order
  double scale = 1;                        // > 0
  // Of nearly black and nearly white, 8-bit video keeps only a few levels, which every converter rounds in
  // its own way; a model may do without them. 0 <= darkest < brightest <= 255.
  int darkest = 0;
  int brightest = 255;
};

// One number the network gives for a picture, in 0..1.
struct Task {
  std::string name;          // "overall", "simplicity"; lower case, digits, '_'
  double label_lowest = 0;   // the label that became 0 in training, in the data set's own units
  double label_highest = 1;  // the label that became 1
  std::string zero_means;    // for people: "ugly to every rater"
  std::string one_means;
};

// One output tensor, shape (N, tasks.size()), already through its sigmoid.
struct ModelOutput {
  std::string tensor;
  std::vector<Task> tasks;
};

// Pictures that the model was trained on, or measured with.
struct DataSet {
  std::string name;
  std::string source;  // citation or address
  std::string terms;   // licence or conditions of use
  int images = 0;
  std::string raters;  // how many people rated, for people: "104 to 368 a picture"
};

// Agreement with people on pictures the training never saw.
struct Figure {
  std::string task;
  std::string data_set;
  std::string protocol;  // "five-fold cross-validation by a hash of the file name"
  int images = 0;
  double srcc = 0;  // Spearman's rank correlation
  double plcc = 0;  // Pearson's correlation
};

// Something else that was tried for this model and what it reached.
struct Trial {
  std::string what;
  std::vector<Figure> figures;
};

// Where a model comes from.
struct Provenance {
  std::string architecture;
  std::vector<DataSet> data_sets;
  std::string command;  // the exact command that trained it
  long long seed = 0;
  std::vector<Figure> figures;
  std::vector<Trial> trials;
};

// The least and the greatest value of a tensor of the network; 0 lies between them.
struct TensorRange {
  std::string tensor;
  double lowest = 0;
  double highest = 0;
};

// How the network runs in int8, as quantize() found it: a convolution whose input is among `ranges` takes it
// as whole numbers of 8 bits in equal steps over its range, weights in 255 equal steps for each channel.
struct Int8Calibration {
  static constexpr int known_format_version = 1;

  int pictures = 0;                // that the ranges come from
  int held_out = 0;                // others, that scores were compared on
  double greatest_difference = 0;  // of a score of those from float32
  std::vector<TensorRange> ranges;
};

// How far the network's scores in bfloat16 are from float32, as measure_bfloat16() found it. `auto` goes by
// it, and does not load the network twice to find out.
struct Bfloat16Agreement {
  int pictures = 0;                // that scores were compared on
  double greatest_difference = 0;  // of a score from float32
  double least_srcc = 1;           // Spearman's rank correlation with float32, of the task with the least
};

// How much a task counts where one number is to say how good a picture is.
struct TaskWeight {
  std::string task;
  double weight = 1;  // 0 or more
};

struct ModelCard {
  static constexpr int known_format_version = 1;

  int format_version = known_format_version;
  std::string name;            // "aesthetic-lite"
  std::string network_file;    // file name beside the card
  std::string network_sha256;  // 64 lower-case hex digits
  ModelInput input;
  std::vector<ModelOutput> outputs;  // the first task of the first one is "overall"
  Provenance provenance;
  std::string licence;
  // What frames are chosen by where nobody says: "choice", tasks with weights that are not all 0. Empty where
  // the card has none: by the overall score.
  std::vector<TaskWeight> choice;
  std::vector<std::string> limits;            // what the scores do not mean, a sentence each
  std::optional<Int8Calibration> int8;        // "int8", may be left out
  std::optional<Bfloat16Agreement> bfloat16;  // "bfloat16", may be left out

  // Names of all tasks in the order of the scores.
  AESTHETIC_EXPORT std::vector<std::string> task_names() const;
};

// Throws Error: not_found, unreadable, bad_model.
AESTHETIC_EXPORT ModelCard read_card(const std::filesystem::path& file);

// Writes the file whole or not at all. Throws Error: unreadable; bad_model when read_card would refuse it.
AESTHETIC_EXPORT void write_card(const ModelCard& card, const std::filesystem::path& file);

// The card of a network: NAME.json for NAME.onnx.
AESTHETIC_EXPORT std::filesystem::path card_path(const std::filesystem::path& network);

// The model that ships: found beside the installed library or in the build tree, or where the environment
// variable AESTHETIC_MODEL points.
AESTHETIC_EXPORT std::filesystem::path default_model();

}  // namespace aesthetic
