// SPDX-License-Identifier: MIT
#include "score_worker.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <utility>

namespace aesthetic {

void ScoreWorker::begin(std::shared_ptr<SharedScorer> scorer, const cv::Mat& picture) {
  picture.copyTo(picture_);
  const auto work = [this, scorer = std::move(scorer)]() -> TimedScores {
    const GstClockTime began = gst_util_get_timestamp();
    Scores scores = scorer->score(picture_);
    return {std::move(scores), gst_util_get_timestamp() - began, scorer->card().name};
  };
  result_ = boost::asio::post(thread_, boost::asio::use_future(work));
}

std::optional<TimedScores> ScoreWorker::take_done() {
  if (!busy() || result_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
  return take();
}

std::optional<TimedScores> ScoreWorker::take() {
  if (!busy()) return std::nullopt;
  result_.wait();
  auto result = std::move(result_);
  if (std::exchange(abandoned_, false)) return std::nullopt;
  return result.get();
}

}  // namespace aesthetic
