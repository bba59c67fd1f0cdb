// SPDX-License-Identifier: MIT
//
// The scores of one picture: a name and a value in 0..1 for each task of the model, `overall` first.
//
//   aesthetic::Scores scores = scorer.score(picture);
//   std::cout << scores.overall() << '\n';
//   for (std::size_t i = 1; i < scores.size(); ++i) std::cout << scores.name(i) << ' ' << scores.value(i) <<
//   '\n';
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace aesthetic {

class Scores {
 public:
  using Names = std::vector<std::string>;

  Scores() = default;
  // `names` is shared with every other Scores of the same model; `values` has as many entries, each in 0..1.
  Scores(std::shared_ptr<const Names> names, std::vector<float> values)
      : names_(std::move(names)), values_(std::move(values)) {}

  bool empty() const noexcept { return values_.empty(); }
  std::size_t size() const noexcept { return values_.size(); }
  float overall() const { return values_.at(0); }
  float value(std::size_t task) const { return values_.at(task); }
  const std::string& name(std::size_t task) const { return names_->at(task); }

 private:
  std::shared_ptr<const Names> names_;
  std::vector<float> values_;
};

}  // namespace aesthetic
