// SPDX-License-Identifier: MIT
//
// Finds out whether a model may run on device `cpu-onednn-bf16` without its user having asked for it.
//
//   aesthetic::ModelCard card = aesthetic::read_card("vgg16.json");
//   card.bfloat16 = aesthetic::measure_bfloat16("vgg16.onnx", pictures);
//   aesthetic::write_card(card, "vgg16.json");
#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "aesthetic/export.hpp"
#include "aesthetic/model_card.hpp"

namespace aesthetic {

// Scores `pictures`, which are as prepare() makes them, and 128 made-up scenes in float32 and in bfloat16.
// None where the processor has no instructions for bfloat16 or oneDNN runs nothing of the network. Throws
// Error: what reading a model throws; bad_picture for one of another size or type; failed when the network
// gives anything but 0..1.
AESTHETIC_EXPORT std::optional<Bfloat16Agreement> measure_bfloat16(const std::filesystem::path& network,
                                                                   const std::vector<cv::Mat>& pictures);

}  // namespace aesthetic
