// SPDX-License-Identifier: MIT
#include "select_state.hpp"

#include <algorithm>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/score_meta.h"
#include "held_frame.hpp"

namespace aesthetic {
namespace {

// An asynchronous scorer gives the first frames no score.
constexpr GstClockTime patience = 5 * GST_SECOND;

const GstStructure* score_of(GstBuffer* frame) {
  GstCustomMeta* meta = gst_buffer_get_custom_meta(frame, AESTHETIC_SCORE_META_NAME);
  return meta != nullptr ? gst_custom_meta_get_structure(meta) : nullptr;
}

bool is_empty(GstBuffer* frame) {
  return GST_BUFFER_FLAG_IS_SET(frame, GST_BUFFER_FLAG_GAP) ||
         GST_BUFFER_FLAG_IS_SET(frame, GST_BUFFER_FLAG_CORRUPTED);
}

bool looks_at_pictures(const GateLimits& limits) {
  return limits.black_level > 0 || limits.min_contrast > 0 || limits.max_blur < 1;
}

Fate fate_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::black:
      return Fate::black;
    case Verdict::blank:
      return Fate::blank;
    case Verdict::blurred:
      return Fate::blurred;
    case Verdict::good:
      break;
  }
  return Fate::held;
}

[[noreturn]] void refuse_unscored() {
  throw Error(ErrorKind::bad_picture, "no frame carries a score: put aestheticscore before aestheticselect");
}

}  // namespace

SelectState::SelectState(GstElement* owner, GstPad* sink, GstPad* source)
    : element_(owner), source_(source), alarm_(owner, sink, [this] { end_silent_window(); }) {
  forget_choice();
}

void SelectState::forget_choice() {
  choice_text_ = "overall";
  choice_ = std::make_shared<const ScoreWeights>(choice_text_);
}

void SelectState::start() {
  const ObjectLock lock(element_);
  if (!settings.conduct.by_choice && !settings.conduct.weights) ScoreWeights{settings.by};  // throws
  published.running = true;
}

void SelectState::stop() {
  discard();
  gate_.reset();
  forget_choice();
  has_scores_ = false;
  const ObjectLock lock(element_);
  published = {};
}

void SelectState::set_by(const std::string& text) {
  const bool by_choice = text == "choice";
  std::shared_ptr<const ScoreWeights> weights;
  std::string fault;
  try {
    if (!by_choice) weights = std::make_shared<const ScoreWeights>(text);
  } catch (const Error& error) {
    fault = error.what();
  }
  {
    const ObjectLock lock(element_);
    if (by_choice || weights || !published.running) {
      settings.by = text;
      settings.conduct.by_choice = by_choice;
      settings.conduct.weights = std::move(weights);
      return;
    }
  }
  GST_ELEMENT_WARNING(element_, LIBRARY, SETTINGS, ("%s", fault.c_str()), ("the value before stays"));
}

void SelectState::set_format(const GstVideoInfo& info) {
  info_ = info;
  gate_.reset();
}

SelectState::Conduct SelectState::conduct() const {
  const ObjectLock lock(element_);
  return settings.conduct;
}

void SelectState::follow(const Conduct& now) {
  window_.set_length(now.window);
  best_.set_limits(now.limits);
  // Frames of one window are compared by one measure.
  if (!open_.has_frames) weights_ = now.by_choice ? choice_ : now.weights;
}

GstFlowReturn SelectState::take(BufferPtr frame, const GstSegment& segment) {
  const Conduct now = conduct();
  follow(now);
  GstFlowReturn flow = std::exchange(event_flow_, GST_FLOW_OK);
  const auto span = span_of(GST_BUFFER_PTS(frame.get()), GST_BUFFER_DURATION(frame.get()), segment);
  if (!span) {
    count(Fate::empty);
    return flow;
  }
  if (window_.is_over(span->begin)) {
    flow = end_window();
    follow(now);
  }
  note_time(frame.get(), *span);
  count(judge(std::move(frame), span->begin, now));
  expect_scores(span->begin, now);
  if (flow == GST_FLOW_OK && window_.is_last(*span)) {
    flow = end_window();
    window_.advance();
  }
  return flow;
}

// Running backwards, a frame begins where its time stamps end. None where the segment leaves nothing of it.
std::optional<FrameSpan> SelectState::span_of(GstClockTime pts, GstClockTime duration,
                                              const GstSegment& segment) const {
  if (segment.format != GST_FORMAT_TIME || !GST_CLOCK_TIME_IS_VALID(pts)) return FrameSpan{};
  if (!GST_CLOCK_TIME_IS_VALID(duration) && GST_VIDEO_INFO_FPS_N(&info_) > 0)
    duration = gst_util_uint64_scale_int(GST_SECOND, info_.fps_d, info_.fps_n);
  const bool has_end = GST_CLOCK_TIME_IS_VALID(duration);
  guint64 begin = 0;
  guint64 end = 0;
  if (gst_segment_clip(&segment, GST_FORMAT_TIME, pts, has_end ? pts + duration : GST_CLOCK_TIME_NONE, &begin,
                       &end) == FALSE)
    return std::nullopt;
  begin = gst_segment_to_running_time(&segment, GST_FORMAT_TIME, begin);
  if (!has_end) return FrameSpan{begin, GST_CLOCK_TIME_NONE};
  end = gst_segment_to_running_time(&segment, GST_FORMAT_TIME, end);
  return FrameSpan{std::min(begin, end), std::max(begin, end)};
}

void SelectState::note_time(GstBuffer* frame, const FrameSpan& span) {
  window_.move_to(span.begin);
  if (!open_.has_frames && GST_CLOCK_TIME_IS_VALID(window_.end())) alarm_.set(window_.end());
  if (!has_frames_) first_time_ = span.begin;
  has_frames_ = open_.has_frames = true;
  const GstClockTime pts = GST_BUFFER_PTS(frame);
  if (!GST_CLOCK_TIME_IS_VALID(pts)) return;
  const GstClockTime end = GST_BUFFER_DURATION_IS_VALID(frame) ? pts + GST_BUFFER_DURATION(frame) : pts;
  open_.first = std::min(open_.first, pts);  // GST_CLOCK_TIME_NONE is the greatest
  open_.last = GST_CLOCK_TIME_IS_VALID(open_.last) ? std::max(open_.last, end) : end;
}

Fate SelectState::judge(BufferPtr frame, GstClockTime time, const Conduct& now) {
  if (is_empty(frame.get())) return Fate::empty;
  const GstStructure* score = score_of(frame.get());
  if (score == nullptr) return Fate::unscored;
  has_scores_ = true;
  const double value = weights_->value(score);
  if (const auto fate = refuse_unfresh(score)) return *fate;
  if (value < now.min_score) return Fate::low;
  if (GST_CLOCK_TIME_IS_VALID(time) && GST_CLOCK_TIME_IS_VALID(last_chosen_) &&
      time < last_chosen_ + now.limits.min_gap)
    return Fate::near;
  if (!best_.wants(value, time)) return Fate::beaten;
  const Fate fate = look(frame.get(), now.gate);
  if (fate == Fate::held) best_.add(hold(std::move(frame)), value, time);
  return fate;
}

// Held scores count only as long as the window has no fresh one.
std::optional<Fate> SelectState::refuse_unfresh(const GstStructure* score) {
  gboolean fresh = TRUE;
  gst_structure_get_boolean(score, AESTHETIC_SCORE_FRESH, &fresh);
  if (fresh == FALSE) return open_.has_fresh ? std::optional(Fate::stale) : std::nullopt;
  if (!open_.has_fresh) best_.clear();
  open_.has_fresh = true;
  return std::nullopt;
}

Fate SelectState::look(GstBuffer* frame, const GateLimits& limits) {
  if (!looks_at_pictures(limits)) return Fate::held;
  if (!gate_) gate_ = std::make_unique<PictureGate>(info_);
  return fate_of(gate_->judge(frame, limits));
}

void SelectState::count(Fate fate) {
  const ObjectLock lock(element_);
  published.stats.count(fate);
}

void SelectState::expect_scores(GstClockTime time, const Conduct& now) const {
  if (has_scores_ || !GST_CLOCK_TIME_IS_VALID(time) || !GST_CLOCK_TIME_IS_VALID(first_time_)) return;
  if (time >= first_time_ + std::max(now.window, patience)) refuse_unscored();
}

GstFlowReturn SelectState::end_window() {
  if (!open_.has_frames) return GST_FLOW_OK;
  alarm_.cancel();
  auto chosen = best_.take();
  {
    const ObjectLock lock(element_);
    published.stats.count_window(chosen.size());
  }
  if (chosen.empty()) push_gap();
  open_ = {};
  GstFlowReturn flow = GST_FLOW_OK;
  for (BestFrames::Entry& entry : chosen) {
    if (GST_CLOCK_TIME_IS_VALID(entry.time)) last_chosen_ = entry.time;
    flow = gst_pad_push(source_, entry.frame.release());
    if (flow != GST_FLOW_OK) break;
  }
  return flow;
}

// A live source has fallen silent: no frame and no GAP event ended the window in time.
void SelectState::end_silent_window() {
  event_flow_ = end_window();
  window_.advance();
}

// Sinks and muxers downstream learn that nothing will come for this time.
void SelectState::push_gap() const {
  if (GST_CLOCK_TIME_IS_VALID(open_.first))
    gst_pad_push_event(source_, gst_event_new_gap(open_.first, open_.last - open_.first));
}

bool SelectState::pass_gap(GstClockTime pts, GstClockTime duration, const GstSegment& segment) {
  follow(conduct());
  const auto span = span_of(pts, GST_CLOCK_TIME_IS_VALID(duration) ? duration : 0, segment);
  if (span && window_.is_over(span->end)) {
    event_flow_ = end_window();
    window_.move_to(span->end);
  }
  return open_.has_frames;
}

void SelectState::set_choice(const std::string& by) {
  if (by == choice_text_) return;
  auto choice = std::make_shared<const ScoreWeights>(by);
  drain();
  choice_ = std::move(choice);
  choice_text_ = by;
}

void SelectState::end_scene() {
  if (!conduct().per_scene) return;
  drain();
}

void SelectState::drain() {
  event_flow_ = end_window();
  window_.restart();
}

void SelectState::finish() {
  drain();
  if (has_frames_ && !has_scores_) refuse_unscored();
}

void SelectState::discard() {
  alarm_.cancel();
  best_.clear();
  open_ = {};
  window_.restart();
  has_frames_ = false;
  first_time_ = last_chosen_ = GST_CLOCK_TIME_NONE;
  event_flow_ = GST_FLOW_OK;
}

}  // namespace aesthetic
