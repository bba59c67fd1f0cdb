// SPDX-License-Identifier: MIT
#include "report/checkpoint.hpp"

#include <torch/serialize/archive.h>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "report/record_json.hpp"

namespace aesthetic::training {

void save_checkpoint(const ScoringNetwork& network, const TrainingRecord& record,
                     const std::filesystem::path& file) {
  torch::serialize::OutputArchive archive;
  network.save(archive);
  archive.write("record", c10::IValue(to_json(record)));
  std::string bytes;
  archive.save_to([&bytes](const void* data, std::size_t count) {
    bytes.append(static_cast<const char*>(data), count);
    return count;
  });
  write_file(file, bytes);
}

Checkpoint load_checkpoint(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) throw Error(ErrorKind::not_found, file.string() + ": no such file");
  if (!std::filesystem::is_regular_file(file))
    throw Error(ErrorKind::unreadable, file.string() + ": is not a file");
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(file.string());
    c10::IValue record;
    archive.read("record", record);
    Checkpoint checkpoint;
    checkpoint.record = record_from_json(record.toStringRef());
    checkpoint.network = std::make_shared<ScoringNetwork>(checkpoint.record.network);
    checkpoint.network->load(archive);
    checkpoint.network->eval();
    return checkpoint;
  } catch (const Error&) {
    throw;
  } catch (const std::exception&) {
    // LibTorch's texts are pages long and speak of its own insides.
    throw Error(ErrorKind::bad_model, file.string() + ": is not a whole checkpoint of aesthetic-train");
  }
}

}  // namespace aesthetic::training
