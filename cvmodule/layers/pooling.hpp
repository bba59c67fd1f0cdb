// SPDX-License-Identifier: MIT
//
// MaxPool, AveragePool, GlobalAveragePool.
#pragma once

#include <optional>

#include "operation.hpp"
#include "window.hpp"

namespace aesthetic::layers {

class Pool : public Operation {
 public:
  // No window: the whole picture.
  Pool(dnnl::algorithm algorithm, std::optional<Window> window)
      : algorithm_(algorithm), window_(std::move(window)) {}

  Shape shape(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
  Int8 int8() const override {
    return algorithm_ == dnnl::algorithm::pooling_max ? Int8::passes : Int8::nothing;
  }

 private:
  Window window_for(const Shape& picture) const;

  dnnl::algorithm algorithm_;
  std::optional<Window> window_;
};

std::unique_ptr<Operation> read_max_pool(NodeReader& node);
std::unique_ptr<Operation> read_average_pool(NodeReader& node);
std::unique_ptr<Operation> read_global_average_pool(NodeReader& node);

}  // namespace aesthetic::layers
