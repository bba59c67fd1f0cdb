// SPDX-License-Identifier: MIT
#include "trainer/added_task.hpp"

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

// The rows that were there, then those that are there already.
void copy_rows(const torch::Tensor& to, const torch::Tensor& from) {
  to.narrow(0, 0, from.size(0)).copy_(from);
}

}  // namespace

void require_linear_head(const NetworkOptions& options) {
  if (options.head.name != "multi-level")
    throw Error(ErrorKind::bad_data, "head: " + options.head.name + "; only multi-level takes another task");
  if (options.head.hidden > 0)
    throw Error(ErrorKind::bad_data, "head: has a hidden layer; only a linear one takes another task");
}

NetworkOptions with_task(NetworkOptions options) {
  ++options.tasks;
  if (!options.bins.empty()) options.bins.push_back(0);
  return options;
}

std::shared_ptr<ScoringNetwork> with_task(const ScoringNetwork& network, const NetworkOptions& options,
                                          const torch::Tensor& weight, double bias) {
  require_linear_head(options);
  const torch::NoGradGuard no_grad;
  auto wider = std::make_shared<ScoringNetwork>(with_task(options));
  const auto old_parameters = network.named_parameters();
  for (auto& parameter : wider->named_parameters()) {
    const auto& old = old_parameters[parameter.key()];
    copy_rows(parameter.value(), old);
    if (old.size(0) == parameter.value().size(0)) continue;
    auto row = parameter.value()[old.size(0)];
    if (row.dim() == 0)
      row.fill_(bias);
    else
      row.copy_(weight);
  }
  const auto old_buffers = network.named_buffers();
  for (auto& buffer : wider->named_buffers()) buffer.value().copy_(old_buffers[buffer.key()]);
  wider->eval();
  return wider;
}

}  // namespace aesthetic::training
