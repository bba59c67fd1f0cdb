// SPDX-License-Identifier: MIT
#include "fuse.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "affine.hpp"
#include "binary.hpp"
#include "reshaping.hpp"

namespace aesthetic::layers {
namespace {

class Fusing {
 public:
  Fusing(Operations operations, const std::set<std::string>& outputs)
      : operations_(std::move(operations)), outputs_(outputs) {
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      producers_[operations_[i]->output] = i;
      for (const auto& input : operations_[i]->inputs) readers_[input].push_back(i);
    }
  }

  Operations run() {
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (operations_[i]->inputs.size() == 1) {
        join_chain(i);
      } else if (dynamic_cast<const Binary*>(operations_[i].get()) != nullptr) {
        join_sum(i);
      }
    }
    operations_.erase(std::remove(operations_.begin(), operations_.end(), nullptr), operations_.end());
    return std::move(operations_);
  }

 private:
  // The operation that makes a tensor which only one other reads.
  const std::size_t* only_for_one(const std::string& tensor) const {
    const auto found = producers_.find(tensor);
    const bool alone = outputs_.count(tensor) == 0 && readers_.at(tensor).size() == 1;
    return found != producers_.end() && alone ? &found->second : nullptr;
  }

  void take_over(std::size_t first, std::size_t next) {
    auto& taker = *operations_[first];
    auto& taken = *operations_[next];
    taker.output = taken.output;
    taker.nodes.insert(taker.nodes.end(), taken.nodes.begin(), taken.nodes.end());
    producers_[taker.output] = first;
    operations_[next].reset();
  }

  void join_chain(std::size_t i) {
    const auto* before = only_for_one(operations_[i]->inputs[0]);
    if (before != nullptr && operations_[*before]->absorb(*operations_[i])) {
      take_over(*before, i);
    } else if (const auto* affine = dynamic_cast<const Affine*>(operations_[i].get())) {
      operations_[i] = affine->as_convolution();
    }
  }

  // The later of both terms is computed onto the earlier one, if nobody needs that any more.
  void join_sum(std::size_t i) {
    const auto& terms = operations_[i]->inputs;
    if (terms.size() != 2 || producers_.count(terms[0]) == 0 || producers_.count(terms[1]) == 0) return;
    const bool first_is_later = producers_.at(terms[0]) > producers_.at(terms[1]);
    const auto residual = terms[first_is_later ? 1 : 0];
    const auto* before = only_for_one(terms[first_is_later ? 0 : 1]);
    if (before == nullptr || !is_free_before(residual, *before, i)) return;
    const auto target = *before;
    if (!operations_[target]->absorb(*operations_[i])) return;
    operations_[target]->inputs.push_back(residual);
    readers_[residual].push_back(target);
    take_over(target, i);
  }

  // Whether all who read the tensor do so before operation `before`, `sum` aside, under no other name.
  bool is_free_before(const std::string& tensor, std::size_t before, std::size_t sum) const {
    if (outputs_.count(tensor) > 0 || shares_memory(producers_.at(tensor))) return false;
    const auto& readers = readers_.at(tensor);
    return std::all_of(readers.begin(), readers.end(), [&](auto reader) {
      return reader == sum || (reader < before && !shares_memory(reader));
    });
  }

  // Whether what the operation reads may lie where its result does.
  bool shares_memory(std::size_t index) const {
    const auto* operation = operations_[index].get();
    return dynamic_cast<const Alias*>(operation) != nullptr ||
           dynamic_cast<const Concat*>(operation) != nullptr;
  }

  Operations operations_;
  const std::set<std::string>& outputs_;
  std::unordered_map<std::string, std::size_t> producers_;
  std::unordered_map<std::string, std::vector<std::size_t>> readers_;
};

}  // namespace

Operations fuse(Operations operations, const std::set<std::string>& outputs) {
  return Fusing(std::move(operations), outputs).run();
}

}  // namespace aesthetic::layers
