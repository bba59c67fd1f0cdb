// SPDX-License-Identifier: MIT
#include "weights/torch_zip.hpp"

#include <caffe2/serialize/inline_container.h>

#include <string>

#include "weights/torch_pickle.hpp"

namespace aesthetic::training {
namespace {

std::string record(caffe2::serialize::PyTorchStreamReader& archive, const std::string& name) {
  const auto [data, size] = archive.getRecord(name);
  return {static_cast<const char*>(data.get()), size};
}

}  // namespace

PretrainedWeights::Tensors read_torch_zip(const std::filesystem::path& path) {
  const std::string file = path.string();
  try {
    caffe2::serialize::PyTorchStreamReader archive(file);
    if (!archive.hasRecord("data.pkl")) refuse_weights(file, "holds no state dictionary");
    auto tensors = unpickle_state(file, record(archive, "data.pkl"));
    for (auto& [name, tensor] : tensors) {
      const auto elements =
          tensor.storage().nbytes() > 0 ? record(archive, "data/" + storage_key(tensor)) : std::string();
      if (elements.size() != tensor.storage().nbytes())
        refuse_weights(file, name + " has " + std::to_string(elements.size()) +
                                 " bytes of elements, expected " + std::to_string(tensor.storage().nbytes()));
      tensor = with_elements(file, tensor, elements.data());
    }
    return tensors;
  } catch (const c10::Error&) {
    // LibTorch's texts are pages long and speak of its own insides.
    refuse_weights(file, "is broken or truncated, or no archive of torch");
  }
}

}  // namespace aesthetic::training
