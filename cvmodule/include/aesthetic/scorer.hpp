// SPDX-License-Identifier: MIT
//
// Runs one network through OpenCV DNN and gives the scores of pictures.
//
//   aesthetic::Scorer scorer(aesthetic::default_model());
//   cv::Mat picture = aesthetic::prepare(aesthetic::read_picture("holiday.jpg"), scorer.card().input);
//   std::cout << scorer.score(picture).overall() << '\n';
//
// A Scorer is for one thread at a time. Loading checks card and network against each other and runs the
// network once, so the first picture is as fast as the next.
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "aesthetic/device.hpp"
#include "aesthetic/export.hpp"
#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

class AESTHETIC_EXPORT Scorer {
 public:
  // Loads NAME.onnx and its card NAME.json. A network on CUDA is run beside the processor's, and refused
  // where a score differs by more than 1e-3 (float32) or 1e-2 (half precision): `automatic` then takes the
  // processor. There it takes bfloat16 only where that is at least 1.2 times as fast as float32 and 8 made-up
  // pictures keep their order and get the same scores within 0.01. The network always runs `batch_size`
  // pictures at a time (0: 16 on CUDA, 1 on a processor); more are taken in turn, and a batch that is not
  // full costs as much as a full one. At most `threads` threads share what oneDNN runs, one for every 100
  // million multiply-adds (0: as many as the process may use cores). Throws Error: not_found, unreadable,
  // bad_model, no_device, failed.
  explicit Scorer(const std::filesystem::path& network, Device device = Device::automatic, int batch_size = 0,
                  int threads = 0);
  ~Scorer();
  Scorer(Scorer&&) noexcept;
  Scorer& operator=(Scorer&&) noexcept;

  const ModelCard& card() const noexcept;
  Device requested_device() const noexcept;
  // Where the network runs; never `automatic`.
  Device active_device() const noexcept;
  int batch_size() const noexcept;
  // What its user should know of the device, a line each: why a better one was not taken, which layers of a
  // network on CUDA are left to the processor.
  const std::vector<std::string>& remarks() const noexcept;

  // Scores of 1..N pictures, each as prepare() or the element's sampler makes it: card().input.size, CV_8UC3,
  // channels in the card's order. Throws Error: bad_picture, failed (also when the network gives a value that
  // is no number).
  std::vector<Scores> score(const std::vector<cv::Mat>& pictures);
  Scores score(const cv::Mat& picture);

  // The same for an input tensor made elsewhere: float32, shape (N, 3, height, width).
  std::vector<Scores> score_tensor(const cv::Mat& tensor);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aesthetic
