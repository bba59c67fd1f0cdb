// SPDX-License-Identifier: MIT
#include "weights/pretrained_weights.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <utility>

#include "aesthetic/error.hpp"
#include "weights/keras_hdf5.hpp"
#include "weights/onnx_weights.hpp"
#include "weights/safetensors.hpp"
#include "weights/torch_legacy.hpp"
#include "weights/torch_zip.hpp"

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

std::string describe(const WeightsReport& report) {
  // The names of a classifier fit on a line; those of another network do not.
  static constexpr std::size_t named = 4;
  auto text = std::to_string(report.matched) + " tensors matched";
  const auto add = [&text](const std::string& what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    const std::vector<std::string> first(
        names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(named, names.size())));
    text += "; " + what + ": " + boost::algorithm::join(first, ", ");
    if (names.size() > named) text += " and " + std::to_string(names.size() - named) + " more";
  };
  add("missing", report.missing);
  add("of another shape", report.other_shape);
  add("not used", report.unused);
  return text;
}

torch::Tensor PretrainedWeights::take(const std::string& name, const std::vector<std::int64_t>& shape) {
  taken_.insert(name);
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) {
    found_.missing.push_back(name);
    return torch::zeros(shape);
  }
  if (found->second.sizes() != c10::IntArrayRef(shape)) {
    found_.other_shape.push_back(name + " has the shape " + shape_text(found->second.sizes()) +
                                 ", expected " + shape_text(shape));
    return torch::zeros(shape);
  }
  ++found_.matched;
  return found->second.to(torch::kFloat);
}

WeightsReport PretrainedWeights::report() const {
  auto report = found_;
  for (const auto& [name, tensor] : tensors_)
    if (taken_.count(name) == 0) report.unused.push_back(name);
  return report;
}

void PretrainedWeights::require_all_taken_fit() const {
  const auto faults = found_.missing.size() + found_.other_shape.size();
  if (faults > 0)
    throw Error(ErrorKind::bad_model, source_ + ": " + std::to_string(faults) +
                                          " tensors do not fit the network: " + describe(report()));
}

PretrainedWeights read_pretrained_weights(const std::filesystem::path& file) {
  const auto head = first_bytes(file, 16);
  if (starts_with(head, keras_hdf5_magic)) return {file.string(), read_keras_hdf5(file)};
  if (starts_with(head, torch_legacy_magic)) return {file.string(), read_torch_legacy(file)};
  if (starts_with(head, torch_zip_magic)) return {file.string(), read_torch_zip(file)};
  if (file.extension() == ".safetensors") return {file.string(), read_safetensors(file)};
  if (file.extension() == ".onnx") return {file.string(), read_onnx_weights(file)};
  throw Error(ErrorKind::bad_model, file.string() +
                                        ": neither Keras HDF5 nor torch's zip or legacy format, nor " +
                                        "named .safetensors or .onnx");
}

}  // namespace aesthetic::training
