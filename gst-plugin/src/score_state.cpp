// SPDX-License-Identifier: MIT
#include "score_state.hpp"

#include <algorithm>
#include <chrono>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/score_meta.h"
#include "element_error.hpp"
#include "score_weights.hpp"

GST_DEBUG_CATEGORY_EXTERN(aesthetic_score_debug);
#define GST_CAT_DEFAULT aesthetic_score_debug

namespace aesthetic {
namespace {

// A new latency is told when it differs by so much from the one told last: every message makes the whole
// pipeline ask again.
constexpr double latency_change = 0.25;
constexpr GstClockTime latency_step = 2 * GST_MSECOND;

// A frame that no sink shows: of an accurate seek the decoder, or a source, may begin before the segment
// does.
bool is_outside(GstBuffer* buffer, const GstSegment& segment) {
  if (segment.format != GST_FORMAT_TIME || !GST_BUFFER_PTS_IS_VALID(buffer)) return false;
  const GstClockTime begin = GST_BUFFER_PTS(buffer);
  const GstClockTime end =
      GST_BUFFER_DURATION_IS_VALID(buffer) ? begin + GST_BUFFER_DURATION(buffer) : GST_CLOCK_TIME_NONE;
  return gst_segment_clip(&segment, GST_FORMAT_TIME, begin, end, nullptr, nullptr) == FALSE;
}

bool is_empty(GstBuffer* buffer, const GstSegment& segment) {
  return GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_GAP) ||
         GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DROPPABLE) || is_outside(buffer, segment);
}

}  // namespace

ScoreState::ScoreState(GstElement* owner, GstPad* source)
    : element_(owner),
      source_(source),
      loader_([this](const std::exception& fault) { warn_and_go_back(fault); }) {}

ModelRequest ScoreState::request_of(const Settings& settings) {
  const auto network = settings.model ? std::filesystem::path(*settings.model) : default_model();
  return {{network, settings.device, settings.batch_size, std::chrono::nanoseconds(settings.batch_timeout),
           settings.threads},
          settings.share_model};
}

void ScoreState::start() {
  const Settings now = [&] {
    const ObjectLock lock(element_);
    return settings;
  }();
  use(load_model(request_of(now)));
  worker_ = std::make_unique<ScoreWorker>();
  loader_.open();
  const bool changed = [&] {
    const ObjectLock lock(element_);
    published.model_file = now.model;
    return settings.model != now.model;
  }();
  if (changed) change_model();
}

void ScoreState::stop() {
  loader_.close();
  worker_.reset();
  forget();
  sampler_.reset();
  format_.reset();
  scorer_.reset();
  choices_.clear();
  announced_.clear();
  const ObjectLock lock(element_);
  published = {};
}

// The frames to come are scored with it, those in flight were begun with the one before.
void ScoreState::use(std::shared_ptr<SharedScorer> scorer) {
  scorer_ = std::move(scorer);
  choices_[scorer_->card().name] = text_of(scorer_->card().choice);
  if (format_) sampler_ = std::make_unique<FrameSampler>(*format_, scorer_->card().input);
  pace_.restart();
  for (const auto& remark : scorer_->remarks()) GST_WARNING_OBJECT(element_, "%s", remark.c_str());
  {
    const ObjectLock lock(element_);
    published.latency = static_cast<GstClockTime>(scorer_->batch_time().count());
    published.stats.forget_times();
    published.active_device = to_string(scorer_->active_device());
    published.model = scorer_->card().name;
    published.batch_size = scorer_->batch_size();
  }
  GST_INFO_OBJECT(element_, "model %s is loaded, runs on %s", scorer_->card().name.c_str(),
                  to_string(scorer_->active_device()).c_str());
  g_object_notify(G_OBJECT(element_), "active-device");
}

void ScoreState::change_model() {
  const Settings now = [&] {
    const ObjectLock lock(element_);
    return settings;
  }();
  try {
    loader_.request(request_of(now));
  } catch (const std::exception& fault) {
    warn_and_go_back(fault);
  }
}

void ScoreState::warn_and_go_back(const std::exception& fault) {
  {
    const ObjectLock lock(element_);
    settings.model = published.model_file;
  }
  g_object_notify(G_OBJECT(element_), "model");
  post_warning(element_, fault);
}

void ScoreState::set_format(const GstVideoInfo& info, bool live) {
  drain();
  format_ = info;
  sampler_ = std::make_unique<FrameSampler>(info, scorer_->card().input);
  // One batch runs while the next one fills.
  const auto batch_size = static_cast<std::size_t>(scorer_->batch_size());
  most_waiting_ = live || batch_size == 1 ? 0 : 2 * batch_size;
  held_.reset();
  pace_.restart();
}

void ScoreState::drain() {
  if (auto done = worker_ ? worker_->take() : std::nullopt) take(std::move(*done), working_on_, conduct());
}

void ScoreState::forget() {
  if (worker_) worker_->abandon();
  in_flight_.clear();
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

void ScoreState::take_in(BufferPtr buffer, const GstSegment& segment) {
  if (auto loaded = loader_.take()) use(std::move(loaded));
  const Conduct now = conduct();
  Frame frame;
  frame.times = times_of(buffer.get(), segment);
  frame.buffer = std::move(buffer);
  const bool waits = now.mode == ScoringMode::sync;
  if (auto done = waits ? worker_->take() : worker_->take_done()) take(std::move(*done), working_on_, now);
  pace_.set_earliest(now.earliest);
  const PacedFrame paced = {frame.times.running_time, is_empty(frame.buffer.get(), segment)};
  if (decide(paced, now) == Turn::score) {
    pace_.scored(paced);
    frame.began = gst_util_get_timestamp();
    const cv::Mat& picture = sampler_->sample(frame.buffer.get());
    if (waits) {
      frame.scorer = scorer_;
      frame.pending = scorer_->submit(picture);
    } else {
      worker_->begin(scorer_, picture);
      working_on_ = frame.times;
    }
  }
  in_flight_.push_back(std::move(frame));
}

BufferPtr ScoreState::finished() {
  if (in_flight_.empty()) return nullptr;
  const auto& pending = in_flight_.front().pending;
  const bool ready =
      !pending.valid() || pending.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  return ready || in_flight_.size() > most_waiting_ ? put_out() : nullptr;
}

BufferPtr ScoreState::finish() {
  if (in_flight_.empty()) return nullptr;
  if (const auto& scorer = in_flight_.front().scorer) scorer->hurry();
  return put_out();
}

BufferPtr ScoreState::put_out() {
  Frame frame = std::move(in_flight_.front());
  in_flight_.pop_front();
  const bool fresh = frame.pending.valid();
  if (fresh) {
    Scores scores = frame.pending.get();
    take({std::move(scores), gst_util_get_timestamp() - frame.began, frame.scorer->card().name}, frame.times,
         conduct());
  }
  if (held_) {
    held_->fresh = fresh;
    announce(held_->model);
    attach_score(frame.buffer.get(), *held_);
  }
  return std::move(frame.buffer);
}

// Whoever chooses among frames of two models has to know which is which.
void ScoreState::announce(const std::string& model) {
  if (model == announced_) return;
  announced_ = model;
  GstStructure* structure =
      gst_structure_new(AESTHETIC_CHOICE_EVENT_NAME, AESTHETIC_SCORE_MODEL, G_TYPE_STRING, model.c_str(),
                        AESTHETIC_CHOICE_BY, G_TYPE_STRING, choices_[model].c_str(), nullptr);
  gst_pad_push_event(source_, gst_event_new_custom(GST_EVENT_CUSTOM_DOWNSTREAM_STICKY, structure));
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
  held_ = FrameScore{std::move(done.scores), std::move(done.model), times.pts, true};
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
                    model ? model->c_str() : nullptr, "batch-size", G_TYPE_UINT,
                    static_cast<guint>(batch_size), nullptr);
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
