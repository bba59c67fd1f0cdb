// SPDX-License-Identifier: MIT
//
// One network for many streams of a process: loaded once, used by any number of threads, its batches filled
// with the pictures of all of them.
//
//   std::shared_ptr<aesthetic::SharedScorer> scorer = aesthetic::share_scorer({aesthetic::default_model()});
//   std::future<aesthetic::Scores> pending = scorer->submit(picture);
//   ...
//   std::cout << pending.get().overall() << '\n';
#pragma once

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "aesthetic/device.hpp"
#include "aesthetic/export.hpp"
#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

// What a network is loaded for. Those who ask for the same share it.
struct ScorerRequest {
  std::filesystem::path network;
  Device device = Device::automatic;
  int batch_size = 0;  // pictures at a time; 0: what suits the device, as Scorer says
  // How long the first picture of a batch waits for others. With 0 a batch begins whenever the network is
  // free, with what came while it was busy.
  std::chrono::nanoseconds batch_timeout{0};
  int threads = 0;  // at most, as Scorer takes it
};

// For any number of threads at a time.
class AESTHETIC_EXPORT SharedScorer {
 public:
  // Loads a network of its own; throws as Scorer does.
  explicit SharedScorer(const ScorerRequest& request);
  // Finishes what was submitted.
  ~SharedScorer();
  SharedScorer(const SharedScorer&) = delete;
  SharedScorer& operator=(const SharedScorer&) = delete;

  const ModelCard& card() const noexcept;
  Device active_device() const noexcept;
  int batch_size() const noexcept;
  const std::vector<std::string>& remarks() const noexcept;  // as Scorer's
  // What the network took for a batch right after it was loaded.
  std::chrono::nanoseconds batch_time() const noexcept;

  // The scores of one picture, as prepare() or the element's sampler makes it; it may change after the call.
  // With a batch size of 1 the calling thread computes them at once. Else it only waits where the next batch
  // is full already, and the scores come from a thread of the scorer's own. The future throws what
  // Scorer::score throws. Throws Error(bad_picture).
  std::future<Scores> submit(const cv::Mat& picture);
  // What was submitted waits for no other pictures any longer.
  void hurry();
  Scores score(const cv::Mat& picture) { return submit(picture).get(); }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The process's SharedScorer for `request`: the one that another still holds, else a new one. A file that has
// changed since is loaded anew. Throws as Scorer does.
AESTHETIC_EXPORT std::shared_ptr<SharedScorer> share_scorer(const ScorerRequest& request);

}  // namespace aesthetic
