// SPDX-License-Identifier: MIT
#include <ATen/Parallel.h>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>
#include <utility>

#include "aesthetic/file.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/output_folder.hpp"
#include "cli/train_options.hpp"
#include "report/checkpoint.hpp"
#include "trainer/features_cache.hpp"

namespace aesthetic::training {
namespace {

// One training run: what all folds share, and what they found out.
class Run {
 public:
  Run(const TrainOptions& options, Corpus corpus, std::ostream& log)
      : options_(options),
        log_(log),
        corpus_(std::move(corpus)),
        trainer_options_(weigh()),
        pretrained_(options.network) {
    if (!options.random_weights()) {
      auto weights = read_pretrained_weights(options.weights);
      pretrained_.backbone().load_pretrained(weights);
      log_ << options.weights.string() << ": " << describe(weights.report()) << '\n';
    }
    pretrained_.eval();
    pretrained_.to(options.device);
  }

  void announce() const;
  void compute_frozen();
  // Trains without one fold (none: the network that is kept) and predicts what was held out.
  std::shared_ptr<ScoringNetwork> train(int fold);

  const Corpus& corpus() const { return corpus_; }
  const std::vector<Prediction>& predictions() const { return predictions_; }
  // Before the fine-tuning, where there was a training before it.
  const std::vector<Prediction>& head_predictions() const { return head_predictions_; }

 private:
  TrainerOptions weigh() const;
  // How far scores move from a still to a frame of a video.
  void tell_movement(const std::string& label, const torch::Tensor& as_still,
                     const torch::Tensor& as_video) const;
  // Kept in memory, as float16, from the first epoch to the last.
  double activation_bytes() const;
  void keep_predictions(int fold, const std::vector<std::int64_t>& pictures, const torch::Tensor& scores,
                        std::vector<Prediction>& predictions) const;

  const TrainOptions& options_;
  std::ostream& log_;
  Corpus corpus_;
  TrainerOptions trainer_options_;
  ScoringNetwork pretrained_;
  FrozenFeatures frozen_;
  std::vector<Prediction> predictions_;
  std::vector<Prediction> head_predictions_;
};

TrainerOptions Run::weigh() const {
  std::vector<std::string> data_sets;
  for (const auto& set : corpus_.data_sets) data_sets.push_back(set.name);
  std::vector<std::string> tasks;
  for (const auto& task : corpus_.tasks) tasks.push_back(task.task);
  TrainerOptions options;
  for (const auto times : numbers_by_name("repeat", options_.repeats, data_sets, 1))
    options.repeats.push_back(static_cast<int>(times));
  for (const auto weight : numbers_by_name("weight", options_.task_weights, tasks, 0))
    options.task_weights.push_back(static_cast<float>(weight));
  options.ridge = options_.ridge;
  options.consistency = options_.consistency;
  return options;
}

void Run::announce() const {
  const auto count = [](const std::vector<torch::Tensor>& parameters) {
    std::int64_t sum = 0;
    for (const auto& parameter : parameters) sum += parameter.numel();
    return sum;
  };
  auto& network = const_cast<ScoringNetwork&>(pretrained_);
  std::int64_t tuned = 0;
  const int last = options_.tune_phase.last_tuned < 0 ? network.backbone().stage_count() - 1
                                                      : options_.tune_phase.last_tuned;
  for (int stage = options_.tune_from; stage <= last; ++stage)
    tuned += count(network.backbone().stage_parameters(stage));
  log_ << "Pictures:";
  for (const auto& set : corpus_.data_sets) log_ << ' ' << set.name << ' ' << set.pictures << ';';
  log_ << " tasks:";
  for (const auto& task : corpus_.tasks) log_ << ' ' << task.task;
  log_ << "\nNetwork: " << options_.network.backbone << " at " << options_.network.size << " pixels; learns "
       << count(network.head().parameters()) << " weights of the head in " << options_.head_phase.epochs
       << " epochs, then " << tuned << " of the backbone in " << options_.tune_phase.epochs << "; "
       << options_.folds << " folds and the final network; seed " << options_.seed << ", "
       << at::get_num_threads() << " threads, on " << options_.device << '\n';
  if (tuned > 0)
    log_ << "Memory: " << std::fixed << std::setprecision(1) << activation_bytes() / 1e9
         << " GB for what the frozen stages give the others\n"
         << std::defaultfloat << std::setprecision(6);
}

double Run::activation_bytes() const {
  const torch::NoGradGuard no_grad;
  auto& backbone = const_cast<ScoringNetwork&>(pretrained_).backbone();
  auto x = torch::zeros({1, 3, options_.network.size, options_.network.size}, pretrained_.device());
  for (int stage = 0; stage < options_.tune_from; ++stage) x = backbone.forward_stage(stage, x);
  const double views = options_.consistency > 0 ? 3 : 2;
  return views * static_cast<double>(corpus_.pictures.size()) * static_cast<double>(x.numel()) *
         sizeof(c10::Half);
}

void Run::compute_frozen() {
  std::vector<std::filesystem::path> files;
  for (const auto& picture : corpus_.pictures) files.push_back(picture.file);
  const bool as_video = options_.consistency > 0;
  const std::int64_t views = as_video ? 3 : 2;
  const bool keep = !options_.features.empty();
  std::filesystem::path file;
  if (keep) {
    const auto weights = options_.random_weights() ? "random " + std::to_string(options_.seed)
                                                   : sha256(read_file(options_.weights));
    file = features_file(options_.features, options_.network, weights, options_.tune_from, views, files);
    if (auto kept = read_features(file)) {
      log_ << "frozen stages: taken from " << file.string() << '\n';
      frozen_ = std::move(*kept);
      return;
    }
  }
  // The video frames are read in a second pass.
  Progress progress(log_, "frozen stages", (as_video ? 2 : 1) * static_cast<std::int64_t>(files.size()),
                    console_style());
  const LoaderOptions loader{8, static_cast<std::size_t>(options_.workers)};
  frozen_ = compute_frozen_features(pretrained_, files, options_.tune_from, views, loader,
                                    [&](std::int64_t done) { progress.update(done); });
  progress.finish();
  if (keep) write_features(frozen_, file);
}

std::shared_ptr<ScoringNetwork> Run::train(int fold) {
  const auto split = split_corpus(corpus_, fold);
  Trainer trainer(corpus_, frozen_, trainer_options_,
                  static_cast<std::uint64_t>(options_.seed) * 16 + static_cast<std::uint64_t>(fold + 1));
  auto network = std::make_shared<ScoringNetwork>(options_.network);
  network->backbone().copy_from(pretrained_.backbone());
  network->to(options_.device);
  trainer.prepare_head(*network, split);

  const std::string label = fold == no_fold ? "final" : "fold " + std::to_string(fold);
  for (const auto* phase : {&options_.head_phase, &options_.tune_phase}) {
    if (phase->epochs == 0) continue;
    Progress progress(log_, label + ", " + phase->name, phase->epochs, console_style());
    if (phase == &options_.tune_phase && options_.head_phase.epochs > 0)
      keep_predictions(fold, split.test, trainer.predict(*network, split.test), head_predictions_);
    trainer.fit(*network, split, *phase, [&](const EpochReport& epoch) {
      std::ostringstream note;
      note << std::fixed << std::setprecision(4) << "loss " << epoch.loss;
      if (!split.validation.empty())
        note << ", validation loss " << epoch.validation_loss << ", SRCC " << epoch.validation_srcc;
      progress.update(epoch.epoch, note.str());
    });
    progress.finish();
  }
  const auto scores = trainer.predict(*network, split.test);
  keep_predictions(fold, split.test, scores, predictions_);
  if (options_.consistency > 0)
    tell_movement(label, scores, trainer.predict(*network, split.test, video_view));
  // A checkpoint is read on any machine.
  network->to(torch::kCPU);
  return network;
}

void Run::tell_movement(const std::string& label, const torch::Tensor& as_still,
                        const torch::Tensor& as_video) const {
  const auto moved = std::get<0>((as_still - as_video).abs().max(1));
  log_ << label << ": as frames of a video, 95 % of the pictures kept from training stay within "
       << std::setprecision(2) << moved.quantile(0.95).item<double>() << " of their scores, 99 % within "
       << moved.quantile(0.99).item<double>() << ", all within " << moved.max().item<double>() << '\n';
}

void Run::keep_predictions(int fold, const std::vector<std::int64_t>& pictures, const torch::Tensor& scores,
                           std::vector<Prediction>& predictions) const {
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto& picture = corpus_.pictures[static_cast<std::size_t>(pictures[i])];
    const auto& set = corpus_.data_sets[static_cast<std::size_t>(picture.data_set)];
    // Held-out pictures are predicted by the final network alone: it is the one that is kept.
    if (has_fixed_test(set.protocol) != (fold == no_fold)) continue;
    for (std::size_t task = 0; task < corpus_.tasks.size(); ++task) {
      const float label = corpus_.label(pictures[i], static_cast<std::int64_t>(task));
      if (label != label) continue;
      predictions.push_back(
          {picture.image, set.name, corpus_.tasks[task].task, label,
           scores[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(task)].item<double>(),
           picture.fold});
    }
  }
}

}  // namespace

int run_train(const Call& call, std::ostream& out, std::ostream& log) {
  if (std::find(call.arguments.begin(), call.arguments.end(), "--help") != call.arguments.end()) {
    out << train_option_texts();
    return 0;
  }
  auto options = parse_train_options(call.arguments);
  require_writable_folder(options.out);
  if (!options.features.empty()) require_writable_folder(options.features);
  const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  at::set_num_threads(options.threads > 0 ? options.threads : cores);
  torch::manual_seed(static_cast<std::uint64_t>(options.seed));

  auto corpus = read_corpus(options.corpus, log);
  options.network.tasks = static_cast<std::int64_t>(corpus.tasks.size());
  // Where all test pictures are fixed, the folds would train the same network again.
  if (std::all_of(corpus.data_sets.begin(), corpus.data_sets.end(),
                  [](const auto& set) { return has_fixed_test(set.protocol); }))
    options.folds = 0;
  Run run(options, std::move(corpus), log);
  run.announce();
  run.compute_frozen();
  const auto network = run.train(no_fold);
  const auto save = [&] {
    const TrainingRecord record{options.network,        run.corpus().tasks,
                                run.corpus().data_sets, call.command_line,
                                options.seed,           compute_figures(run.corpus(), run.predictions())};
    write_file(options.out / "split.csv", split_csv(run.corpus()));
    write_file(options.out / "predictions.csv", predictions_csv(run.predictions()));
    if (!run.head_predictions().empty())
      write_file(options.out / "predictions-head.csv", predictions_csv(run.head_predictions()));
    write_file(options.out / "figures.json", figures_json(record.figures));
    save_checkpoint(*network, record, options.out / "checkpoint.pt");
    return record.figures;
  };
  auto figures = save();
  // The folds, which take longer, add only figures.
  if (options.folds > 0 && !figures.empty()) print_figures(log, figures);
  for (int fold = 0; fold < options.folds; ++fold) run.train(fold);
  if (options.folds > 0) figures = save();
  print_figures(out, figures);
  return 0;
}

}  // namespace aesthetic::training
