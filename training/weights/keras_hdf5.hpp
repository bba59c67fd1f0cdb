// SPDX-License-Identifier: MIT
//
// Reads the layers' weights that Keras saved as HDF5 (save_weights): the attribute `layer_names` of the file,
// `weight_names` of each layer's group.
//
//   auto tensors = read_keras_hdf5("squeezenet_notop.h5");
//   tensors.at("conv1/kernel");  // (out, in, height, width)
#pragma once

#include <filesystem>
#include <string_view>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

inline constexpr std::string_view keras_hdf5_magic{"\x89HDF\r\n\x1a\n", 8};

// LAYER/kernel (a convolution's turned from Keras's height, width, in, out to torch's out, in, height, width)
// and LAYER/bias. Throws Error(bad_model) when the file is broken or not Keras's.
PretrainedWeights::Tensors read_keras_hdf5(const std::filesystem::path& file);

}  // namespace aesthetic::training
