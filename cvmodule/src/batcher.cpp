// SPDX-License-Identifier: MIT
#include "batcher.hpp"

#include <exception>
#include <utility>

#include "aesthetic/picture.hpp"

namespace aesthetic {

Batcher::Batcher(const ModelInput& input, int batch_size, std::chrono::nanoseconds timeout, Run run)
    : input_(input), batch_size_(batch_size), timeout_(timeout), run_(std::move(run)) {
  const int shape[] = {batch_size, 3, input.size.height, input.size.width};
  for (auto& batch : batches_) {
    batch.tensor = cv::Mat(4, shape, CV_32F, cv::Scalar(0));
    batch.pictures.reserve(static_cast<std::size_t>(batch_size));
  }
  thread_ = std::thread([this] { work(); });
}

Batcher::~Batcher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::future<Scores> Batcher::submit(const cv::Mat& picture) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !is_full(*filling_); });
  Batch& batch = *filling_;
  if (batch.pictures.empty()) batch.first = Clock::now();
  const auto place = static_cast<int>(batch.pictures.size());
  auto pending = batch.pictures.emplace_back().get_future();
  lock.unlock();
  to_planes(picture, input_, batch.tensor.ptr<float>(place));
  lock.lock();
  ++batch.written;
  lock.unlock();
  changed_.notify_all();
  return pending;
}

void Batcher::hurry() {
  {
    const std::lock_guard lock(mutex_);
    hurried_ = !filling_->pictures.empty();
  }
  changed_.notify_all();
}

void Batcher::work() {
  std::unique_lock lock(mutex_);
  while (Batch* batch = next_batch(lock)) {
    lock.unlock();
    score(*batch, 0, static_cast<int>(batch->pictures.size()));
    lock.lock();
    batch->pictures.clear();
    batch->written = 0;
  }
}

// Waits for a batch that is to run now, and lets the callers fill the other one; null at the end.
Batcher::Batch* Batcher::next_batch(std::unique_lock<std::mutex>& lock) {
  changed_.wait(lock, [this] { return stopping_ || !filling_->pictures.empty(); });
  if (filling_->pictures.empty()) return nullptr;
  changed_.wait_until(lock, filling_->first + timeout_,
                      [this] { return stopping_ || hurried_ || is_full(*filling_); });
  Batch& batch = *filling_;
  hurried_ = false;
  filling_ = filling_ == &batches_.front() ? &batches_.back() : &batches_.front();
  changed_.notify_all();
  changed_.wait(lock, [&] { return batch.written == static_cast<int>(batch.pictures.size()); });
  return &batch;
}

// Where pictures fail together, each is scored by itself: the fault of one is not that of the others.
void Batcher::score(Batch& batch, int first, int end) {
  try {
    const std::array<cv::Range, 4> taken = {cv::Range(first, end), cv::Range::all(), cv::Range::all(),
                                            cv::Range::all()};
    auto all = run_(batch.tensor(taken.data()));
    for (int n = first; n < end; ++n)
      batch.pictures[static_cast<std::size_t>(n)].set_value(
          std::move(all[static_cast<std::size_t>(n - first)]));
  } catch (const std::exception&) {
    if (end - first == 1) {
      batch.pictures[static_cast<std::size_t>(first)].set_exception(std::current_exception());
    } else {
      for (int n = first; n < end; ++n) score(batch, n, n + 1);
    }
  }
}

}  // namespace aesthetic
