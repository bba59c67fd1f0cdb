// SPDX-License-Identifier: MIT
#include "best/frame_collection.hpp"

#include <algorithm>
#include <tuple>

#include "aesthetic/error.hpp"

namespace aesthetic {

FrameCollection::FrameCollection(Journal& journal, const BestSettings& settings, Thumbnails* thumbnails)
    : journal_(journal), settings_(settings), thumbnails_(thumbnails), frames_(journal.frames()) {
  for (const ScoredFrame& frame : frames_) best_ = std::max(best_, value_of(frame));
}

FrameCollection::~FrameCollection() = default;

void FrameCollection::add(const VideoFrame& frame, Pass pass) {
  ScoredFrame scored;
  scored.index = frame.index;
  scored.pts = frame.pts;
  scored.time = frame.time;
  scored.scores = frame.scores;
  scored.fresh = frame.fresh;
  scored.pass = pass;
  scored.damaged = frame.damaged;
  look(frame, scored);
  journal_.append(scored);
  if (frames_.empty()) first_ = pass;
  if (thumbnails_ != nullptr && pass == first_) thumbnails_->offer(frame);
  best_ = std::max(best_, value_of(scored));
  frames_.push_back(std::move(scored));
  sorted_ = false;
}

double FrameCollection::value_of(const ScoredFrame& frame) const {
  return settings_.by.value(frame.scores, settings_.card.name);
}

void FrameCollection::look(const VideoFrame& frame, ScoredFrame& scored) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, gst_sample_get_caps(frame.sample.get())) == FALSE)
    throw Error(ErrorKind::bad_picture, "a video frame of unknown format");
  if (gate_ == nullptr || gst_video_info_is_equal(&info, &info_) == FALSE) {
    gate_ = std::make_unique<PictureGate>(info);
    info_ = info;
  }
  scored.verdict = gate_->judge(gst_sample_get_buffer(frame.sample.get()), GateLimits{});
  scored.look = look_of(gate_->picture());
}

const std::vector<ScoredFrame>& FrameCollection::in_time() {
  if (!sorted_)
    std::stable_sort(frames_.begin(), frames_.end(), [](const ScoredFrame& a, const ScoredFrame& b) {
      return std::tuple(a.time.value_or(0), a.index) < std::tuple(b.time.value_or(0), b.index);
    });
  sorted_ = true;
  return frames_;
}

std::vector<ScoredFrame> FrameCollection::before(Pass pass) {
  std::vector<ScoredFrame> earlier;
  for (const ScoredFrame& frame : in_time())
    if (frame.pass < pass) earlier.push_back(frame);
  return earlier;
}

std::unordered_set<std::uint64_t> FrameCollection::known() const {
  std::unordered_set<std::uint64_t> all;
  for (const ScoredFrame& frame : frames_)
    if (frame.time) all.insert(frame.pts);
  return all;
}

}  // namespace aesthetic
