// SPDX-License-Identifier: MIT
#include <boost/program_options.hpp>
#include <functional>
#include <ostream>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/corpus_options.hpp"
#include "cli/output_folder.hpp"
#include "report/checkpoint.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace {

// A model of either kind: the names of its tasks, and the scores of a picture in their order.
struct Model {
  std::vector<std::string> tasks;
  std::function<std::vector<float>(const fs::path&)> score;
};

Model open_network(const fs::path& file) {
  auto scorer = std::make_shared<Scorer>(file);
  return {scorer->card().task_names(), [scorer](const fs::path& picture) {
            const auto scores = scorer->score(prepare(read_picture(picture), scorer->card().input));
            std::vector<float> values;
            for (std::size_t i = 0; i < scores.size(); ++i) values.push_back(scores.value(i));
            return values;
          }};
}

Model open_checkpoint(const fs::path& file) {
  const auto checkpoint = load_checkpoint(file);
  std::vector<std::string> tasks;
  for (const auto& rating : checkpoint.record.tasks) tasks.push_back(rating.task);
  return {tasks, [network = checkpoint.network](const fs::path& picture) {
            const torch::NoGradGuard no_grad;
            const auto input = network->input();
            auto planes = torch::empty({1, 3, input.size.height, input.size.width});
            to_planes(prepare(read_picture(picture), input), input, planes.data_ptr<float>());
            const auto scores = network->forward(planes).contiguous();
            return std::vector<float>(scores.data_ptr<float>(), scores.data_ptr<float>() + scores.numel());
          }};
}

// For each of the corpus's tasks its place among the model's.
std::vector<std::size_t> match_tasks(const Corpus& corpus, const Model& model) {
  std::vector<std::size_t> places;
  for (const auto& rating : corpus.tasks) {
    const auto found = std::find(model.tasks.begin(), model.tasks.end(), rating.task);
    if (found == model.tasks.end())
      throw Error(ErrorKind::bad_data, "ratings: the model has no task " + rating.task);
    places.push_back(static_cast<std::size_t>(found - model.tasks.begin()));
  }
  return places;
}

std::vector<Prediction> predict(const Corpus& corpus, const Model& model,
                                const std::vector<std::int64_t>& pictures, std::ostream& log) {
  const auto places = match_tasks(corpus, model);
  std::vector<Prediction> predictions;
  Progress progress(log, "scoring", static_cast<std::int64_t>(pictures.size()), console_style());
  std::int64_t done = 0;
  for (const auto index : pictures) {
    const auto& picture = corpus.pictures[static_cast<std::size_t>(index)];
    const auto scores = model.score(picture.file);
    for (std::size_t task = 0; task < places.size(); ++task) {
      const float label = corpus.label(index, static_cast<std::int64_t>(task));
      if (label != label) continue;
      predictions.push_back({picture.image, corpus.data_sets[static_cast<std::size_t>(picture.data_set)].name,
                             corpus.tasks[task].task, label, scores[places[task]], picture.fold});
    }
    progress.update(++done);
  }
  progress.finish();
  return predictions;
}

po::options_description evaluate_options() {
  po::options_description options("aesthetic-train evaluate: how well a trained network agrees with ratings");
  options.add_options()("help", "this text")("model", po::value<std::string>()->required(),
                                             "checkpoint.pt, or NAME.onnx with its card")(
      "recipe", po::value<std::string>(), "INI file whose ratings or data set are taken")(
      "out", po::value<std::string>(), "folder for the predictions, as predictions.csv")(
      "held-out",
      "only pictures that no training saw: of the tables marked holdout a fifth, of a data set its "
      "test part");
  add_corpus_options(options);
  return options;
}

}  // namespace

int run_evaluate(const Call& call, std::ostream& out, std::ostream& log) {
  const auto given = read_corpus_command_line(call, evaluate_options(), out);
  if (!given) return 0;
  const auto& values = *given;

  const auto chosen = corpus_options(values);
  const fs::path folder = values.count("out") > 0 ? values["out"].as<std::string>() : "";
  if (!folder.empty()) require_writable_folder(folder);
  const fs::path file = values["model"].as<std::string>();
  const auto model = file.extension() == ".onnx" ? open_network(file) : open_checkpoint(file);
  const auto corpus = read_corpus(chosen, log);
  const bool held_out = values.count("held-out") > 0;
  auto split = split_corpus(corpus, no_fold);
  auto pictures = split.test;
  if (!held_out) {
    pictures.insert(pictures.end(), split.train.begin(), split.train.end());
    pictures.insert(pictures.end(), split.validation.begin(), split.validation.end());
  }
  const auto predictions = predict(corpus, model, pictures, log);
  if (!folder.empty()) write_file(folder / "predictions.csv", predictions_csv(predictions));
  print_figures(
      out, compute_figures(corpus, predictions,
                           held_out ? "pictures held out of the training" : "all pictures of the table"));
  return 0;
}

}  // namespace aesthetic::training
