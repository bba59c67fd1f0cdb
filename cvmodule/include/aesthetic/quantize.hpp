// SPDX-License-Identifier: MIT
//
// Prepares a model for device `cpu-onednn-int8`: finds the range of every tensor within the network on given
// pictures, and makes sure that the scores stay what they are.
//
//   aesthetic::ModelCard card = aesthetic::quantize("vgg16.onnx", pictures);
//   card.network_file = "vgg16-int8.onnx";  // a copy of the network beside the card
//   aesthetic::write_card(card, "vgg16-int8.json");
#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "aesthetic/export.hpp"
#include "aesthetic/model_card.hpp"

namespace aesthetic {

// Fewest pictures that quantize() takes. Some hundred of what the model is for are better.
constexpr std::size_t least_pictures = 8;

// How far a score in int8 may be from float32.
constexpr double int8_difference = 0.02;

// The model's card with `int8` in it, and `bfloat16` where measure_bfloat16() gives any. `pictures`: as
// prepare() makes them. Every fourth is held out; the ranges come from the others. Where 8 bits throughout
// change a score by more than 3/4 of int8_difference, the convolutions that change scores most stay float32.
// Throws Error: what reading a model throws; bad_picture for too few pictures or one of another size or type;
// no_device without the processor's instructions; failed when oneDNN runs nothing of the network, or a score
// of a picture held out differs by more than int8_difference.
AESTHETIC_EXPORT ModelCard quantize(const std::filesystem::path& network,
                                    const std::vector<cv::Mat>& pictures);

}  // namespace aesthetic
