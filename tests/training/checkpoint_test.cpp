// SPDX-License-Identifier: MIT
#include "report/checkpoint.hpp"

#include <torch/torch.h>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

TrainingRecord small_record() {
  TrainingRecord record;
  record.network.backbone = "squeezenet1-1";
  record.network.size = 64;
  record.network.darkest = 5;
  record.network.brightest = 240;
  record.network.tasks = 1;
  record.network.bins = {7};
  record.network.head.levels = {3, 8};
  record.network.head.square_levels = {3};
  record.network.head.grid_stage = 5;
  record.network.head.hidden = 4;
  record.network.head.dropout = 0.25;
  record.network.head.limit = 1.5;
  record.tasks = {parse_rating("overall=drawn/labels.csv:score:1:7:holdout")};
  record.data_sets = {{"drawn", Protocol::holdout, 60, {}}};
  record.command = "aesthetic-train train --seed 3";
  record.seed = 3;
  MeasuredFigure figure;
  figure.task = "overall";
  figure.srcc = 0.5;
  figure.mae = 0.1;
  record.figures = {figure};
  return record;
}

TEST(Checkpoint, KeepsNetworkAndRecord) {
  const TemporaryFolder folder;
  const auto record = small_record();
  ScoringNetwork network(record.network);
  network.eval();
  save_checkpoint(network, record, folder / "c.pt");
  const auto loaded = load_checkpoint(folder / "c.pt");
  EXPECT_EQ(loaded.record.command, record.command);
  EXPECT_EQ(loaded.record.seed, 3);
  EXPECT_EQ(loaded.record.network.darkest, 5);
  EXPECT_EQ(loaded.record.network.brightest, 240);
  EXPECT_EQ(loaded.record.network.bins, (std::vector<std::int64_t>{7}));
  EXPECT_EQ(loaded.record.network.head.levels, record.network.head.levels);
  EXPECT_EQ(loaded.record.network.head.square_levels, record.network.head.square_levels);
  EXPECT_EQ(loaded.record.network.head.dropout, 0.25);
  EXPECT_EQ(loaded.record.network.head.limit, 1.5);
  EXPECT_EQ(loaded.record.tasks.at(0).highest, 7);
  EXPECT_EQ(loaded.record.data_sets.at(0).protocol, Protocol::holdout);
  EXPECT_EQ(loaded.record.figures.at(0).mae, 0.1);
  const torch::NoGradGuard no_grad;
  const auto x = torch::randn({1, 3, 64, 64});
  EXPECT_TRUE(network.forward(x).equal(loaded.network->forward(x)));
}

TEST(Checkpoint, RefusesWhatIsNone) {
  const TemporaryFolder folder;
  expect_error(ErrorKind::not_found, {"c.pt", "no such file"}, [&] { load_checkpoint(folder / "c.pt"); });
  write_file(folder / "c.pt", "");
  expect_error(ErrorKind::bad_model, {"c.pt", "not a whole checkpoint"},
               [&] { load_checkpoint(folder / "c.pt"); });
  const auto record = small_record();
  save_checkpoint(ScoringNetwork(record.network), record, folder / "c.pt");
  std::filesystem::resize_file(folder / "c.pt", std::filesystem::file_size(folder / "c.pt") / 2);
  expect_error(ErrorKind::bad_model, {"c.pt", "not a whole checkpoint"},
               [&] { load_checkpoint(folder / "c.pt"); });
  torch::serialize::OutputArchive archive;
  archive.write("record", c10::IValue(std::string("{}")));
  archive.save_to((folder / "c.pt").string());
  expect_error(ErrorKind::bad_model, {"c.pt", "not a whole checkpoint"},
               [&] { load_checkpoint(folder / "c.pt"); });
}

TEST(Checkpoint, IsWrittenWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const auto record = small_record();
  expect_error(ErrorKind::unreadable, {"c.pt"},
               [&] { save_checkpoint(ScoringNetwork(record.network), record, folder / "none/c.pt"); });
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
}

}  // namespace
}  // namespace aesthetic::training
