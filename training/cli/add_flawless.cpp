// SPDX-License-Identifier: MIT
//
// aesthetic-train add-flawless: a trained network learns one task more, whether a picture is spoilt.
#include <ATen/Parallel.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <ostream>
#include <thread>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/corpus_options.hpp"
#include "cli/output_folder.hpp"
#include "metrics/correlation.hpp"
#include "report/checkpoint.hpp"
#include "report/flaw_figures.hpp"
#include "trainer/added_task.hpp"
#include "trainer/flaw_training.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;
namespace fs = std::filesystem;

namespace {

constexpr const char* task_name = "flawless";

po::options_description flawless_options() {
  po::options_description options(
      "aesthetic-train add-flawless: teaches a trained network one task more, whether a picture is spoilt");
  options.add_options()("help", "this text")("checkpoint", po::value<std::string>()->required(),
                                             "checkpoint.pt of a training")(
      "recipe", po::value<std::string>(), "INI file whose ratings or data set are taken: the training's")(
      "out", po::value<std::string>()->required(),
      "folder for checkpoint.pt, figures.json and flaws.csv: how well each flaw is told")(
      "copies", po::value<int>()->default_value(5), "spoilt copies of each picture")(
      "hidden-units", po::value<int>()->default_value(256), "of the hidden layer that the task gets")(
      "hidden-epochs", po::value<int>()->default_value(20), "of its training")(
      "hidden-decay", po::value<double>()->default_value(2),
      "decoupled weight decay, of the layer and its output")(
      "video-consistency", po::value<double>()->default_value(0.1),
      "weight of the squared change of the logit from a picture to the same as a frame of a video")(
      "seed", po::value<long long>()->default_value(1), "draws the copies and the first weights")(
      "workers", po::value<int>()->default_value(2), "threads that read and spoil pictures")(
      "threads", po::value<int>()->default_value(0), "threads of the network; 0: as many as processors");
  add_corpus_options(options);
  return options;
}

struct FlawlessOptions {
  CorpusOptions corpus;
  fs::path checkpoint, out;
  std::size_t copies = 0;
  PerceptronOptions fit;
  long long seed = 0;
  LoaderOptions loader{8};  // what a batch of 32 needs is more than the caches hold
};

double not_negative(double value, const char* name) {
  if (!(value >= 0)) throw Error(ErrorKind::bad_data, std::string(name) + ": must be 0 or more");
  return value;
}

int in_range(const po::variables_map& values, const char* name, int lowest, int highest) {
  const int value = values[name].as<int>();
  if (value < lowest || value > highest)
    throw Error(ErrorKind::bad_data, std::string(name) + ": must be in " + std::to_string(lowest) + ".." +
                                         std::to_string(highest));
  return value;
}

FlawlessOptions read_options(const po::variables_map& values) {
  FlawlessOptions options;
  options.corpus = corpus_options(values);
  options.checkpoint = values["checkpoint"].as<std::string>();
  options.out = values["out"].as<std::string>();
  options.copies = static_cast<std::size_t>(in_range(values, "copies", 1, 1000));
  options.fit.units = in_range(values, "hidden-units", 1, 65536);
  options.fit.epochs = in_range(values, "hidden-epochs", 1, 10000);
  options.fit.weight_decay = not_negative(values["hidden-decay"].as<double>(), "hidden-decay");
  options.fit.consistency = not_negative(values["video-consistency"].as<double>(), "video-consistency");
  options.seed = values["seed"].as<long long>();
  options.fit.seed = static_cast<std::uint64_t>(options.seed);
  options.loader.workers = static_cast<std::size_t>(not_negative(values["workers"].as<int>(), "workers"));
  const int threads = static_cast<int>(not_negative(values["threads"].as<int>(), "threads"));
  const auto cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  at::set_num_threads(threads > 0 ? threads : cores);
  return options;
}

Checkpoint load_without_flawless(const fs::path& file) {
  auto checkpoint = load_checkpoint(file);
  for (const auto& rating : checkpoint.record.tasks)
    if (rating.task == task_name)
      throw Error(ErrorKind::bad_data, file.string() + ": has the task " + task_name + " already");
  try {
    require_linear_head(checkpoint.record.network);
  } catch (const Error& fault) {
    throw Error(fault.kind(), file.string() + ": " + fault.what());
  }
  return checkpoint;
}

FlawSamples samples_of(const Corpus& corpus, const std::vector<std::int64_t>& pictures,
                       const FlawSampleOptions& options) {
  std::vector<fs::path> files;
  files.reserve(pictures.size());
  for (const auto picture : pictures)
    files.push_back(corpus.pictures[static_cast<std::size_t>(picture)].file);
  return {std::move(files), options};
}

torch::Tensor features_of(ScoringNetwork& network, const FlawSamples& samples, const LoaderOptions& loader,
                          const char* label, std::ostream& log) {
  Progress progress(log, label, static_cast<std::int64_t>(samples.size()), console_style());
  auto features =
      sample_features(network, samples, loader, [&](std::int64_t done) { progress.update(done); });
  progress.finish();
  return features;
}

// Views only, of the last task: photographs as they are would make sound ones easier to tell.
std::vector<JudgedSample> judge(ScoringNetwork& network, const FlawSamples& samples,
                                const torch::Tensor& features) {
  const torch::NoGradGuard no_grad;
  const auto logits = network.logits_from(network.backbone().stage_count(), features, {});
  const auto scores = network.outputs().scores(logits).select(1, -1).contiguous();
  std::vector<JudgedSample> judged;
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (i % samples.of_each() >= FlawSamples::view)
      judged.push_back({samples.at(i), scores[static_cast<std::int64_t>(i)].item<double>()});
  return judged;
}

// Of each data set that has pictures among these.
std::vector<MeasuredFigure> card_figures(const Corpus& corpus, const std::vector<std::int64_t>& pictures,
                                         const std::vector<JudgedSample>& judged) {
  std::vector<MeasuredFigure> figures;
  for (std::size_t set = 0; set < corpus.data_sets.size(); ++set) {
    std::vector<double> scores;
    std::vector<double> soundness;
    for (const auto& [sample, score] : judged) {
      const auto picture = static_cast<std::size_t>(pictures[sample.photograph]);
      if (corpus.pictures[picture].data_set != static_cast<int>(set)) continue;
      scores.push_back(score);
      soundness.push_back(sample.soundness());
    }
    if (scores.empty()) continue;
    MeasuredFigure figure;
    figure.task = task_name;
    figure.data_set = corpus.data_sets[set].name;
    figure.protocol = "views and spoilt copies, made by the trainer, of pictures it did not learn from";
    figure.images = static_cast<int>(scores.size());
    figure.srcc = srcc(scores, soundness);
    figure.plcc = plcc(scores, soundness);
    figure.mae = mae(scores, soundness);
    figures.push_back(figure);
  }
  return figures;
}

TrainingRecord with_flawless(TrainingRecord record, const AddedTask& task, const Call& call,
                             const std::vector<MeasuredFigure>& figures) {
  record.network = with_task(record.network, task);
  record.tasks.push_back({task_name, "", "", 0, 1, Protocol::holdout});
  record.command += " && " + call.command_line;
  record.figures.insert(record.figures.end(), figures.begin(), figures.end());
  return record;
}

}  // namespace

int run_add_flawless(const Call& call, std::ostream& out, std::ostream& log) {
  const auto values = read_corpus_command_line(call, flawless_options(), out);
  if (!values) return 0;
  const auto options = read_options(*values);
  const auto checkpoint = load_without_flawless(options.checkpoint);
  const auto corpus = read_corpus(options.corpus, log);
  const auto split = split_corpus(corpus, no_fold);
  auto held_out = split.test;
  held_out.insert(held_out.end(), split.validation.begin(), split.validation.end());
  if (split.train.empty() || held_out.empty())
    throw Error(ErrorKind::bad_data, options.corpus.data.string() + ": " +
                                         std::to_string(split.train.size()) + " pictures to learn from and " +
                                         std::to_string(held_out.size()) +
                                         " held out; some of both are needed");
  require_writable_folder(options.out);

  auto& network = *checkpoint.network;
  const auto seed = static_cast<std::uint64_t>(options.seed);
  const auto learned = samples_of(corpus, split.train, {options.copies, 2 * seed});
  const auto features = features_of(network, learned, options.loader, "learning", log);
  const AddedTask task = {fit_flaws(network, learned, features, options.fit), options.fit.limit};
  const auto wider = with_task(network, checkpoint.record.network, task);
  const auto unseen = samples_of(corpus, held_out, {std::min<std::size_t>(options.copies, 2), 2 * seed + 1});
  const auto judged = judge(*wider, unseen, features_of(network, unseen, options.loader, "judging", log));

  const auto figures = card_figures(corpus, held_out, judged);
  const auto flaws = flaw_figures(judged);
  write_file(options.out / "flaws.csv", flaw_figures_csv(flaws));
  const auto record = with_flawless(checkpoint.record, task, call, figures);
  write_file(options.out / "figures.json", figures_json(record.figures));
  save_checkpoint(*wider, record, options.out / "checkpoint.pt");
  print_figures(out, figures);
  out << '\n';
  print_flaw_figures(out, flaws);
  return 0;
}

}  // namespace aesthetic::training
