// SPDX-License-Identifier: MIT
#include "export/export_model.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <system_error>

#include "aesthetic/bfloat16.hpp"
#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;

constexpr int random_pictures = 16;
constexpr std::uint64_t random_seed = 1;

// A folder beside the model where card and network are made and tried; gone in any case.
class WorkFolder {
 public:
  explicit WorkFolder(const fs::path& model) : folder_(model) {
    folder_ += ".part";
    std::error_code fault;
    fs::remove_all(folder_, fault);
    if (!fs::create_directories(folder_, fault))
      throw Error(ErrorKind::unreadable, model.string() + ": cannot be written: " + fault.message());
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  const fs::path& path() const noexcept { return folder_; }

 private:
  fs::path folder_;
};

std::vector<Task> make_tasks(const TrainingRecord& record, const CardText& text) {
  std::vector<Task> tasks;
  for (const auto& rating : record.tasks) {
    const auto found = text.tasks.find(rating.task);
    if (found == text.tasks.end())
      throw Error(ErrorKind::bad_data, "card text: tasks: nothing about " + rating.task);
    tasks.push_back(found->second);
    tasks.back().name = rating.task;
    tasks.back().label_lowest = rating.lowest;
    tasks.back().label_highest = rating.highest;
  }
  return tasks;
}

Provenance make_provenance(const TrainingRecord& record, const CardText& text) {
  Provenance provenance;
  provenance.architecture = text.architecture;
  provenance.command = record.command;
  provenance.seed = record.seed;
  provenance.trials = text.trials;
  for (const auto& set : record.data_sets) {
    const auto found = text.data_sets.find(set.name);
    if (found == text.data_sets.end())
      throw Error(ErrorKind::bad_data, "card text: data_sets: nothing about " + set.name);
    provenance.data_sets.push_back(found->second);
    provenance.data_sets.back().images = set.pictures;
  }
  for (const auto& figure : record.figures) provenance.figures.push_back(figure);
  return provenance;
}

ModelCard make_card(const Checkpoint& checkpoint, const CardText& text, const std::string& network_file,
                    const std::string& onnx) {
  ModelCard card;
  card.name = text.name;
  card.network_file = network_file;
  card.network_sha256 = sha256({onnx.begin(), onnx.end()});
  card.input = checkpoint.network->input();
  card.outputs = {{"scores", make_tasks(checkpoint.record, text)}};
  card.provenance = make_provenance(checkpoint.record, text);
  card.licence = text.licence;
  card.limits = text.limits;
  card.choice = text.choice;
  return card;
}

std::vector<cv::Mat> prepared(const std::vector<fs::path>& files, const ModelInput& input) {
  std::vector<cv::Mat> pictures;
  pictures.reserve(files.size());
  for (const auto& file : files) pictures.push_back(prepare(read_picture(file), input));
  return pictures;
}

// Input tensors (1, 3, size, size) as noise and pictures give them.
std::vector<torch::Tensor> make_inputs(const ModelInput& input, std::vector<cv::Mat> pictures) {
  cv::RNG random(random_seed);
  for (int i = 0; i < random_pictures; ++i) {
    cv::Mat noise(2 + 4 * i, 2 + 4 * i, CV_8UC3);
    random.fill(noise, cv::RNG::UNIFORM, 0, 256);
    pictures.push_back(prepare(noise, input));
  }
  std::vector<torch::Tensor> inputs;
  for (const auto& picture : pictures) {
    inputs.push_back(torch::empty({1, 3, input.size.height, input.size.width}));
    to_planes(picture, input, inputs.back().data_ptr<float>());
  }
  return inputs;
}

double largest_difference(ScoringNetwork& network, Scorer& scorer, const std::vector<torch::Tensor>& inputs) {
  const torch::NoGradGuard no_grad;
  double largest = 0;
  for (const auto& input : inputs) {
    const auto expected = network.forward(input);
    const int shape[] = {1, 3, static_cast<int>(input.size(2)), static_cast<int>(input.size(3))};
    const auto scores = scorer.score_tensor(cv::Mat(4, shape, CV_32F, input.data_ptr<float>())).front();
    for (std::size_t task = 0; task < scores.size(); ++task) {
      const double value = expected[0][static_cast<std::int64_t>(task)].item<double>();
      largest = std::max(largest, std::abs(value - scores.value(task)));
    }
  }
  return largest;
}

void move(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::rename(from, to, fault);
  if (fault) throw Error(ErrorKind::unreadable, to.string() + ": cannot be written: " + fault.message());
}

}  // namespace

ExportResult export_model(const Checkpoint& checkpoint, const CardText& text,
                          const std::vector<fs::path>& pictures, const fs::path& file) {
  if (file.extension() != ".onnx")
    throw Error(ErrorKind::bad_data, file.string() + ": a network's name must end in .onnx");
  const WorkFolder work(file);
  const auto onnx = checkpoint.network->to_onnx(text.name);
  auto card = make_card(checkpoint, text, file.filename().string(), onnx);
  const auto network_file = work.path() / file.filename();
  write_file(network_file, onnx);
  write_card(card, card_path(network_file));

  Scorer scorer(network_file, Device::cpu);
  const auto photographs = prepared(pictures, card.input);
  const auto inputs = make_inputs(card.input, photographs);
  const ExportResult result{largest_difference(*checkpoint.network, scorer, inputs),
                            static_cast<int>(inputs.size())};
  if (!(result.largest_difference <= largest_allowed_difference))
    throw Error(ErrorKind::bad_model, file.string() + ": OpenCV's scores differ from LibTorch's by " +
                                          std::to_string(result.largest_difference) +
                                          "; nothing was written");
  card.bfloat16 = measure_bfloat16(network_file, photographs);
  write_card(card, card_path(network_file));
  move(network_file, file);
  move(card_path(network_file), card_path(file));
  return result;
}

}  // namespace aesthetic::training
