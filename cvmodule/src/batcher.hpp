// SPDX-License-Identifier: MIT
//
// Gathers the pictures of many threads into batches, which a thread of its own scores. While one batch runs,
// the callers write their pictures into the next one.
//
//   Batcher batcher(scorer, std::chrono::milliseconds(5));
//   std::future<Scores> pending = batcher.submit(picture);
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <opencv2/core/mat.hpp>
#include <thread>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

class Batcher {
 public:
  using Clock = std::chrono::steady_clock;
  // Scores a tensor (N, 3, height, width), N from 1 to the batch size.
  using Run = std::function<std::vector<Scores>(const cv::Mat& tensor)>;

  // `timeout`: how long the first picture of a batch waits for others.
  Batcher(const ModelInput& input, int batch_size, std::chrono::nanoseconds timeout, Run run);
  // Finishes what was submitted.
  ~Batcher();
  Batcher(const Batcher&) = delete;
  Batcher& operator=(const Batcher&) = delete;

  // Any thread. `picture` is as check_picture() asks for and may change after the call. Waits where the batch
  // is full and the one before still runs. The future throws what `run` throws for this picture alone.
  std::future<Scores> submit(const cv::Mat& picture);
  // The batch that is being filled waits no longer.
  void hurry();

 private:
  struct Batch {
    cv::Mat tensor;
    std::vector<std::promise<Scores>> pictures;  // that have a place
    int written = 0;                             // of them, into `tensor`
    Clock::time_point first;                     // when the first one came
  };

  void work();
  Batch* next_batch(std::unique_lock<std::mutex>& lock);
  void score(Batch& batch, int first, int end);
  bool is_full(const Batch& batch) const { return static_cast<int>(batch.pictures.size()) == batch_size_; }

  const ModelInput input_;
  const int batch_size_;
  const std::chrono::nanoseconds timeout_;
  const Run run_;

  std::mutex mutex_;  // guards what follows, but for the places of the tensors: each is its caller's
  std::condition_variable changed_;
  std::array<Batch, 2> batches_;
  Batch* filling_ = &batches_.front();
  bool hurried_ = false;  // for `filling_`
  bool stopping_ = false;

  std::thread thread_;
};

}  // namespace aesthetic
