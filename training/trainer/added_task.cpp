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

NetworkOptions with_task(NetworkOptions options, const AddedTask& task) {
  ++options.tasks;
  if (!options.bins.empty()) options.bins.push_back(0);
  options.head.hidden = task.fit.hidden_bias.size(0);
  options.head.limit = task.limit;
  options.head.direct = true;
  return options;
}

std::shared_ptr<ScoringNetwork> with_task(const ScoringNetwork& network, const NetworkOptions& options,
                                          const AddedTask& task) {
  require_linear_head(options);
  const torch::NoGradGuard no_grad;
  auto wider = std::make_shared<ScoringNetwork>(with_task(options, task));
  // The hidden layer says nothing of the others, the linear path nothing of the new one.
  auto parameters = wider->named_parameters();
  for (const auto& old : network.named_parameters()) {
    auto& parameter = parameters[old.key()];
    parameter.zero_();
    copy_rows(parameter, old.value());
  }
  auto of_head = wider->head().named_parameters();
  of_head["hidden_weight"].copy_(task.fit.hidden_weight);
  of_head["hidden_bias"].copy_(task.fit.hidden_bias);
  of_head["output_weight"].zero_()[-1].copy_(task.fit.output_weight);
  of_head["output_bias"][-1] = task.fit.output_bias;
  const auto old_buffers = network.named_buffers();
  for (auto& buffer : wider->named_buffers()) buffer.value().copy_(old_buffers[buffer.key()]);
  wider->eval();
  return wider;
}

}  // namespace aesthetic::training
