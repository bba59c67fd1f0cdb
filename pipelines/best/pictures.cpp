// SPDX-License-Identifier: MIT
#include "best/pictures.hpp"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"
#include "reading/video_picture.hpp"
#include "reading/windows.hpp"
#include "writing/picture_metadata.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr int jpeg_quality = 95;

std::vector<unsigned char> encoded(const cv::Mat& picture, const std::string& format) {
  std::vector<unsigned char> bytes;
  cv::imencode('.' + format, picture, bytes, {cv::IMWRITE_JPEG_QUALITY, jpeg_quality});
  return bytes;
}

cv::Mat reduced(const cv::Mat& picture, std::size_t of) {
  constexpr std::size_t few = 12;
  const int longest_side = of <= few ? 1280 : 480;
  const double scale = static_cast<double>(longest_side) / std::max(picture.cols, picture.rows);
  if (scale >= 1) return picture;
  cv::Mat small;
  cv::resize(picture, small,
             {std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale))}, 0, 0,
             cv::INTER_AREA);
  return small;
}

// Finds the frames that are wanted among those that come.
class Fetching {
 public:
  Fetching(const ScoredVideo& video, const std::vector<std::size_t>& chosen) : pictures(chosen.size()) {
    for (std::size_t rank = 0; rank < chosen.size(); ++rank)
      wanted_.push_back({&video.frames[chosen[rank]], rank});
    std::sort(wanted_.begin(), wanted_.end(), [](const Wanted& a, const Wanted& b) {
      return a.frame->time.value_or(0) < b.frame->time.value_or(0);
    });
  }

  // Of frames with times.
  std::vector<FrameWindow> windows() const {
    constexpr double instant = 1e-6;
    std::vector<FrameWindow> all;
    for (const Wanted& wanted : wanted_) {
      if (!wanted.frame->time) return {};
      all.push_back({*wanted.frame->time - instant, *wanted.frame->time + instant});
    }
    return all;
  }

  // The frame's rank, `count` where it is none of them or was there before.
  std::size_t rank_of(const VideoFrame& frame) const {
    for (const Wanted& wanted : wanted_) {
      const bool timed = wanted.frame->time && frame.time;
      const bool same = timed ? wanted.frame->pts == frame.pts : wanted.frame->index == frame.index;
      if (same && pictures[wanted.rank].empty()) return wanted.rank;
    }
    return pictures.size();
  }

  bool is_complete() const {
    return std::none_of(pictures.begin(), pictures.end(),
                        [](const cv::Mat& picture) { return picture.empty(); });
  }

  std::vector<cv::Mat> pictures;  // reduced, by rank

 private:
  struct Wanted {
    const ScoredFrame* frame;
    std::size_t rank;
  };
  std::vector<Wanted> wanted_;
};

}  // namespace

std::string picture_name(std::size_t rank, const std::string& format) {
  return "best-" + std::to_string(rank + 1) + "." + format;
}

bool is_picture_name(const std::string& name) {
  constexpr std::size_t prefix = 5;
  if (name.rfind("best-", 0) != 0) return false;
  const auto end = name.find_first_not_of("0123456789", prefix);
  return end != std::string::npos && end > prefix && name[prefix] != '0' &&
         (name.compare(end, std::string::npos, ".jpg") == 0 ||
          name.compare(end, std::string::npos, ".png") == 0);
}

std::vector<cv::Mat> write_pictures(const fs::path& file, const ScoredVideo& video,
                                    const std::vector<std::size_t>& chosen, const BestSettings& settings,
                                    OutputFolder& folder, WorkProgress& progress) {
  Fetching fetching(video, chosen);
  std::int64_t fetched = 0;
  const auto take = [&](const VideoFrame& frame, const VideoReader&) {
    const std::size_t rank = fetching.rank_of(frame);
    if (rank == chosen.size()) return true;
    const cv::Mat picture = bgr_picture(frame);
    const ScoredFrame& scored = video.frames[chosen[rank]];
    folder.write(
        picture_name(rank, settings.format),
        with_metadata(encoded(picture, settings.format), {file.filename().string(), scored.time, std::nullopt,
                                                          scored.scores, settings.card.name}));
    fetching.pictures[rank] = reduced(picture, chosen.size());
    progress.update(file.filename().string(), "fetching", ++fetched,
                    static_cast<std::int64_t>(chosen.size()));
    return !fetching.is_complete();
  };
  WindowReading reading;
  reading.windows = fetching.windows();
  reading.key_times = video.key_times;
  if (!reading.windows.empty()) read_windows(file, reading, take);
  if (!fetching.is_complete()) {
    // A seek gave other times, as in streams whose times are only counted.
    reading.windows = {FrameWindow{}};
    read_windows(file, reading, take);
  }
  if (!fetching.is_complete())
    throw Error(ErrorKind::bad_picture, file.string() + ": reading it again gave other frames");
  return std::move(fetching.pictures);
}

}  // namespace aesthetic
