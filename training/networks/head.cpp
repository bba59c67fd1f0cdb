// SPDX-License-Identifier: MIT
#include "networks/head.hpp"

#include <map>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

using Makers = std::map<std::string, HeadMaker>;

// In a function: registrations of other files may come before this file's variables are made.
Makers& makers() {
  static Makers all;
  return all;
}

}  // namespace

std::int64_t Head::feature_count() const {
  std::int64_t count = 0;
  for (int stage = 0; stage < stage_count(); ++stage) count += feature_count(stage);
  return count;
}

void Head::set_linear_path(const torch::Tensor& /*weights*/, const torch::Tensor& /*biases*/) {
  throw Error(ErrorKind::bad_data, "ridge: the head has no linear path");
}

HeadRegistration::HeadRegistration(const std::string& name, HeadMaker make) {
  makers().emplace(name, std::move(make));
}

std::shared_ptr<Head> make_head(const HeadOptions& options, const std::vector<std::int64_t>& stage_channels,
                                std::int64_t logits) {
  const auto found = makers().find(options.name);
  if (found != makers().end()) return found->second(options, stage_channels, logits);
  std::string known;
  for (const auto& [other, make] : makers()) known += (known.empty() ? "" : ", ") + other;
  throw Error(ErrorKind::bad_data, "head " + options.name + ": unknown; known are " + known);
}

std::string emit_dense(OnnxGraph& graph, const std::string& x, const torch::Tensor& weight,
                       const torch::Tensor& bias) {
  const auto rows = weight.detach().contiguous();
  const auto offsets = bias.detach().contiguous();
  return graph.gemm(x, {rows.size(0), rows.size(1), rows.data_ptr<float>(), offsets.data_ptr<float>()});
}

}  // namespace aesthetic::training
