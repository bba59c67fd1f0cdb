// SPDX-License-Identifier: MIT
#include "trainer/training_state.hpp"

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic::training {
namespace {

// Raised when the same state would mean something else.
constexpr std::int64_t state_version = 1;

std::string text_in(torch::serialize::InputArchive& archive, const std::string& name) {
  c10::IValue value;
  archive.read(name, value);
  return value.toStringRef();
}

std::int64_t number_in(torch::serialize::InputArchive& archive, const std::string& name) {
  c10::IValue value;
  archive.read(name, value);
  return value.toInt();
}

void write_fold(torch::serialize::OutputArchive& archive, const std::string& name, const FoldScores& scores) {
  torch::serialize::OutputArchive fold;
  fold.write("fold", c10::IValue(std::int64_t{scores.fold}));
  if (scores.head.defined()) fold.write("head", scores.head);
  if (scores.final.defined()) fold.write("final", scores.final);
  if (scores.validation.defined()) fold.write("validation", scores.validation);
  archive.write(name, fold);
}

FoldScores read_fold(torch::serialize::InputArchive& archive, const std::string& name) {
  torch::serialize::InputArchive fold;
  archive.read(name, fold);
  FoldScores scores;
  scores.fold = static_cast<int>(number_in(fold, "fold"));
  fold.try_read("head", scores.head);
  fold.try_read("final", scores.final);
  fold.try_read("validation", scores.validation);
  return scores;
}

SavedTraining read_whole(const std::filesystem::path& file) {
  torch::serialize::InputArchive archive;
  archive.load_from(file.string());
  if (number_in(archive, "version") != state_version)
    throw Error(ErrorKind::bad_data, file.string() + ": of another version of aesthetic-train; delete it");
  SavedTraining saved;
  saved.state.command = text_in(archive, "command");
  saved.state.inputs = text_in(archive, "inputs");
  saved.state.phase = static_cast<int>(number_in(archive, "phase"));
  const auto folds = number_in(archive, "folds");
  for (std::int64_t i = 0; i < folds; ++i)
    saved.state.folds.push_back(read_fold(archive, "fold" + std::to_string(i)));
  auto running = std::make_shared<torch::serialize::InputArchive>();
  if (archive.try_read("running", *running)) saved.running = std::move(running);
  return saved;
}

}  // namespace

void write_state(const std::filesystem::path& file, const TrainingState& state, const PhaseRun* running) {
  torch::serialize::OutputArchive archive;
  archive.write("version", c10::IValue(state_version));
  archive.write("command", c10::IValue(state.command));
  archive.write("inputs", c10::IValue(state.inputs));
  archive.write("phase", c10::IValue(std::int64_t{state.phase}));
  archive.write("folds", c10::IValue(static_cast<std::int64_t>(state.folds.size())));
  for (std::size_t i = 0; i < state.folds.size(); ++i)
    write_fold(archive, "fold" + std::to_string(i), state.folds[i]);
  if (running != nullptr) {
    torch::serialize::OutputArchive phase;
    running->save(phase);
    archive.write("running", phase);
  }
  std::string bytes;
  archive.save_to([&bytes](const void* data, std::size_t count) {
    bytes.append(static_cast<const char*>(data), count);
    return count;
  });
  write_file(file, bytes);
}

std::optional<SavedTraining> read_state(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    return read_whole(file);
  } catch (const Error&) {
    throw;
  } catch (const std::exception&) {
    // LibTorch's texts are pages long and speak of its own insides.
    throw Error(ErrorKind::bad_data, file.string() + ": is broken; delete it to start anew");
  }
}

}  // namespace aesthetic::training
