// SPDX-License-Identifier: MIT
#include "reading/stills.hpp"

#include <algorithm>
#include <opencv2/core/utility.hpp>
#include <utility>

namespace aesthetic {
namespace {

// One for each core in whole batches, and a batch more that waits meanwhile. Many cores would only fill
// memory with photographs.
std::size_t pictures_at_a_time(std::size_t batch_size) {
  constexpr int most_decoded = 16;
  const auto cores = static_cast<std::size_t>(std::clamp(cv::getNumberOfCPUs(), 1, most_decoded));
  if (batch_size == 1) return cores;
  return (cores + batch_size - 1) / batch_size * batch_size + batch_size;
}

}  // namespace

Stills::Stills(std::vector<std::string> files, Read read, const Scoring& scoring)
    : files_(std::move(files)), read_(std::move(read)), scoring_(scoring) {
  auto first = std::make_unique<StillScorer>(scoring_);
  batch_size_ = static_cast<std::size_t>(first->batch_size());
  at_a_time_ = pictures_at_a_time(batch_size_);
  idle_.push_back(std::move(first));
}

Stills::~Stills() = default;

// Begins whole batches, for batches are what is finished too: while the oldest file is not, there are always
// enough to fill its batch, whatever order they come in.
void Stills::begin() {
  while (begun_ < files_.size() && pending_.size() + batch_size_ <= at_a_time_) {
    const auto end = std::min(begun_ + batch_size_, files_.size());
    for (; begun_ < end; ++begun_)
      pending_.push_back(
          std::async(std::launch::async, [this, &file = files_[begun_]] { return read_and_score(file); }));
  }
}

std::optional<ScoredStill> Stills::next() {
  begin();
  auto oldest = std::move(pending_.front());
  pending_.pop_front();
  return oldest.get();
}

std::optional<ScoredStill> Stills::read_and_score(const std::string& file) {
  auto picture = read_(file);
  if (!picture) return std::nullopt;
  auto scorer = take_scorer();
  const auto give_back = [&] {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(scorer));
  };
  try {
    ScoredStill still = {*picture, scorer->score(*picture)};
    give_back();
    return still;
  } catch (...) {
    give_back();
    throw;
  }
}

// A new one takes the network of the others.
std::unique_ptr<StillScorer> Stills::take_scorer() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto scorer = std::move(idle_.back());
      idle_.pop_back();
      return scorer;
    }
  }
  return std::make_unique<StillScorer>(scoring_);
}

}  // namespace aesthetic
