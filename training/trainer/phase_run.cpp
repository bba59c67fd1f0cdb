// SPDX-License-Identifier: MIT
#include "trainer/phase_run.hpp"

#include <ATen/Context.h>

#include <algorithm>
#include <mutex>

#include "trainer/tensor_list.hpp"

namespace aesthetic::training {
namespace {

std::int64_t steps_of(std::int64_t pictures, const Phase& phase) {
  return (pictures + phase.batch - 1) / phase.batch * phase.epochs;
}

Trainer& begun(Trainer& trainer, const Phase& phase) {
  trainer.begin(phase);
  return trainer;
}

torch::Tensor state_of(torch::Generator generator) {
  const std::lock_guard<std::mutex> lock(generator.mutex());
  return generator.get_state();
}

void set_state(torch::Generator generator, const torch::Tensor& state) {
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(state);
}

// Dropout draws from it.
torch::Generator dropout_generator(const ScoringNetwork& network) {
  return at::globalContext().defaultGenerator(network.device());
}

template <typename Read>
auto read_value(torch::serialize::InputArchive& archive, const char* name, Read read) {
  c10::IValue value;
  archive.read(name, value);
  return read(value);
}

}  // namespace

PhaseRun::PhaseRun(Trainer& trainer, ScoringNetwork& network, const Split& split, const Phase& phase)
    : trainer_(begun(trainer, phase)),
      network_(network),
      split_(split),
      phase_(phase),
      epoch_size_(trainer.epoch_size(split)),
      optimiser_(network, phase, trainer.first_tuned(), steps_of(epoch_size_, phase)) {}

void PhaseRun::step(const std::function<void(const EpochReport&)>& report) {
  if (position_ == 0) order_ = trainer_.draw_epoch(split_);
  const auto count = std::min(phase_.batch, epoch_size_ - position_);
  const auto loss = trainer_.loss(network_, order_.pictures.narrow(0, position_, count),
                                  order_.views.narrow(0, position_, count));
  optimiser_.step(loss);
  loss_sum_ += loss.item<double>() * static_cast<double>(count);
  position_ += count;
  if (position_ == epoch_size_) finish_epoch(report);
}

void PhaseRun::finish_epoch(const std::function<void(const EpochReport&)>& report) {
  EpochReport now;
  now.epoch = epoch_;
  now.loss = loss_sum_ / static_cast<double>(epoch_size_);
  const auto learning = optimiser_.copies();
  const auto judged = optimiser_.kept();
  optimiser_.assign(judged);
  trainer_.validate(network_, split_, now);
  optimiser_.assign(learning);
  const bool is_worse = now.validation_loss >= lowest_ * (1 + phase_.tolerance);
  worse_ = is_worse ? worse_ + 1 : 0;
  lowest_ = std::min(lowest_, now.validation_loss);
  if (!is_worse || phase_.patience == 0) kept_ = judged;
  epoch_ = phase_.patience > 0 && worse_ >= phase_.patience ? phase_.epochs + 1 : epoch_ + 1;
  position_ = 0;
  loss_sum_ = 0;
  if (done()) optimiser_.assign(kept_);
  report(now);
}

std::string PhaseRun::place() const {
  return "epoch " + std::to_string(epoch_) + ", picture " + std::to_string(position_) + " of " +
         std::to_string(epoch_size_);
}

void PhaseRun::save(torch::serialize::OutputArchive& archive) const {
  torch::serialize::OutputArchive network;
  network_.save(network);
  archive.write("network", network);
  torch::serialize::OutputArchive optimiser;
  optimiser_.save(optimiser);
  archive.write("optimiser", optimiser);
  archive.write("epoch", c10::IValue(std::int64_t{epoch_}));
  archive.write("position", c10::IValue(position_));
  if (position_ > 0) {
    archive.write("pictures", order_.pictures);
    archive.write("views", order_.views);
  }
  archive.write("loss_sum", c10::IValue(loss_sum_));
  archive.write("lowest", c10::IValue(lowest_));
  archive.write("worse", c10::IValue(std::int64_t{worse_}));
  write_list(archive, "kept", kept_);
  archive.write("generator", state_of(trainer_.generator()));
  archive.write("dropout_generator", state_of(dropout_generator(network_)));
}

void PhaseRun::load(torch::serialize::InputArchive& archive) {
  torch::serialize::InputArchive network;
  archive.read("network", network);
  network_.load(network);
  torch::serialize::InputArchive optimiser;
  archive.read("optimiser", optimiser);
  optimiser_.load(optimiser);
  const auto to_int = [](const c10::IValue& value) { return value.toInt(); };
  const auto to_double = [](const c10::IValue& value) { return value.toDouble(); };
  epoch_ = static_cast<int>(read_value(archive, "epoch", to_int));
  position_ = read_value(archive, "position", to_int);
  if (position_ > 0) {
    archive.read("pictures", order_.pictures);
    archive.read("views", order_.views);
  }
  loss_sum_ = read_value(archive, "loss_sum", to_double);
  lowest_ = read_value(archive, "lowest", to_double);
  worse_ = static_cast<int>(read_value(archive, "worse", to_int));
  kept_ = read_list(archive, "kept");
  torch::Tensor state;
  archive.read("generator", state);
  set_state(trainer_.generator(), state);
  archive.read("dropout_generator", state);
  set_state(dropout_generator(network_), state);
}

}  // namespace aesthetic::training
