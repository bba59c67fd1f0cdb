// SPDX-License-Identifier: MIT
//
// Which tensors of a stretch are whole numbers of 8 bits, and what one step of them is worth: those that a
// convolution reads and whose range is known. A tensor is written so where all who read it take it so.
//
//   const Quantization plan(operations, {"scores"}, ranges);
//   if (const auto* steps = plan.read("features")) ...  // value = steps->size * whole number
#pragma once

#include <memory>
#include <set>
#include <vector>

#include "onednn.hpp"
#include "settings.hpp"

namespace aesthetic::layers {

class Operation;

struct Steps {
  Type type = Type::u8;  // u8, or s8 where there are values below 0
  float size = 1;
};

class Quantization {
 public:
  Quantization() = default;  // nothing
  Quantization(const std::vector<std::unique_ptr<Operation>>& operations,
               const std::set<std::string>& results, const Ranges& ranges);

  // How the convolution that makes `output` takes its picture; null: as float32.
  const Steps* read_for(const std::string& output) const { return find(reads_, output); }
  // How a tensor is written; null: as float32.
  const Steps* written(const std::string& tensor) const { return find(writes_, tensor); }

 private:
  using Found = std::unordered_map<std::string, Steps>;
  static const Steps* find(const Found& all, const std::string& name) {
    const auto found = all.find(name);
    return found == all.end() ? nullptr : &found->second;
  }

  Found reads_;   // by the convolution's output
  Found writes_;  // by tensor
};

}  // namespace aesthetic::layers
