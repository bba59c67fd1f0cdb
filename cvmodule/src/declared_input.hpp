// SPDX-License-Identifier: MIT
//
// Holds the input that an ONNX network declares against the one its card names. OpenCV 4.6 forgets declared
// sizes and runs many networks at any size, with scores that mean nothing.
#pragma once

#include <filesystem>
#include <vector>

#include "aesthetic/model_card.hpp"

namespace aesthetic {

// `network` is the content of `file`. Dimensions that the network leaves open fit any card.
// Throws Error(bad_model) when the bytes are no ONNX network, or naming the card's field that does not fit.
void check_declared_input(const std::vector<unsigned char>& network, const std::filesystem::path& file,
                          const ModelInput& input);

}  // namespace aesthetic
