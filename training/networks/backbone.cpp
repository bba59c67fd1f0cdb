// SPDX-License-Identifier: MIT
#include "networks/backbone.hpp"

#include <map>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

using Makers = std::map<std::string, std::function<std::shared_ptr<Backbone>()>>;

// In a function: registrations of other files may come before this file's variables are made.
Makers& makers() {
  static Makers all;
  return all;
}

}  // namespace

void Backbone::append_stage(std::shared_ptr<Layer> stage, std::int64_t channels) {
  stages_.push_back(register_module("stage" + std::to_string(stages_.size()), std::move(stage)));
  channels_.push_back(channels);
}

void Backbone::copy_from(const Backbone& other) {
  const torch::NoGradGuard no_grad;
  const auto from = other.named_parameters();
  for (auto& parameter : named_parameters()) parameter.value().copy_(from[parameter.key()]);
}

BackboneRegistration::BackboneRegistration(const std::string& name,
                                           std::function<std::shared_ptr<Backbone>()> make) {
  makers().emplace(name, std::move(make));
}

std::shared_ptr<Backbone> make_backbone(const std::string& name) {
  const auto found = makers().find(name);
  if (found != makers().end()) return found->second();
  std::string known;
  for (const auto& [other, make] : makers()) known += (known.empty() ? "" : ", ") + other;
  throw Error(ErrorKind::bad_data, "backbone " + name + ": unknown; known are " + known);
}

}  // namespace aesthetic::training
