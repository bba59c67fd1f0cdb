// SPDX-License-Identifier: MIT
#include "networks/backbone.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>
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

void Backbone::append_stage(const std::string& name, std::shared_ptr<Layer> stage, std::int64_t channels) {
  stages_.push_back(register_module("stage" + std::to_string(stages_.size()), std::move(stage)));
  channels_.push_back(channels);
  names_.push_back(name);
}

int Backbone::stage_of(const std::string& text) const {
  const auto found = std::find(names_.begin(), names_.end(), text);
  if (found != names_.end()) return static_cast<int>(found - names_.begin());
  int number = 0;
  if (boost::conversion::try_lexical_convert(text, number) && number >= 0 && number < stage_count())
    return number;
  throw Error(ErrorKind::bad_data, "stage " + text + ": the backbone has 0 to " +
                                       std::to_string(stage_count() - 1) + ", or " +
                                       boost::algorithm::join(names_, ", "));
}

void Backbone::copy_from(const Backbone& other) {
  const torch::NoGradGuard no_grad;
  const auto from = other.named_parameters();
  for (auto& parameter : named_parameters()) parameter.value().copy_(from[parameter.key()]);
  const auto buffers = other.named_buffers();
  for (auto& buffer : named_buffers()) buffer.value().copy_(buffers[buffer.key()]);
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
