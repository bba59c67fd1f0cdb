// SPDX-License-Identifier: MIT
#include "score_state.hpp"

#include <algorithm>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/score_meta.h"

namespace aesthetic {
namespace {

// A new latency is told when it differs by so much from the one told last: every message makes the whole
// pipeline ask again.
constexpr double latency_change = 0.25;
constexpr GstClockTime latency_step = 2 * GST_MSECOND;

// The latency is asked for before the first frame is there.
GstClockTime time_of_one_score(Scorer& scorer) {
  const auto& size = scorer.card().input.size;
  const cv::Mat grey(std::vector<int>{1, 3, size.height, size.width}, CV_32F, cv::Scalar::all(0));
  const GstClockTime began = gst_util_get_timestamp();
  scorer.score_tensor(grey);
  return gst_util_get_timestamp() - began;
}

bool is_empty(GstBuffer* buffer) {
  return GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_GAP) ||
         GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DROPPABLE);
}

}  // namespace

void ScoreState::start() {
  const Settings now = [&] {
    const ObjectLock lock(element_);
    return settings;
  }();
  scorer_.emplace(now.model ? std::filesystem::path(*now.model) : default_model(), now.device);
  worker_ = std::make_unique<ScoreWorker>(*scorer_);
  const GstClockTime took = time_of_one_score(*scorer_);
  const ObjectLock lock(element_);
  published.latency = took;
  published.active_device = to_string(scorer_->active_device());
  published.model = scorer_->card().name;
}

void ScoreState::stop() {
  worker_.reset();
  forget();
  sampler_.reset();
  scorer_.reset();
  const ObjectLock lock(element_);
  published = {};
}

void ScoreState::set_format(const GstVideoInfo& info) {
  drain();
  sampler_ = std::make_unique<FrameSampler>(info, scorer_->card().input);
  held_.reset();
  pace_.restart();
}

void ScoreState::drain() {
  if (auto done = worker_ ? worker_->take() : std::nullopt) take(std::move(*done), working_on_, conduct());
}

void ScoreState::forget() {
  if (worker_) worker_->abandon();
  held_.reset();
  pace_.restart();
  last_message_ = GST_CLOCK_TIME_NONE;
  const ObjectLock lock(element_);
  settings.conduct.earliest = GST_CLOCK_TIME_NONE;
}

ScoreState::Conduct ScoreState::conduct() const {
  const ObjectLock lock(element_);
  return settings.conduct;
}

ScoreState::FrameTimes ScoreState::times_of(GstBuffer* buffer, const GstSegment& segment) {
  FrameTimes times = {GST_BUFFER_PTS(buffer), GST_BUFFER_DURATION(buffer), GST_CLOCK_TIME_NONE,
                      GST_CLOCK_TIME_NONE};
  if (segment.format == GST_FORMAT_TIME) {
    times.stream_time = gst_segment_to_stream_time(&segment, GST_FORMAT_TIME, times.pts);
    times.running_time = gst_segment_to_running_time(&segment, GST_FORMAT_TIME, times.pts);
  }
  return times;
}

void ScoreState::score(GstBuffer* buffer, const GstSegment& segment) {
  const Conduct now = conduct();
  const FrameTimes times = times_of(buffer, segment);
  const PacedFrame frame = {times.running_time, is_empty(buffer)};
  const bool waits = now.mode == ScoringMode::sync;
  if (auto done = waits ? worker_->take() : worker_->take_done()) take(std::move(*done), working_on_, now);
  pace_.set_earliest(now.earliest);
  const bool scored = decide(frame, now) == Turn::score;
  if (scored) {
    pace_.scored(frame);
    const GstClockTime began = gst_util_get_timestamp();
    const cv::Mat& picture = sampler_->sample(buffer);
    if (waits) {
      Scores scores = scorer_->score(picture);
      take({std::move(scores), gst_util_get_timestamp() - began}, times, now);
    } else {
      worker_->begin(picture);
      working_on_ = times;
    }
  }
  if (!held_) return;
  held_->fresh = scored && waits;
  attach_score(buffer, *held_);
}

// In async mode a frame that comes while another is being scored is late as well.
Turn ScoreState::decide(const PacedFrame& frame, const Conduct& now) {
  Turn turn = pace_.turn_of(frame, now.pace);
  if (turn == Turn::score && worker_->busy()) turn = Turn::late;
  const ObjectLock lock(element_);
  published.stats.count(turn);
  return turn;
}

// A finished score becomes the newest one.
void ScoreState::take(TimedScores done, const FrameTimes& times, const Conduct& now) {
  held_ = FrameScore{std::move(done.scores), scorer_->card().name, times.pts, true};
  StructurePtr structure = score_structure(*held_, times.pts);
  StructurePtr message(now.post_messages ? gst_structure_copy(structure.get()) : nullptr);
  {
    const ObjectLock lock(element_);
    published.stats.add_time(done.time);
    std::swap(published.last_score, structure);
  }
  update_latency(now.mode);
  if (message) post(std::move(message), times, now.message_interval);
}

void ScoreState::post(StructurePtr message, const FrameTimes& times, GstClockTime message_interval) {
  if (!message_is_due(times.stream_time, message_interval)) return;
  gst_structure_set(message.get(), AESTHETIC_SCORE_TIMESTAMP, G_TYPE_UINT64, times.pts,  //
                    AESTHETIC_SCORE_STREAM_TIME, G_TYPE_UINT64, times.stream_time,       //
                    AESTHETIC_SCORE_RUNNING_TIME, G_TYPE_UINT64, times.running_time,     //
                    AESTHETIC_SCORE_DURATION, G_TYPE_UINT64, times.duration, nullptr);
  gst_element_post_message(element_, gst_message_new_element(GST_OBJECT_CAST(element_), message.release()));
  last_message_ = times.stream_time;
}

bool ScoreState::message_is_due(GstClockTime stream_time, GstClockTime message_interval) const {
  if (!GST_CLOCK_TIME_IS_VALID(stream_time) || !GST_CLOCK_TIME_IS_VALID(last_message_)) return true;
  // Stream time runs backwards when playing in reverse.
  const GstClockTime passed =
      stream_time > last_message_ ? stream_time - last_message_ : last_message_ - stream_time;
  return passed >= message_interval;
}

StructurePtr ScoreState::Published::structure() const {
  StructurePtr structure = stats.structure();
  gst_structure_set(structure.get(), "active-device", G_TYPE_STRING,
                    active_device ? active_device->c_str() : nullptr, "model", G_TYPE_STRING,
                    model ? model->c_str() : nullptr, nullptr);
  return structure;
}

GstClockTime ScoreState::latency() const {
  const ObjectLock lock(element_);
  return settings.conduct.mode == ScoringMode::sync ? published.latency : 0;
}

void ScoreState::update_latency(ScoringMode mode) {
  {
    const ObjectLock lock(element_);
    const GstClockTime measured = published.stats.slow_time();
    const GstClockTime told = published.latency;
    const GstClockTime change = measured > told ? measured - told : told - measured;
    if (change <=
        std::max(latency_step, static_cast<GstClockTime>(latency_change * static_cast<double>(told))))
      return;
    published.latency = measured;
  }
  if (mode == ScoringMode::sync)
    gst_element_post_message(element_, gst_message_new_latency(GST_OBJECT_CAST(element_)));
}

}  // namespace aesthetic
