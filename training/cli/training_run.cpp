// SPDX-License-Identifier: MIT
#include "cli/training_run.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <iomanip>
#include <optional>
#include <ostream>
#include <sstream>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "cli/console.hpp"
#include "cli/time_estimate.hpp"
#include "trainer/features_cache.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;

template <typename Number>
void append_bytes(std::vector<unsigned char>& bytes, const std::vector<Number>& numbers) {
  const auto* first = reinterpret_cast<const unsigned char*>(numbers.data());
  bytes.insert(bytes.end(), first, first + numbers.size() * sizeof(Number));
}

std::string label_of(int fold) {
  return fold == no_fold ? "final" : "fold " + std::to_string(fold);
}

NetworkOptions with_bins(NetworkOptions network, const Corpus& corpus) {
  network.tasks = static_cast<std::int64_t>(corpus.tasks.size());
  if (corpus.distributions.empty()) return network;
  network.bins.assign(corpus.tasks.size(), 0);
  for (const auto& distribution : corpus.distributions)
    network.bins[static_cast<std::size_t>(distribution.task)] = distribution.bins;
  return network;
}

// The corpus's labels of these pictures beside what a network says of them, (pictures, tasks).
void append_predictions(const Corpus& corpus, const std::vector<std::int64_t>& pictures,
                        const torch::Tensor& scores, std::vector<Prediction>& predictions) {
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const auto& picture = corpus.pictures[static_cast<std::size_t>(pictures[i])];
    for (std::size_t task = 0; task < corpus.tasks.size(); ++task) {
      const float label = corpus.label(pictures[i], static_cast<std::int64_t>(task));
      if (label != label) continue;
      predictions.push_back(
          {picture.image, corpus.data_sets[static_cast<std::size_t>(picture.data_set)].name,
           corpus.tasks[task].task, label,
           scores[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(task)].item<double>(),
           picture.fold});
    }
  }
}

}  // namespace

TrainingRun::TrainingRun(const TrainOptions& options, Corpus corpus, const Call& call, std::ostream& log)
    : options_(options),
      log_(log),
      command_line_(call.command_line),
      corpus_(std::move(corpus)),
      trainer_options_(weigh()),
      network_options_(with_bins(options.network, corpus_)),
      pretrained_(network_options_) {
  if (!options.random_weights()) {
    auto weights = read_pretrained_weights(options.weights);
    pretrained_.backbone().load_pretrained(weights);
    log_ << options.weights.string() << ": " << describe(weights.report()) << '\n';
  }
  pretrained_.eval();
  pretrained_.to(options.device);
  pretrained_.set_precision(options.precision);
  const auto weights = options.random_weights() ? "random " + std::to_string(options.seed)
                                                : sha256(read_file(options.weights));
  features_file_ = features_file(options.features, network_options_, weights, options.tune_from, views(),
                                 options.precision, files());
  state_.command = command_line_;
  state_.inputs = inputs();
  take_up_state();
}

TrainerOptions TrainingRun::weigh() const {
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
  options.distribution = options_.distribution_weight;
  return options;
}

std::string TrainingRun::inputs() const {
  std::vector<unsigned char> bytes;
  if (!options_.recipe.empty()) bytes = read_file(options_.recipe);
  const auto name = features_file_.filename().string() + ' ' + std::to_string(at::get_num_threads());
  bytes.insert(bytes.end(), name.begin(), name.end());
  append_bytes(bytes, corpus_.labels);
  for (const auto& distribution : corpus_.distributions) append_bytes(bytes, distribution.shares);
  return sha256(bytes);
}

void TrainingRun::take_up_state() {
  auto saved = read_state(state_file());
  if (!saved) return;
  if (saved->state.command != state_.command)
    throw Error(ErrorKind::bad_data,
                state_file().string() +
                    ": of a training that was not finished, by another command; run that "
                    "again to go on with it, or delete the file: " +
                    saved->state.command);
  if (saved->state.inputs != state_.inputs)
    throw Error(ErrorKind::bad_data,
                state_file().string() +
                    ": of a training that was not finished, with other pictures, labels, weights, recipe or "
                    "number of threads; delete it to start anew");
  state_ = std::move(saved->state);
  running_ = std::move(saved->running);
}

std::vector<fs::path> TrainingRun::files() const {
  std::vector<fs::path> files;
  for (const auto& picture : corpus_.pictures) files.push_back(picture.file);
  return files;
}

void TrainingRun::announce() {
  const auto count = [](const std::vector<torch::Tensor>& parameters) {
    std::int64_t sum = 0;
    for (const auto& parameter : parameters) sum += parameter.numel();
    return sum;
  };
  std::int64_t tuned = 0;
  const int last = options_.tune_phase.last_tuned < 0 ? pretrained_.backbone().stage_count() - 1
                                                      : options_.tune_phase.last_tuned;
  for (int stage = options_.tune_from; stage <= last; ++stage)
    tuned += count(pretrained_.backbone().stage_parameters(stage));
  log_ << "Pictures:";
  for (const auto& set : corpus_.data_sets) log_ << ' ' << set.name << ' ' << set.pictures << ';';
  log_ << " tasks:";
  for (const auto& task : corpus_.tasks) log_ << ' ' << task.task;
  for (const auto& distribution : corpus_.distributions)
    log_ << "; " << corpus_.tasks[static_cast<std::size_t>(distribution.task)].task
         << " as a distribution of " << distribution.bins << " scores";
  log_ << "\nNetwork: " << network_options_.backbone << " at " << network_options_.size << " pixels; learns "
       << count(pretrained_.head().parameters()) << " weights of the head in " << options_.head_phase.epochs
       << " epochs, then " << tuned << " of the backbone in " << options_.tune_phase.epochs << "; "
       << options_.folds << " folds and " << (options_.final ? "the" : "no") << " final network; seed "
       << options_.seed << ", " << at::get_num_threads() << " threads, on " << options_.device
       << (options_.precision == Precision::bfloat16 ? " with bfloat16" : "") << '\n';
  tell_times();
  if (!state_.folds.empty())
    log_ << "Goes on where " << state_file().string() << " stopped: " << label_of(state_.folds.back().fold)
         << (running_ ? "" : " is done") << '\n';
}

void TrainingRun::tell_times() {
  TimeEstimate estimate(pretrained_, options_.tune_from);
  const bool kept = !options_.features.empty() && fs::exists(features_file_);
  const auto pictures = static_cast<std::int64_t>(corpus_.pictures.size());
  const double frozen = kept ? 0 : estimate.frozen_seconds(files(), views());
  const auto split = split_corpus(corpus_, no_fold);
  std::int64_t shown = 0;
  for (const auto picture : split.train)
    shown +=
        trainer_options_
            .repeats[static_cast<std::size_t>(corpus_.pictures[static_cast<std::size_t>(picture)].data_set)];
  const double tuning =
      options_.tune_phase.epochs == 0
          ? 0
          : estimate.tune_seconds(shown, options_.consistency > 0) * options_.tune_phase.epochs;
  std::size_t done = state_.folds.size();
  if (running_) done -= 1;
  // Without a fold there are fewer pictures to learn from.
  const int finals = options_.final ? 1 : 0;
  const double networks = done > 0 ? static_cast<double>(options_.folds + finals) - static_cast<double>(done)
                                   : finals + 0.8 * options_.folds;
  log_ << "Time: about " << duration_text(frozen) << " for the frozen stages" << (kept ? " (kept)" : "")
       << ", " << duration_text(tuning) << " at most to fine-tune a network, "
       << duration_text(frozen + networks * tuning) << " in all, and some seconds for each head\n";
  if (options_.tune_phase.epochs > 0 && !kept)
    log_ << "Disk: " << std::fixed << std::setprecision(1)
         << static_cast<double>(estimate.activation_bytes() * views() * pictures) / 1e9 << " GB in "
         << (options_.features.empty() ? options_.out : options_.features).string()
         << " for what the frozen stages give the others\n"
         << std::defaultfloat << std::setprecision(6);
}

void TrainingRun::compute_frozen() {
  const bool keep = !options_.features.empty();
  std::optional<FeaturesLock> lock;
  if (keep) {
    lock.emplace(features_file_);
    if (auto kept = read_features(features_file_)) {
      log_ << "frozen stages: taken from " << features_file_.string() << '\n';
      frozen_ = std::move(*kept);
      return;
    }
  }
  const auto pictures = files();
  const auto activations = activations_file(keep ? features_file_ : options_.out / "frozen");
  // The video frames are read in a second pass.
  Progress progress(log_, "frozen stages",
                    (views() > video_view ? 2 : 1) * static_cast<std::int64_t>(pictures.size()),
                    console_style());
  const LoaderOptions loader{8, static_cast<std::size_t>(options_.workers)};
  const auto remove = [&] {
    std::error_code ignored;
    fs::remove(activations, ignored);
  };
  try {
    frozen_ = compute_frozen_features(
        pretrained_, pictures, options_.tune_from, views(), loader,
        [&](std::int64_t done) { progress.update(done); }, activations);
    progress.finish();
    tell_loader();
    if (keep) write_features(frozen_, features_file_);
  } catch (...) {
    remove();
    throw;
  }
  // Without its name it lasts as long as this process.
  if (!keep) remove();
}

void TrainingRun::tell_loader() const {
  const auto& times = frozen_.times;
  const double all = times.waiting + times.working;
  const auto pictures = frozen_.features.size(0) * frozen_.features.size(1);
  log_ << "frozen stages: " << std::fixed << std::setprecision(1) << static_cast<double>(pictures) / all
       << " pictures a second, mirrored ones and frames of video too; " << 100 * times.waiting / all
       << " % of the time waiting for the loader\n"
       << std::defaultfloat << std::setprecision(6);
}

std::shared_ptr<ScoringNetwork> TrainingRun::train(int fold) {
  auto& folds = state_.folds;
  const auto found =
      std::find_if(folds.begin(), folds.end(), [&](const auto& scores) { return scores.fold == fold; });
  if (found != folds.end() && found->final.defined()) return nullptr;
  const auto split = split_corpus(corpus_, fold);
  Trainer trainer(corpus_, frozen_, trainer_options_,
                  static_cast<std::uint64_t>(options_.seed) * 16 + static_cast<std::uint64_t>(fold + 1));
  auto network = std::make_shared<ScoringNetwork>(network_options_);
  network->backbone().copy_from(pretrained_.backbone());
  network->to(options_.device);
  // On a processor only the frozen stages run in bfloat16: what learns and what is judged stay float32.
  if (options_.device.is_cuda()) network->set_precision(options_.precision);
  if (found == folds.end()) {
    folds.push_back({fold, {}, {}, {}});
    state_.phase = 0;
  }
  if (!running_) trainer.prepare_head(*network, split);

  const auto label = label_of(fold);
  const std::vector<const Phase*> phases = {&options_.head_phase, &options_.tune_phase};
  for (; state_.phase < static_cast<int>(phases.size()); ++state_.phase) {
    const auto& phase = *phases[static_cast<std::size_t>(state_.phase)];
    if (phase.epochs == 0) continue;
    if (&phase == &options_.tune_phase && options_.head_phase.epochs > 0 && !running_)
      folds.back().head = trainer.predict(*network, split.test);
    train_phase(trainer, *network, split, phase, label);
  }
  const auto scores = trainer.predict(*network, split.test);
  if (fold == no_fold) folds.back().validation = trainer.predict(*network, split.validation);
  folds.back().final = scores;
  if (options_.consistency > 0 && !split.test.empty())
    tell_movement(label, scores, trainer.predict(*network, split.test, video_view));
  // A checkpoint is read on any machine.
  network->to(torch::kCPU);
  return network;
}

void TrainingRun::train_phase(Trainer& trainer, ScoringNetwork& network, const Split& split,
                              const Phase& phase, const std::string& label) {
  Progress progress(log_, label + ", " + phase.name, phase.epochs, console_style());
  PhaseRun run(trainer, network, split, phase);
  if (running_) {
    run.load(*running_);
    running_.reset();
    log_ << label << ", " << phase.name << ": goes on at " << run.place() << '\n';
  }
  saved_ = std::chrono::steady_clock::now();
  while (!run.done()) {
    run.step([&](const EpochReport& epoch) {
      std::ostringstream note;
      note << std::fixed << std::setprecision(4) << "loss " << epoch.loss;
      if (!split.validation.empty())
        note << ", validation loss " << epoch.validation_loss << ", SRCC " << epoch.validation_srcc;
      progress.update(epoch.epoch, note.str());
    });
    const std::chrono::duration<double> since = std::chrono::steady_clock::now() - saved_;
    if (run.done() || options_.save_every == 0 || since.count() < options_.save_every) continue;
    progress.end_line();
    save_state(&run);
    saved_ = std::chrono::steady_clock::now();
  }
  progress.finish();
}

void TrainingRun::save_state(const PhaseRun* running) const {
  if (options_.save_every == 0) return;
  try {
    write_state(state_file(), state_, running);
  } catch (const Error& fault) {
    // There may be room again by the next time; the state before this one stays.
    log_ << fault.what() << "; the training goes on without\n";
  }
}

void TrainingRun::tell_movement(const std::string& label, const torch::Tensor& as_still,
                                const torch::Tensor& as_video) const {
  const auto moved = std::get<0>((as_still - as_video).abs().max(1));
  log_ << label << ": as frames of a video, 95 % of the pictures kept from training stay within "
       << std::setprecision(2) << moved.quantile(0.95).item<double>() << " of their scores, 99 % within "
       << moved.quantile(0.99).item<double>() << ", all within " << moved.max().item<double>()
       << std::setprecision(6) << '\n';
}

std::vector<Prediction> TrainingRun::predictions(Scores kind) const {
  std::vector<Prediction> predictions;
  for (const auto& fold : state_.folds) {
    const auto& scores = kind == Scores::head ? fold.head : fold.final;
    if (!scores.defined()) continue;
    const auto test = split_corpus(corpus_, fold.fold).test;
    // Held-out pictures are predicted by the final network alone: it is the one that is kept.
    std::vector<std::int64_t> pictures;
    std::vector<std::int64_t> rows;
    for (std::size_t i = 0; i < test.size(); ++i) {
      const auto set = corpus_.pictures[static_cast<std::size_t>(test[i])].data_set;
      const bool fixed = has_fixed_test(corpus_.data_sets[static_cast<std::size_t>(set)].protocol);
      if (fixed != (fold.fold == no_fold)) continue;
      pictures.push_back(test[i]);
      rows.push_back(static_cast<std::int64_t>(i));
    }
    append_predictions(corpus_, pictures, scores.index_select(0, torch::tensor(rows, torch::kLong)),
                       predictions);
  }
  return predictions;
}

std::vector<MeasuredFigure> TrainingRun::save(const ScoringNetwork* network) const {
  const auto tested = predictions(Scores::final);
  const TrainingRecord record{network_options_, corpus_.tasks, corpus_.data_sets,
                              command_line_,    options_.seed, compute_figures(corpus_, tested)};
  write_file(options_.out / "split.csv", split_csv(corpus_));
  write_file(options_.out / "predictions.csv", predictions_csv(tested));
  if (const auto head = predictions(Scores::head); !head.empty())
    write_file(options_.out / "predictions-head.csv", predictions_csv(head));
  if (const auto& validation = state_.folds.front().validation;
      validation.defined() && validation.size(0) > 0) {
    std::vector<Prediction> judged;
    append_predictions(corpus_, split_corpus(corpus_, no_fold).validation, validation, judged);
    write_file(options_.out / "predictions-validation.csv", predictions_csv(judged));
  }
  write_file(options_.out / "figures.json", figures_json(record.figures));
  if (network != nullptr) save_checkpoint(*network, record, options_.out / "checkpoint.pt");
  return record.figures;
}

void TrainingRun::finish() const {
  std::error_code ignored;
  fs::remove(state_file(), ignored);
}

}  // namespace aesthetic::training
