// SPDX-License-Identifier: MIT
#include "reading/windows.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <utility>

namespace aesthetic {
namespace {

// Which decoded frames lie in the windows, on their grid, and are not known. What it says depends on the
// windows alone, so that reading them again gives the same frames.
class WindowFilter {
 public:
  explicit WindowFilter(const WindowReading& reading) : reading_(reading) {}

  bool operator()(const FramePlace& place) {
    const bool unknown = reading_.known.count(place.pts) == 0;
    if (!place.time) return unknown;
    if (*place.time < newest_) last_ = nullptr;  // the frames before are read again
    newest_ = *place.time;
    if (*place.time < from_) return false;
    const auto& windows = reading_.windows;
    const auto after = std::upper_bound(windows.begin(), windows.end(), *place.time,
                                        [](double time, const FrameWindow& w) { return time < w.begin; });
    if (after == windows.begin()) return false;
    const FrameWindow& window = *std::prev(after);
    if (*place.time >= window.end) return false;
    return on_grid(window, *place.time) && unknown;
  }

  // Leaves out the frames before `time`.
  void begin_at(double time) { from_ = time; }

 private:
  bool on_grid(const FrameWindow& window, double time) {
    constexpr double rounding = 1e-6;
    if (&window != last_) {
      last_ = &window;
      cell_ = -1;
      count_ = 0;
    }
    if (window.step > 0) {
      const double cell = std::floor((time - window.begin) / window.step + rounding);
      if (cell == cell_) return false;
      cell_ = cell;
    }
    return count_++ % window.every == 0;
  }

  const WindowReading& reading_;
  std::atomic<double> from_{0};
  double newest_ = 0;
  const FrameWindow* last_ = nullptr;
  double cell_ = -1;
  std::int64_t count_ = 0;
};

// Windows without a known key frame between them are decoded in one go.
std::vector<TimeSpan> spans_of(const WindowReading& reading) {
  std::vector<TimeSpan> spans;
  for (const FrameWindow& window : reading.windows) {
    const auto key = spans.empty() ? reading.key_times.end()
                                   : std::upper_bound(reading.key_times.begin(), reading.key_times.end(),
                                                      spans.back().end);
    const bool together = !spans.empty() && !reading.key_times.empty() &&
                          (key == reading.key_times.end() || *key > window.begin);
    if (together) {
      spans.back().end = window.end;
    } else {
      spans.push_back({window.begin, window.end});
    }
  }
  return spans;
}

// Where a seek goes to a picture that is no clean beginning (open groups of pictures, intra refresh), a
// decoder may need what was before: GStreamer 1.26's H.264 decoder gives garbage until the next key frame.
// One begins earlier then, once; what is damaged still is so in the file.
class SpanReader {
 public:
  SpanReader(VideoReader& reader, WindowFilter& filter, const TimeSpan& span)
      : reader_(reader), filter_(filter), span_(span) {}

  std::optional<VideoFrame> next() {
    auto frame = reader_.next();
    const bool again = frame && frame->damaged && frame->time && reader_.sought() && span_.begin > 0;
    if (!again || std::exchange(began_earlier_, true)) return frame;
    constexpr double rounding = 1e-6;
    constexpr double earlier = 10;  // seconds; that far apart are the key frames of nearly every file
    filter_.begin_at(*frame->time - rounding);
    if (!reader_.seek({std::max(0.0, span_.begin - earlier), span_.end})) return frame;
    return reader_.next();
  }

 private:
  VideoReader& reader_;
  WindowFilter& filter_;
  TimeSpan span_;
  bool began_earlier_ = false;
};

}  // namespace

double read_windows(const std::filesystem::path& file, const WindowReading& reading,
                    const std::function<bool(const VideoFrame&, const VideoReader&)>& take) {
  const auto spans = spans_of(reading);
  Reading what;
  what.scoring = reading.scoring;
  what.key_frames = reading.key_frames;
  what.key_step = reading.windows.front().step;
  const bool whole = spans.front().begin <= 0 && std::isinf(spans.front().end);
  if (!whole) what.span = spans.front();
  const auto filter = std::make_shared<WindowFilter>(reading);
  what.wanted = [filter](const FramePlace& place) { return (*filter)(place); };
  VideoReader reader(file, what);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (i > 0 && (!reader.sought() || !reader.seek(spans[i]))) break;
    SpanReader span(reader, *filter, spans[i]);
    while (const auto frame = span.next())
      if (!take(*frame, reader)) return reader.duration();
  }
  return reader.duration();
}

}  // namespace aesthetic
