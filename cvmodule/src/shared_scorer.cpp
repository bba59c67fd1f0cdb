// SPDX-License-Identifier: MIT
#include "aesthetic/shared_scorer.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"
#include "batcher.hpp"

namespace aesthetic {
namespace {

std::chrono::nanoseconds time_of_a_batch(Scorer& scorer) {
  const auto& size = scorer.card().input.size;
  const int shape[] = {scorer.batch_size(), 3, size.height, size.width};
  const cv::Mat grey(4, shape, CV_32F, cv::Scalar(0));
  const auto began = std::chrono::steady_clock::now();
  scorer.score_tensor(grey);
  return std::chrono::steady_clock::now() - began;
}

}  // namespace

struct SharedScorer::State {
  explicit State(const ScorerRequest& request)
      : scorer(request.network, request.device, request.batch_size, request.threads),
        batch_time(time_of_a_batch(scorer)) {
    if (scorer.batch_size() > 1)
      batcher.emplace(scorer.card().input, scorer.batch_size(), request.batch_timeout,
                      [this](const cv::Mat& tensor) { return scorer.score_tensor(tensor); });
  }

  std::future<Scores> score_now(const cv::Mat& picture) {
    std::promise<Scores> promise;
    const std::lock_guard lock(mutex);
    try {
      promise.set_value(scorer.score(picture));
    } catch (const std::exception&) {
      promise.set_exception(std::current_exception());
    }
    return promise.get_future();
  }

  std::mutex mutex;  // guards `scorer` where there is no batcher, whose thread has it else
  Scorer scorer;
  std::chrono::nanoseconds batch_time;
  std::optional<Batcher> batcher;
};

SharedScorer::SharedScorer(const ScorerRequest& request) : state_(std::make_unique<State>(request)) {}
SharedScorer::~SharedScorer() = default;

const ModelCard& SharedScorer::card() const noexcept {
  return state_->scorer.card();
}
Device SharedScorer::active_device() const noexcept {
  return state_->scorer.active_device();
}
int SharedScorer::batch_size() const noexcept {
  return state_->scorer.batch_size();
}
const std::vector<std::string>& SharedScorer::remarks() const noexcept {
  return state_->scorer.remarks();
}
std::chrono::nanoseconds SharedScorer::batch_time() const noexcept {
  return state_->batch_time;
}

std::future<Scores> SharedScorer::submit(const cv::Mat& picture) {
  check_picture(picture, card().input);
  return state_->batcher ? state_->batcher->submit(picture) : state_->score_now(picture);
}

void SharedScorer::hurry() {
  if (state_->batcher) state_->batcher->hurry();
}

namespace {

// What makes two requests the same: the files as they are now, and how they are run.
using Key = std::tuple<std::filesystem::path, std::filesystem::file_time_type,
                       std::filesystem::file_time_type, Device, int, std::chrono::nanoseconds, int>;

Key key_of(const ScorerRequest& request) {
  std::error_code fault;  // a file that is not there is reported by who loads it
  const auto file = std::filesystem::weakly_canonical(request.network, fault);
  const auto network_time = std::filesystem::last_write_time(file, fault);
  const auto card_time = std::filesystem::last_write_time(card_path(file), fault);
  return {file,           network_time, card_time, request.device, request.batch_size, request.batch_timeout,
          request.threads};
}

}  // namespace

std::shared_ptr<SharedScorer> share_scorer(const ScorerRequest& request) {
  // Loading happens under the lock: who asks for the same meanwhile waits for it instead of loading too.
  static std::mutex mutex;
  static std::map<Key, std::weak_ptr<SharedScorer>> known;
  const std::lock_guard lock(mutex);
  for (auto entry = known.begin(); entry != known.end();)
    entry = entry->second.expired() ? known.erase(entry) : std::next(entry);
  auto& place = known[key_of(request)];
  auto scorer = place.lock();
  if (!scorer) place = scorer = std::make_shared<SharedScorer>(request);
  return scorer;
}

}  // namespace aesthetic
