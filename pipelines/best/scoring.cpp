// SPDX-License-Identifier: MIT
#include "best/scoring.hpp"

#include <algorithm>
#include <cmath>

#include "aesthetic/error.hpp"
#include "best/coarse_pass.hpp"
#include "best/fine_pass.hpp"
#include "best/frame_collection.hpp"
#include "cli/text.hpp"
#include "reading/windows.hpp"

namespace aesthetic {
namespace {

WindowReading every_frame_reading(const BestSettings& settings) {
  WindowReading reading;
  reading.scoring = settings.scoring;
  reading.scoring->interval = 1;  // the others are not even converted
  reading.windows = {{settings.span.begin, settings.span.end, 0, settings.scoring.interval}};
  return reading;
}

void score_every_frame(const std::filesystem::path& file, const BestSettings& settings,
                       FrameCollection& frames, const ShowProgress& show) {
  WindowReading reading = every_frame_reading(settings);
  reading.known = frames.known();
  read_windows(file, reading, [&](const VideoFrame& frame, const VideoReader& reader) {
    frames.add(frame, Pass::exact);
    const double end = reader.duration() > 0 ? std::min(reader.duration(), settings.span.end) : 0;
    show("scoring", frame.time.value_or(0) - settings.span.begin, end - settings.span.begin);
    return true;
  });
}

// Of frames that an earlier run scored: all are read once more, and none is scored.
Thumbnails read_thumbnails(const std::filesystem::path& file, const BestSettings& settings, bool key_frames) {
  Thumbnails thumbnails;
  WindowReading reading = key_frames ? key_frame_reading(settings) : every_frame_reading(settings);
  reading.scoring.reset();
  try {
    read_windows(file, reading, [&](const VideoFrame& frame, const VideoReader&) {
      thumbnails.offer(frame);
      return true;
    });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_picture) throw;  // where it breaks off was said when it was scored
  }
  return thumbnails;
}

// What to say of frames that the decoder got wrong, nothing where there are none. Those before its first key
// frame are no fault of the file.
std::string damage_in(const std::filesystem::path& file, const std::vector<ScoredFrame>& frames) {
  const auto whole =
      std::find_if(frames.begin(), frames.end(), [](const auto& frame) { return !frame.damaged; });
  const auto is_damaged = [](const ScoredFrame& frame) { return frame.damaged; };
  const auto first = std::find_if(whole, frames.end(), is_damaged);
  if (first == frames.end()) return {};
  return file.string() + ": damaged " +
         (first->time ? "at " + clock_text(*first->time, 1) : "at frame " + std::to_string(first->index)) +
         ": " + std::to_string(std::count_if(first, frames.end(), is_damaged)) + " of " +
         std::to_string(frames.size()) + " scored frames are not chosen from";
}

}  // namespace

ChoiceRules rules_for(const BestSettings& settings, const std::vector<ScoredFrame>& frames) {
  ChoiceRules rules;
  rules.count = settings.count;
  rules.per_scene = settings.per_scene;
  rules.min_gap = settings.min_gap     ? *settings.min_gap
                  : settings.per_scene ? 0
                                       : default_gap(frames, settings.count);
  rules.by = settings.by;
  rules.model = settings.card.name;
  return rules;
}

ScoredVideo score_video(const std::filesystem::path& file, const BestSettings& settings, Journal& journal,
                        WorkProgress& progress) {
  ScoredVideo video;
  const bool resumed = !journal.frames().empty();
  FrameCollection frames(journal, settings, settings.report && !resumed ? &video.thumbnails : nullptr);
  const std::string name = file.filename().string();
  const ShowProgress show = [&](const char* step, double done, double total) {
    progress.update(name, step, std::llround(done), std::llround(total), " s",
                    "best " + fixed_text(frames.best(), 3));
  };
  // Where it breaks off, what was read until then is as good as a shorter video.
  const auto as_far_as_it_goes = [&](const auto& pass) {
    try {
      pass();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::bad_picture || frames.empty()) throw;
      video.fault = error.what();
    }
  };
  bool is_long = !settings.exact;
  as_far_as_it_goes([&] { is_long = is_long && pass_coarsely(file, settings, frames, show); });
  as_far_as_it_goes([&] {
    if (!is_long) {
      score_every_frame(file, settings, frames, show);
    } else if (!frames.empty()) {
      pass_finely(file, settings, frames, show);
    }
  });
  if (frames.empty())
    throw Error(ErrorKind::bad_picture, file.string() + ": no frame between --from and --to");
  video.frames = frames.in_time();
  for (const ScoredFrame& frame : video.frames)
    if (frame.pass == Pass::key) video.key_times.push_back(frame.time.value_or(0));
  if (settings.report && resumed)
    video.thumbnails = read_thumbnails(file, settings, !video.key_times.empty());
  if (video.fault.empty()) video.fault = damage_in(file, video.frames);
  return video;
}

}  // namespace aesthetic
