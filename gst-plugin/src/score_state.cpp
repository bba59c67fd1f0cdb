// SPDX-License-Identifier: MIT
#include "score_state.hpp"

#include <utility>

#include "aesthetic/model_card.hpp"
#include "aesthetic/score_meta.h"

namespace aesthetic {

void ScoreState::start() {
  const Settings now = [&] {
    const ObjectLock lock(element_);
    return settings;
  }();
  scorer_.emplace(now.model ? std::filesystem::path(*now.model) : default_model(), now.device);
  const ObjectLock lock(element_);
  published.active_device = to_string(scorer_->active_device());
}

void ScoreState::stop() {
  forget_held_score();
  sampler_.reset();
  scorer_.reset();
  const ObjectLock lock(element_);
  published = {};
}

void ScoreState::set_format(const GstVideoInfo& info) {
  sampler_ = std::make_unique<FrameSampler>(info, scorer_->card().input);
  held_.reset();
}

void ScoreState::forget_held_score() {
  held_.reset();
  last_message_ = GST_CLOCK_TIME_NONE;
}

void ScoreState::score(GstBuffer* buffer, const GstSegment& segment) {
  const Pace pace = [&] {
    const ObjectLock lock(element_);
    return settings.pace;
  }();
  ++frames_since_score_;
  const bool fresh = is_due(buffer, pace.interval);
  if (fresh) {
    held_ = FrameScore{scorer_->score(sampler_->sample(buffer)), scorer_->card().name, GST_BUFFER_PTS(buffer),
                       true};
    frames_since_score_ = 0;
  } else if (held_) {
    held_->fresh = false;
  } else {
    return;
  }
  attach_score(buffer, *held_);
  if (fresh) publish(buffer, segment, pace);
}

bool ScoreState::is_due(GstBuffer* buffer, guint interval) const {
  if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_GAP)) return false;  // there is nothing to see
  return !held_ || frames_since_score_ >= interval;
}

void ScoreState::publish(GstBuffer* buffer, const GstSegment& segment, const Pace& pace) {
  const GstClockTime pts = GST_BUFFER_PTS(buffer);
  StructurePtr structure = score_structure(*held_, pts);
  StructurePtr message(pace.post_messages ? gst_structure_copy(structure.get()) : nullptr);
  {
    const ObjectLock lock(element_);
    std::swap(published.last_score, structure);
  }
  const bool in_time = segment.format == GST_FORMAT_TIME;
  const GstClockTime stream_time =
      in_time ? gst_segment_to_stream_time(&segment, GST_FORMAT_TIME, pts) : GST_CLOCK_TIME_NONE;
  if (!message || !message_is_due(stream_time, pace.message_interval)) return;
  const GstClockTime running_time =
      in_time ? gst_segment_to_running_time(&segment, GST_FORMAT_TIME, pts) : GST_CLOCK_TIME_NONE;
  gst_structure_set(message.get(), AESTHETIC_SCORE_TIMESTAMP, G_TYPE_UINT64, pts,  //
                    AESTHETIC_SCORE_STREAM_TIME, G_TYPE_UINT64, stream_time,       //
                    AESTHETIC_SCORE_RUNNING_TIME, G_TYPE_UINT64, running_time,     //
                    AESTHETIC_SCORE_DURATION, G_TYPE_UINT64, GST_BUFFER_DURATION(buffer), nullptr);
  gst_element_post_message(element_, gst_message_new_element(GST_OBJECT_CAST(element_), message.release()));
  last_message_ = stream_time;
}

bool ScoreState::message_is_due(GstClockTime stream_time, GstClockTime message_interval) const {
  if (!GST_CLOCK_TIME_IS_VALID(stream_time) || !GST_CLOCK_TIME_IS_VALID(last_message_)) return true;
  // Stream time runs backwards when playing in reverse.
  const GstClockTime passed =
      stream_time > last_message_ ? stream_time - last_message_ : last_message_ - stream_time;
  return passed >= message_interval;
}

}  // namespace aesthetic
