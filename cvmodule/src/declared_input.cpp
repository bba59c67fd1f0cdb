// SPDX-License-Identifier: MIT
#include "declared_input.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "aesthetic/error.hpp"
#include "onnx_subset.pb.h"

namespace aesthetic {
namespace {

std::string shape_text(const subset::Shape& shape) {
  std::string text;
  for (const auto& dim : shape.dim())
    text += (text.empty() ? "" : ", ") + (dim.dim_value() > 0 ? std::to_string(dim.dim_value()) : "any");
  return "(" + text + ")";
}

bool fits(const subset::Shape& shape, const ModelInput& input) {
  const std::array<std::int64_t, 4> expected = {1, 3, input.size.height, input.size.width};
  if (shape.dim_size() != 4) return false;
  for (int i = 1; i < 4; ++i)
    if (shape.dim(i).dim_value() > 0 && shape.dim(i).dim_value() != expected.at(static_cast<std::size_t>(i)))
      return false;
  return true;
}

}  // namespace

void check_declared_input(const std::vector<unsigned char>& network, const std::filesystem::path& file,
                          const ModelInput& input) {
  subset::Model model;
  if (!model.ParseFromArray(network.data(), static_cast<int>(network.size())))
    throw Error(ErrorKind::bad_model, file.string() + ": is not an ONNX network, or not all of one");
  const std::string card = card_path(file).string();
  const auto& inputs = model.graph().input();
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const auto& i) { return i.name() == input.tensor; });
  if (found == inputs.end())
    throw Error(ErrorKind::bad_model, card + ": input.tensor: the network has no input " + input.tensor);
  const auto& shape = found->type().tensor_type().shape();
  if (!fits(shape, input))
    throw Error(ErrorKind::bad_model, card + ": input.width, input.height: the network declares " +
                                          shape_text(shape) + ", the card says " +
                                          std::to_string(input.size.width) + "x" +
                                          std::to_string(input.size.height));
}

}  // namespace aesthetic
