// SPDX-License-Identifier: MIT
//
// A trained network as a model that ships: the ONNX file and its card, both or neither.
//
//   ExportResult result = export_model(checkpoint, read_card_text("recipes/aesthetic-lite.card.json"),
//   pictures,
//                                      "models/aesthetic-lite.onnx");
//   std::cout << result.largest_difference << '\n';
#pragma once

#include <filesystem>
#include <vector>

#include "export/card_text.hpp"
#include "report/checkpoint.hpp"

namespace aesthetic::training {

// LibTorch's and OpenCV's scores of the same input tensor may differ by this much in any task.
constexpr double largest_allowed_difference = 1e-4;

struct ExportResult {
  double largest_difference = 0;  // between LibTorch's and OpenCV's scores
  int compared = 0;               // input tensors
};

// Writes `file` (NAME.onnx) and NAME.json beside it, after onnx's checker has passed the network and OpenCV's
// scores have been compared with LibTorch's on random pictures and on `pictures`. Throws Error: bad_model
// when a task has no text, the checker refuses or the scores differ; unreadable when the files cannot be
// written.
ExportResult export_model(const Checkpoint& checkpoint, const CardText& text,
                          const std::vector<std::filesystem::path>& pictures,
                          const std::filesystem::path& file);

}  // namespace aesthetic::training
