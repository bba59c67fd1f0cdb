// SPDX-License-Identifier: MIT
#include "best/coarse_pass.hpp"

#include <algorithm>
#include <exception>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

// Seconds.
constexpr double short_video = 30;
constexpr double key_step = 1;
// x264 and x265 put a key frame every 250 frames at the latest.
constexpr double longest_gap = 12;
constexpr double gap_step = 2;

// What lies between frames that are far apart.
std::vector<FrameWindow> gaps_of(const std::vector<ScoredFrame>& frames, const TimeSpan& span) {
  std::vector<FrameWindow> gaps;
  double last = span.begin;
  const auto close = [&](double time) {
    if (time - last > longest_gap) gaps.push_back({last + gap_step, time, gap_step});
    last = time;
  };
  for (const ScoredFrame& frame : frames) close(frame.time.value_or(last));
  close(span.end);
  return gaps;
}

// Key frames that were no whole pictures, for another look with what is before them: damaged, or the
// beginning of an intra refresh, of which there are many. Those in a gap are looked at with it.
void add_doubtful(const std::vector<double>& times, std::vector<FrameWindow>& windows) {
  constexpr std::size_t few = 10;
  constexpr double instant = 1e-6;
  if (times.size() > few) return;
  const std::vector<FrameWindow> gaps = windows;
  for (const double time : times) {
    const auto holds = [&](const FrameWindow& gap) { return gap.begin <= time && time < gap.end; };
    if (std::none_of(gaps.begin(), gaps.end(), holds)) windows.push_back({time - instant, time + instant});
  }
  std::sort(windows.begin(), windows.end(),
            [](const FrameWindow& a, const FrameWindow& b) { return a.begin < b.begin; });
}

// Of a decoder that needs more than key frames (FFmpeg's in GStreamer 1.26, for H.264 with open GOPs) none
// comes: then what lies between them is the whole video. A fault of the file itself shows there again.
double read_key_frames(const std::filesystem::path& file, const WindowReading& reading,
                       const std::function<bool(const VideoFrame&, const VideoReader&)>& take) {
  bool found = false;
  try {
    return read_windows(file, reading, [&](const VideoFrame& frame, const VideoReader& reader) {
      found = true;
      return take(frame, reader);
    });
  } catch (const Error& error) {
    if (found || error.kind() != ErrorKind::bad_picture) throw;
    return 0;
  }
}

}  // namespace

WindowReading key_frame_reading(const BestSettings& settings) {
  WindowReading reading;
  reading.scoring = settings.scoring;
  reading.key_frames = true;
  reading.windows = {{settings.span.begin, settings.span.end, key_step}};
  return reading;
}

bool pass_coarsely(const std::filesystem::path& file, const BestSettings& settings, FrameCollection& frames,
                   const ShowProgress& show) {
  // An earlier run found it short.
  if (!frames.empty() && frames.in_time().front().pass == Pass::exact) return false;
  TimeSpan span = settings.span;
  bool is_long = true;
  Pass pass = Pass::key;
  std::vector<double> doubtful;
  const auto take = [&](const VideoFrame& frame, const VideoReader& reader) {
    if (reader.duration() > 0) span.end = std::min(settings.span.end, reader.duration());
    is_long = frame.time && span.end - span.begin > short_video;
    if (!is_long) return false;
    if (pass == Pass::key && frame.damaged)
      doubtful.push_back(*frame.time);
    else
      frames.add(frame, pass);
    show(pass == Pass::key ? "key frames" : "between them", *frame.time - span.begin, span.end - span.begin);
    return true;
  };
  WindowReading reading = key_frame_reading(settings);
  reading.known = frames.known();
  std::exception_ptr broken;  // said when all that is there was read
  try {
    const double duration = read_key_frames(file, reading, take);
    if (duration > 0) span.end = std::min(settings.span.end, duration);
    if (is_long && !frames.empty()) show("key frames", span.end - span.begin, span.end - span.begin);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_picture || frames.empty()) throw;
    broken = std::current_exception();
    span.end = frames.in_time().back().time.value_or(0);
  }
  if (!is_long) return false;

  pass = Pass::gap;
  const auto keys = frames.before(pass);
  reading.key_frames = false;
  reading.windows = gaps_of(keys, span);
  add_doubtful(doubtful, reading.windows);
  reading.known = frames.known();
  for (const ScoredFrame& frame : keys) reading.key_times.push_back(frame.time.value_or(0));
  if (!reading.windows.empty()) read_windows(file, reading, take);
  if (broken) std::rethrow_exception(broken);
  return is_long;
}

}  // namespace aesthetic
