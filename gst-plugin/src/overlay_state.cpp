// SPDX-License-Identifier: MIT
#include "overlay_state.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <utility>

#include "task_choice.hpp"

namespace aesthetic {
namespace {

// Where neither frames nor caps say how long a frame lasts.
constexpr GstClockTime usual_duration = GST_SECOND / 25;

GstClockTime duration_of(GstBuffer* buffer, const GstVideoInfo& info) {
  if (GST_BUFFER_DURATION_IS_VALID(buffer)) return GST_BUFFER_DURATION(buffer);
  if (GST_VIDEO_INFO_FPS_N(&info) <= 0) return usual_duration;
  return gst_util_uint64_scale_int(GST_SECOND, GST_VIDEO_INFO_FPS_D(&info), GST_VIDEO_INFO_FPS_N(&info));
}

// Left, middle or right; top, middle or bottom.
int along(int third, int room, int length, int margin) {
  const int last = std::max(0, room - length);
  const int place = third == 0   ? std::min(margin, last)
                    : third == 1 ? last / 2
                                 : last - std::min(margin, last);
  return place & ~1;  // chroma of most formats belongs to pairs of pixels
}

}  // namespace

void OverlayState::start() {
  text_.emplace();
  set_segment({});
}

void OverlayState::stop() {
  composition_ = {};
  panel_.reset();
  laid_out_ = false;
  known_.clear();
  warned_.clear();
  text_.reset();
  info_ = {};
}

void OverlayState::set_format(const GstVideoInfo& info) {
  info_ = info;
  laid_out_ = false;
  history_.restart(history_.length());
}

void OverlayState::set_segment(const GstSegment& segment) {
  segment_ = segment;
  last_score_.reset();
  history_.restart(history_.length());
}

GstClockTime OverlayState::stream_time(GstBuffer* buffer) const {
  if (segment_.format != GST_FORMAT_TIME) return GST_CLOCK_TIME_NONE;
  return gst_segment_to_stream_time(&segment_, GST_FORMAT_TIME, GST_BUFFER_PTS(buffer));
}

GstClockTimeDiff OverlayState::time_of(GstBuffer* buffer) {
  const GstClockTime time = stream_time(buffer);
  if (!GST_CLOCK_TIME_IS_VALID(time))
    return time_ + static_cast<GstClockTimeDiff>(duration_of(buffer, info_));
  return segment_.rate < 0 ? -static_cast<GstClockTimeDiff>(time) : static_cast<GstClockTimeDiff>(time);
}

BufferPtr OverlayState::show(BufferPtr buffer) {
  take_settings();
  time_ = time_of(buffer.get());
  const auto score = ScoreReading::of(buffer.get());
  if (!score) return buffer;
  remember(*score, time_);
  if (!knows(*score)) learn(*score);
  if (!laid_out_) lay_out();
  if (!panel_ || now_.opacity <= 0) return buffer;
  update_panel(*score);
  composition_.place(place(), now_.opacity);
  return attach_ ? composition_.attach(std::move(buffer)) : composition_.blend(std::move(buffer), info_);
}

void OverlayState::take_settings() {
  const ObjectLock lock(element_);
  now_.position = settings.position;
  now_.opacity = settings.opacity;
  if (settings.revision == now_.revision) return;
  if (settings.history != history_.length()) history_.restart(settings.history);
  now_ = settings;
  laid_out_ = false;
}

void OverlayState::remember(const ScoreReading& score, GstClockTimeDiff now) {
  history_.advance(now);
  // A held score is on many frames; it is news once. Without a time it cannot be told from a new one.
  if (!score.fresh() && GST_CLOCK_TIME_IS_VALID(score.pts()) && last_score_ == score.pts()) return;
  last_score_ = score.pts();
  history_.add(now - static_cast<GstClockTimeDiff>(score.age()), score.overall());
}

bool OverlayState::knows(const ScoreReading& score) const {
  if (score.attributes() != known_.size()) return false;
  for (guint i = 0; i < known_.size(); ++i)
    if (known_[i] != score.name(i)) return false;
  return true;
}

void OverlayState::learn(const ScoreReading& score) {
  known_.clear();
  for (guint i = 0; i < score.attributes(); ++i) known_.emplace_back(score.name(i));
  laid_out_ = false;
}

void OverlayState::lay_out() {
  laid_out_ = true;
  panel_.reset();
  const TaskChoice choice = choose_tasks(now_.tasks, known_);
  if (!choice.unknown.empty()) warn_of(choice.unknown);
  PanelParts parts = {{}, choice.overall, now_.show_curve};
  for (const guint i : choice.attributes) parts.attributes.push_back(readable_name(known_[i]));
  const PanelFrame frame = {GST_VIDEO_INFO_WIDTH(&info_), GST_VIDEO_INFO_HEIGHT(&info_),
                            static_cast<double>(GST_VIDEO_INFO_PAR_N(&info_)) / GST_VIDEO_INFO_PAR_D(&info_)};
  chosen_ = choice.attributes;
  scores_.attributes.resize(chosen_.size());
  panel_.emplace(*text_, frame, now_.size, parts);
  if (panel_->width() > 0) {
    composition_.resize(panel_->width(), panel_->height());
  } else {
    GST_INFO_OBJECT(element_, "no panel fits into a frame of %dx%d", frame.width, frame.height);
    panel_.reset();
  }
}

void OverlayState::warn_of(const std::vector<std::string>& unknown) {
  const std::string text = "tasks: the model has no " + boost::algorithm::join(unknown, ", ") +
                           "; it has overall" + (known_.empty() ? "" : ", ") +
                           boost::algorithm::join(known_, ", ");
  if (std::exchange(warned_, text) == text) return;
  GST_ELEMENT_WARNING(element_, LIBRARY, SETTINGS, ("%s", text.c_str()), (nullptr));
}

void OverlayState::update_panel(const ScoreReading& score) {
  scores_.overall = score.overall();
  for (std::size_t i = 0; i < chosen_.size(); ++i) scores_.attributes[i] = score.value(chosen_[i]);
  scores_.age = score.fresh() ? 0 : score.age() / GST_SECOND;
  if (!panel_->update(scores_, history_)) return;
  composition_.redraw([&](unsigned char* pixels, int stride) { panel_->draw(pixels, stride, history_); });
}

PanelComposition::Place OverlayState::place() const {
  const int cell = static_cast<int>(now_.position);
  return {along(cell % 3, GST_VIDEO_INFO_WIDTH(&info_), panel_->width(), panel_->margin_x()),
          along(cell / 3, GST_VIDEO_INFO_HEIGHT(&info_), panel_->height(), panel_->margin_y())};
}

}  // namespace aesthetic
