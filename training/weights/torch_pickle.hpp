// SPDX-License-Identifier: MIT
//
// What torch's two file formats have in common: the pickle of a state dictionary, whose tensors name their
// storage by a key. The elements lie elsewhere.
//
//   auto tensors = unpickle_state("w.pth", pickle);
//   for (auto& [name, tensor] : tensors)
//     tensor = with_elements("w.pth", tensor, elements_of(storage_key(tensor)));
#pragma once

#include <string>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

// Throws Error(bad_model) "FILE: fault".
[[noreturn]] void refuse_weights(const std::string& file, const std::string& fault);

// The tensors of the state dictionary that `bytes` hold: of the right type and shape, but without elements.
PretrainedWeights::Tensors unpickle_state(const std::string& file, const std::string& bytes);

// Of a tensor of unpickle_state().
const std::string& storage_key(const torch::Tensor& tensor);

// A copy of such a tensor with its elements; `storage` is where its storage, tensor.storage().nbytes(),
// begins.
torch::Tensor with_elements(const std::string& file, const torch::Tensor& tensor, const char* storage);

}  // namespace aesthetic::training
