// SPDX-License-Identifier: MIT
#include "quantization.hpp"

#include <algorithm>
#include <cmath>

#include "operation.hpp"

namespace aesthetic::layers {
namespace {

Steps steps_for(const Range& range) {
  constexpr float greatest_u8 = 255;
  constexpr float greatest_s8 = 127;
  constexpr float least = 1e-30F;  // a tensor of zeros
  if (range.lowest >= 0) return {Type::u8, std::max(range.highest / greatest_u8, least)};
  return {Type::s8, std::max({-range.lowest / greatest_s8, range.highest / greatest_s8, least})};
}

class Planning {
 public:
  Planning(const Operations& operations, const Ranges& ranges) : operations_(operations) {
    for (const auto& operation : operations) made_.insert(operation->output);
    share_ranges(ranges);
  }

  bool reads_int8(const Operation& operation) const {
    return operation.int8() == Int8::multiplies && made_.count(operation.inputs[0]) > 0 &&
           ranges_.count(operation.inputs[0]) > 0;
  }
  bool knows(const std::string& tensor) const { return ranges_.count(tensor) > 0; }
  Steps steps(const std::string& tensor) const { return steps_for(ranges_.at(tensor)); }

  // From the last operation to the first: who reads a tensor, and does everyone take 8 bits?
  std::set<std::string> taken_by_all(const std::set<std::string>& results) const {
    std::set<std::string> taken;
    std::set<std::string> refused = results;
    for (auto at = operations_.rbegin(); at != operations_.rend(); ++at) {
      const auto& operation = **at;
      const bool passes = operation.int8() == Int8::passes && taken.count(operation.output) > 0 &&
                          refused.count(operation.output) == 0;
      for (const auto& input : operation.inputs)
        (passes || reads_int8(operation) ? taken : refused).insert(input);
    }
    for (const auto& tensor : refused) taken.erase(tensor);
    return taken;
  }

 private:
  // What only passes through keeps its steps, so its range is that of the widest on the way.
  void share_ranges(const Ranges& ranges) {
    ranges_ = ranges;
    for (auto at = operations_.rbegin(); at != operations_.rend(); ++at) {
      const auto& operation = **at;
      if (operation.int8() != Int8::passes || ranges_.count(operation.output) == 0) continue;
      Range all = ranges_.at(operation.output);
      for (const auto& input : operation.inputs) widen(all, input);
      ranges_[operation.output] = all;
      for (const auto& input : operation.inputs) ranges_[input] = all;
    }
    // Now and then a tensor is read by two that pass it on; the later one has widened it.
    for (const auto& operation : operations_)
      if (operation->int8() == Int8::passes && ranges_.count(operation->output) > 0)
        for (const auto& input : operation->inputs) widen(ranges_[operation->output], input);
  }

  void widen(Range& range, const std::string& tensor) const {
    const auto found = ranges_.find(tensor);
    if (found == ranges_.end()) return;
    range.lowest = std::min(range.lowest, found->second.lowest);
    range.highest = std::max(range.highest, found->second.highest);
  }

  const Operations& operations_;
  std::set<std::string> made_;
  Ranges ranges_;
};

}  // namespace

Quantization::Quantization(const Operations& operations, const std::set<std::string>& results,
                           const Ranges& ranges) {
  const Planning planning(operations, ranges);
  const auto taken = planning.taken_by_all(results);
  for (const auto& operation : operations) {
    const bool reads = planning.reads_int8(*operation);
    if (reads) reads_[operation->output] = planning.steps(operation->inputs[0]);
    // A sum is made in the memory of what is added, so both have 8 bits or none. What passes on can write 8
    // bits only where it gets them, all of the same steps.
    const bool passes =
        operation->int8() == Int8::passes &&
        std::all_of(operation->inputs.begin(), operation->inputs.end(), [&](const auto& input) {
          const auto* steps = written(input);
          return steps != nullptr && steps->size == written(operation->inputs[0])->size &&
                 steps->type == written(operation->inputs[0])->type;
        });
    if (taken.count(operation->output) == 0) continue;
    if (passes) {
      writes_[operation->output] = *written(operation->inputs[0]);
    } else if (reads && planning.knows(operation->output) &&
               (operation->inputs.size() < 2 || written(operation->inputs[1]) != nullptr)) {
      writes_[operation->output] = planning.steps(operation->output);
    }
  }
}

}  // namespace aesthetic::layers
