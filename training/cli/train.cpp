// SPDX-License-Identifier: MIT
#include <ATen/Parallel.h>

#include <algorithm>
#include <ostream>
#include <thread>
#include <utility>

#include "aesthetic/error.hpp"
#include "cli/commands.hpp"
#include "cli/output_folder.hpp"
#include "cli/train_options.hpp"
#include "cli/training_run.hpp"

namespace aesthetic::training {

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
  const auto is_fixed = [](const auto& set) { return has_fixed_test(set.protocol); };
  if (!options.final && std::any_of(corpus.data_sets.begin(), corpus.data_sets.end(), is_fixed))
    throw Error(ErrorKind::bad_data,
                "final: must be true where test pictures are fixed; the network that is kept predicts them");
  // Where all test pictures are fixed, the folds would train the same network again.
  if (std::all_of(corpus.data_sets.begin(), corpus.data_sets.end(), is_fixed)) options.folds = 0;
  TrainingRun run(options, std::move(corpus), call, log);
  run.announce();
  run.compute_frozen();
  std::shared_ptr<ScoringNetwork> network;
  std::vector<MeasuredFigure> figures;
  if (options.final) {
    network = run.train(no_fold);
    // A run that was killed in one of the folds has written it.
    if (!network) network = load_checkpoint(options.out / "checkpoint.pt").network;
    figures = run.save(network.get());
    run.save_state();
    // The folds, which take longer, add only figures.
    if (options.folds > 0 && !figures.empty()) print_figures(log, figures);
  }
  for (int fold = 0; fold < options.folds; ++fold)
    if (run.train(fold)) run.save_state();
  if (options.folds > 0) figures = run.save(network.get());
  run.finish();
  print_figures(out, figures);
  return 0;
}

}  // namespace aesthetic::training
