// SPDX-License-Identifier: MIT
#include "read_operation.hpp"

#include <unordered_map>

#include "affine.hpp"
#include "binary.hpp"
#include "convolution.hpp"
#include "dense.hpp"
#include "elementwise.hpp"
#include "pooling.hpp"
#include "reshaping.hpp"
#include "softmax.hpp"

namespace aesthetic::layers {
namespace {

using Reader = std::unique_ptr<Operation> (*)(NodeReader&);

const std::unordered_map<std::string, Reader> readers = {{"Add", read_add},
                                                         {"AveragePool", read_average_pool},
                                                         {"BatchNormalization", read_batch_normalization},
                                                         {"Clip", read_clip},
                                                         {"Concat", read_concat},
                                                         {"Conv", read_convolution},
                                                         {"Dropout", read_dropout},
                                                         {"Flatten", read_flatten},
                                                         {"Gemm", read_dense},
                                                         {"GlobalAveragePool", read_global_average_pool},
                                                         {"Identity", read_identity},
                                                         {"MaxPool", read_max_pool},
                                                         {"Mul", read_multiply},
                                                         {"Relu", read_relu},
                                                         {"Sigmoid", read_sigmoid},
                                                         {"Softmax", read_softmax}};

}  // namespace

std::unique_ptr<Operation> read_operation(const subset::Node& node, int index, const Constants& constants,
                                          std::int64_t opset) {
  const auto reader = readers.find(node.op_type());
  if (reader == readers.end() || !(node.domain().empty() || node.domain() == "ai.onnx")) return nullptr;
  try {
    NodeReader fields(node, constants, opset);
    auto made = reader->second(fields);
    fields.expect_all_read();
    made->output = fields.output();
    made->nodes = {index};
    return made;
  } catch (const Refused&) {
    return nullptr;
  } catch (const dnnl::error&) {
    return nullptr;
  }
}

}  // namespace aesthetic::layers
