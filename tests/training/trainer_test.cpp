// SPDX-License-Identifier: MIT
#include "trainer/trainer.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <sstream>

#include "losses/squared_emd.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"
#include "trainer/phase_run.hpp"

namespace aesthetic::training {
namespace {

using test::TemporaryFolder;

NetworkOptions small_network() {
  NetworkOptions network;
  network.backbone = "squeezenet1-1";
  network.size = 64;
  network.tasks = 2;
  network.head.levels = {4, 6, 8};
  network.head.grid_stage = 4;
  network.head.hidden = 16;
  network.head.direct = true;
  return network;
}

// Drawn pictures, a network with random weights and what its frozen stages give.
struct Bench {
  explicit Bench(const TemporaryFolder& folder, int first_tuned = 7) {
    test::write_rated_pictures(folder / "data", 60);
    corpus = read_corpus(folder / "data",
                         {parse_rating("overall=drawn/labels.csv:brightness:1:7"),
                          parse_rating("top=drawn/labels.csv:top:0:1")},
                         4);
    torch::manual_seed(5);
    network = std::make_shared<ScoringNetwork>(small_network());
    std::vector<std::filesystem::path> files;
    for (const auto& picture : corpus.pictures) files.push_back(picture.file);
    frozen = compute_frozen_features(*network, files, first_tuned, 3, {8, 2}, [](auto) {});
    split = split_corpus(corpus, 0);
  }

  Corpus corpus;
  std::shared_ptr<ScoringNetwork> network;
  FrozenFeatures frozen;
  Split split;
};

Phase head_phase() {
  Phase phase;
  phase.name = "head";
  phase.epochs = 4;
  phase.batch = 8;
  return phase;
}

Phase tune_phase() {
  Phase phase = head_phase();
  phase.name = "tune";
  phase.tune_backbone = true;
  phase.epochs = 2;
  phase.backbone_learning_rate = 1e-4;
  return phase;
}

TEST(FrozenFeatures, AreThoseOfEveryView) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  EXPECT_EQ(bench.frozen.features.sizes(),
            (std::vector<std::int64_t>{3, 60, bench.network->head().feature_count()}));
  EXPECT_EQ(bench.frozen.activations.sizes(), (std::vector<std::int64_t>{3, 60, 384, 3, 3}));
  EXPECT_EQ(bench.frozen.activations.scalar_type(), torch::kHalf);
  EXPECT_TRUE(bench.frozen.features.isfinite().all().item<bool>());
}

TEST(FrozenFeatures, GiveTheSameScoresAsTheWholeNetwork) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  const torch::NoGradGuard no_grad;
  bench.network->eval();
  std::vector<std::filesystem::path> first = {bench.corpus.pictures[0].file};
  torch::Tensor whole;
  for_each_batch(first, bench.network->input(), {1, 0},
                 [&](auto, const torch::Tensor& picture) { whole = bench.network->forward(picture); });
  const auto frozen = bench.frozen.features[0].narrow(0, 0, 1);
  const auto all_frozen = bench.network->forward_from(9, frozen, {});
  EXPECT_TRUE(whole.allclose(all_frozen, 1e-4, 1e-5));
  const auto tail =
      bench.network->forward_from(7, frozen.narrow(1, 0, bench.network->frozen_features(7)),
                                  bench.frozen.activations[0].narrow(0, 0, 1).to(torch::kFloat));
  EXPECT_TRUE(whole.allclose(tail, 1e-2, 1e-3));
}

torch::Tensor train(const Bench& bench, std::uint64_t seed) {
  torch::manual_seed(9);
  ScoringNetwork network(small_network());
  network.backbone().copy_from(bench.network->backbone());
  TrainerOptions options{{2}, {1, 0.5F}};
  Trainer trainer(bench.corpus, bench.frozen, options, seed);
  trainer.prepare_head(network, bench.split);
  for (const auto& phase : {head_phase(), tune_phase()})
    trainer.fit(network, bench.split, phase, [](auto) {});
  return trainer.predict(network, bench.split.test);
}

TEST(Trainer, GivesTheSameNetworkForTheSameSeed) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  const auto once = train(bench, 3);
  EXPECT_TRUE(once.equal(train(bench, 3)));
  EXPECT_FALSE(once.equal(train(bench, 4)));
}

// Goes through the phase, with another trainer and network from the archive on after `steps` steps.
torch::Tensor train_in_two(const Bench& bench, const Phase& phase, int steps) {
  const auto network_with = [&] {
    torch::manual_seed(9);
    auto network = std::make_shared<ScoringNetwork>(small_network());
    network->backbone().copy_from(bench.network->backbone());
    return network;
  };
  torch::serialize::OutputArchive saved;
  {
    const auto network = network_with();
    Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 3);
    trainer.prepare_head(*network, bench.split);
    PhaseRun run(trainer, *network, bench.split, phase);
    for (int step = 0; step < steps; ++step) run.step([](auto) {});
    run.save(saved);
  }
  std::stringstream bytes;
  saved.save_to(bytes);
  torch::serialize::InputArchive archive;
  archive.load_from(bytes);
  const auto network = network_with();
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 4);
  PhaseRun run(trainer, *network, bench.split, phase);
  run.load(archive);
  while (!run.done()) run.step([](auto) {});
  return trainer.predict(*network, bench.split.test);
}

TEST(PhaseRun, GoesOnFromAnArchive) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  auto phase = tune_phase();
  phase.average = 0.9;
  phase.patience = 1;
  phase.tolerance = 0.99;
  phase.weight_decay = 0.01;
  const auto whole = train_in_two(bench, phase, 0);
  // In the first epoch, between the two, in the second.
  const int epoch_steps = static_cast<int>((bench.split.train.size() + 7) / 8);
  for (const int steps : {2, epoch_steps, epoch_steps + 2})
    EXPECT_TRUE(whole.equal(train_in_two(bench, phase, steps))) << steps;
}

TEST(Trainer, LearnsADistributionAndItsMean) {
  const TemporaryFolder folder;
  Bench bench(folder, 9);
  // Of the scores 0, 1/2 and 1, with the label as their mean.
  LabelDistribution distribution{0, 3, {}};
  for (std::size_t i = 0; i < bench.corpus.pictures.size(); ++i) {
    const float label = bench.corpus.label(static_cast<std::int64_t>(i), 0);
    for (const float share : {(1 - label) * (1 - label), 2 * label * (1 - label), label * label})
      distribution.shares.push_back(share);
  }
  bench.corpus.distributions = {distribution};
  auto options = small_network();
  options.bins = {3, 0};
  options.head.hidden = 0;
  options.head.dropout = 0;
  ScoringNetwork network(options);
  network.backbone().copy_from(bench.network->backbone());
  const auto prepared = [&](double ridge) {
    TrainerOptions trainer_options{{1}, {1, 1}, ridge};
    trainer_options.distribution = 1;
    Trainer trainer(bench.corpus, bench.frozen, trainer_options, 1);
    trainer.prepare_head(network, bench.split);
    network.eval();
    return trainer;
  };
  const auto emd = [&] {
    const auto test = torch::tensor(bench.split.test, torch::kLong);
    const auto logits = network.logits_from(9, bench.frozen.features[0].index_select(0, test), {});
    const auto wanted = torch::tensor(distribution.shares).view({-1, 3}).index_select(0, test);
    return masked_squared_emd(network.outputs().distribution(logits, 0), wanted).item<double>();
  };
  // The linear fit is the mean's.
  const auto scores = prepared(0.001).predict(network, bench.split.test);
  EXPECT_GT(agreement(bench.corpus, bench.split.test, scores, 0).srcc, 0.9);
  for (auto& parameter : network.head().parameters()) parameter.data().zero_();
  auto trainer = prepared(0);
  const double before = emd();
  auto phase = head_phase();
  phase.epochs = 20;
  phase.head_learning_rate = 1e-4;
  trainer.fit(network, bench.split, phase, [](auto) {});
  network.eval();
  EXPECT_LT(emd(), 0.5 * before);
}

TEST(Trainer, LeavesTheFrozenStagesAlone) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  ScoringNetwork network(small_network());
  network.backbone().copy_from(bench.network->backbone());
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 1);
  trainer.fit(network, bench.split, tune_phase(), [](auto) {});
  for (int stage = 0; stage < network.backbone().stage_count(); ++stage) {
    const auto before = bench.network->backbone().stage_parameters(stage);
    const auto after = network.backbone().stage_parameters(stage);
    bool same = true;
    for (std::size_t i = 0; i < before.size(); ++i) same = same && before[i].equal(after[i]);
    EXPECT_EQ(same, stage < 7) << stage;
  }
}

TEST(Trainer, TunesOnlyTheStagesItIsTold) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  ScoringNetwork network(small_network());
  network.backbone().copy_from(bench.network->backbone());
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 1);
  auto phase = tune_phase();
  phase.last_tuned = 7;
  trainer.fit(network, bench.split, phase, [](auto) {});
  for (int stage = 0; stage < network.backbone().stage_count(); ++stage) {
    const auto before = bench.network->backbone().stage_parameters(stage);
    const auto after = network.backbone().stage_parameters(stage);
    EXPECT_EQ(before.front().equal(after.front()), stage != 7) << stage;
  }
}

TEST(Trainer, NeedsNoValidationPictures) {
  const TemporaryFolder folder;
  Bench bench(folder);
  bench.split.validation.clear();
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 1);
  trainer.prepare_head(*bench.network, bench.split);
  EXPECT_NO_THROW(trainer.fit(*bench.network, bench.split, head_phase(), [](auto) {}));
}

TEST(Schedule, FollowsItsName) {
  Phase phase;
  phase.schedule = Schedule::cosine;
  EXPECT_DOUBLE_EQ(scheduled_share(phase, 0, 100), 1);
  EXPECT_NEAR(scheduled_share(phase, 50, 100), 0.5, 1e-12);
  phase.schedule = Schedule::constant;
  EXPECT_EQ(scheduled_share(phase, 99, 100), 1);
  phase.schedule = Schedule::steps;
  EXPECT_EQ(scheduled_share(phase, 124, 400), 1);
  EXPECT_EQ(scheduled_share(phase, 125, 400), 0.5);
  EXPECT_EQ(scheduled_share(phase, 375, 400), 0.125);
}

double validation_srcc(const Bench& bench, const Trainer& trainer) {
  const auto scores = trainer.predict(*bench.network, bench.split.validation);
  return (agreement(bench.corpus, bench.split.validation, scores, 0).srcc +
          agreement(bench.corpus, bench.split.validation, scores, 1).srcc) /
         2;
}

TEST(Trainer, KeepsTheBestStateAndStopsWithoutProgress) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  auto phase = head_phase();
  phase.epochs = 40;
  phase.patience = 3;
  phase.head_learning_rate = 0.01;
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 1);
  trainer.prepare_head(*bench.network, bench.split);
  std::vector<EpochReport> epochs;
  trainer.fit(*bench.network, bench.split, phase, [&](const EpochReport& epoch) { epochs.push_back(epoch); });
  const auto best = std::max_element(epochs.begin(), epochs.end(), [](const auto& a, const auto& b) {
    return a.validation_loss > b.validation_loss;
  });
  EXPECT_LE(epochs.end() - best - 1, 3);
  EXPECT_DOUBLE_EQ(validation_srcc(bench, trainer), best->validation_srcc);
}

TEST(Trainer, KeepsTheLastStateWithinTheTolerance) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  auto phase = head_phase();
  phase.epochs = 6;
  phase.patience = 1;
  phase.tolerance = 0.99;
  phase.head_learning_rate = 0.01;
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}}, 1);
  trainer.prepare_head(*bench.network, bench.split);
  std::vector<EpochReport> epochs;
  trainer.fit(*bench.network, bench.split, phase, [&](const EpochReport& epoch) { epochs.push_back(epoch); });
  double lowest = epochs.front().validation_loss;
  std::size_t last = 0;
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    if (epochs[i].validation_loss < lowest * 1.99) last = i;
    lowest = std::min(lowest, epochs[i].validation_loss);
  }
  EXPECT_DOUBLE_EQ(validation_srcc(bench, trainer), epochs[last].validation_srcc);
}

// How far the scores of the training pictures move at most when they become frames of a video.
double greatest_move(const Bench& bench, double consistency, bool fine_tune) {
  auto network_options = small_network();
  network_options.head.hidden = 0;
  torch::manual_seed(9);
  ScoringNetwork network(network_options);
  network.backbone().copy_from(bench.network->backbone());
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}, 0.001, consistency}, 1);
  trainer.prepare_head(network, bench.split);
  auto phase = tune_phase();
  phase.epochs = fine_tune ? 4 : 0;
  phase.head_learning_rate = 1e-4;
  trainer.fit(network, bench.split, phase, [](auto) {});
  const auto& train = bench.split.train;
  return (trainer.predict(network, train) - trainer.predict(network, train, video_view))
      .abs()
      .max()
      .item<double>();
}

TEST(Trainer, ConsistencyKeepsTheScoresOfVideoFrames) {
  const TemporaryFolder folder;
  const Bench bench(folder);
  EXPECT_LT(greatest_move(bench, 1000, false), 0.5 * greatest_move(bench, 0, false));
  EXPECT_LT(greatest_move(bench, 30, true), 0.5 * greatest_move(bench, 0, true));
}

TEST(Trainer, RidgeStartsTheLinearPathWell) {
  const TemporaryFolder folder;
  const Bench bench(folder, 9);
  auto options = small_network();
  options.head.hidden = 0;
  ScoringNetwork network(options);
  network.backbone().copy_from(bench.network->backbone());
  Trainer trainer(bench.corpus, bench.frozen, {{1}, {1, 1}, 0.001}, 1);
  trainer.prepare_head(network, bench.split);
  const auto scores = trainer.predict(network, bench.split.test);
  EXPECT_GT(agreement(bench.corpus, bench.split.test, scores, 0).srcc, 0.9);
}

}  // namespace
}  // namespace aesthetic::training
