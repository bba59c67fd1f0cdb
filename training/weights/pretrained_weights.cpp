// SPDX-License-Identifier: MIT
#include "weights/pretrained_weights.hpp"

#include <fstream>
#include <sstream>
#include <utility>

#include "aesthetic/error.hpp"
#include "weights/keras_hdf5.hpp"
#include "weights/torch_legacy.hpp"

namespace aesthetic::training {
namespace {

std::string shape_text(c10::IntArrayRef shape) {
  std::ostringstream text;
  text << shape;
  return text.str();
}

std::string first_bytes(const std::filesystem::path& file, std::size_t count) {
  if (!std::filesystem::exists(file)) throw Error(ErrorKind::not_found, file.string() + ": no such file");
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(count, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(count));
  if (std::filesystem::is_directory(file) || stream.bad())
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be read");
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

bool starts_with(const std::string& bytes, std::string_view magic) {
  return bytes.compare(0, magic.size(), magic) == 0;
}

}  // namespace

PretrainedWeights::PretrainedWeights(std::string source, Tensors tensors)
    : source_(std::move(source)), tensors_(std::move(tensors)) {}

torch::Tensor PretrainedWeights::take(const std::string& name, const std::vector<std::int64_t>& shape) {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    faults_.push_back("no tensor " + name);
    return torch::zeros(shape);
  }
  if (found->second.sizes() != c10::IntArrayRef(shape)) {
    faults_.push_back(name + " has the shape " + shape_text(found->second.sizes()) + ", expected " +
                      shape_text(shape));
    return torch::zeros(shape);
  }
  return found->second.to(torch::kFloat);
}

void PretrainedWeights::require_all_taken_fit() const {
  if (faults_.empty()) return;
  throw Error(ErrorKind::bad_model, source_ + ": " + std::to_string(faults_.size()) +
                                        " tensors do not fit the network; first: " + faults_.front());
}

PretrainedWeights read_pretrained_weights(const std::filesystem::path& file) {
  const auto head = first_bytes(file, 16);
  if (starts_with(head, keras_hdf5_magic)) return {file.string(), read_keras_hdf5(file)};
  if (starts_with(head, torch_legacy_magic)) return {file.string(), read_torch_legacy(file)};
  throw Error(ErrorKind::bad_model, file.string() + ": neither Keras HDF5 nor torch's legacy format");
}

}  // namespace aesthetic::training
