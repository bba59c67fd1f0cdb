// SPDX-License-Identifier: MIT
//
// What the two looks of `aesthetic best` save and what they cost. Makes videos in a temporary folder, of
// photographs under pan and zoom and of the clips, runs the program on each with and without --exact, and
// prints how long it took, as a share of the video's length, and the mean score of the chosen frames, by what
// the model's card chooses by, as a share of that of the exact choice. With --hour instead an hour of 1080p
// H.264, without --exact.
//
//   build/release/bin/best_bench ../shared/data [--hour]
#include <gst/app/gstappsrc.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/scorer.hpp"
#include "reading/gst.hpp"
#include "reading/video_picture.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr int rate = 25;  // frames a second
constexpr std::uint64_t seed = 7;
constexpr const char* x264 = "x264enc speed-preset=superfast threads=2";

struct Video {
  std::string name;
  std::string encoder;   // with its container
  int shots = 0;         // photographs
  double shot_time = 0;  // seconds each
  double dissolve = 0;   // seconds of it from one to the next
  cv::Size size = {640, 360};
  double noise = 0;  // standard deviation, of 255
};

// A photograph that is moved over and zoomed into, from one place to another.
class Shot {
 public:
  Shot(const fs::path& file, cv::RNG& random) : picture_(cv::imread(file.string())) {
    for (cv::Rect2d& view : ends_) {
      const double part = random.uniform(0.5, 1.0);
      const double width = std::min<double>(picture_.cols, picture_.rows * 16 / 9.0) * part;
      const double height = width * 9 / 16;
      view = {random.uniform(0.0, picture_.cols - width + 1e-9),
              random.uniform(0.0, picture_.rows - height + 1e-9), width, height};
    }
  }

  // `part` of the way, 0..1.
  cv::Mat frame(double part, cv::Size size) const {
    const auto between = [&](double a, double b) { return a + part * (b - a); };
    const double x = between(ends_[0].x, ends_[1].x);
    const double y = between(ends_[0].y, ends_[1].y);
    const double scale = between(ends_[0].width, ends_[1].width) / size.width;
    const cv::Matx23d back(scale, 0, x, 0, scale, y);
    cv::Mat result;
    cv::warpAffine(picture_, result, back, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT);
    return result;
  }

 private:
  cv::Mat picture_;
  cv::Rect2d ends_[2];
};

std::vector<fs::path> photographs(const fs::path& data) {
  std::vector<fs::path> files;
  for (const char* set : {"avt_composition", "oasis_beauty", "biq2021"})
    for (const auto& entry : fs::directory_iterator(data / set / "images")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// Writes frames into an encoder.
class Writer {
 public:
  Writer(const fs::path& file, const Video& video)
      : pipeline_(
            "appsrc name=in format=time block=true max-bytes=50000000 caps=video/x-raw,format=BGR,width=" +
            std::to_string(video.size.width) + ",height=" + std::to_string(video.size.height) +
            ",framerate=" + std::to_string(rate) + "/1 ! videoconvert ! video/x-raw,format=I420 ! " +
            video.encoder + " ! filesink location=\"" + file.string() + "\""),
        in_(pipeline_.element("in")) {
    pipeline_.play();
  }

  void add(const cv::Mat& bgr) {
    const gsize bytes = bgr.total() * bgr.elemSize();
    GstBuffer* buffer = gst_buffer_new_memdup(bgr.data, bytes);
    GST_BUFFER_PTS(buffer) = gst_util_uint64_scale(frames_++, GST_SECOND, rate);
    GST_BUFFER_DURATION(buffer) = GST_SECOND / rate;
    gst_app_src_push_buffer(GST_APP_SRC(in_.get()), buffer);
  }

  void finish() {
    gst_app_src_end_of_stream(GST_APP_SRC(in_.get()));
    const gst::Ptr<GstBus> bus(gst_element_get_bus(pipeline_.get()));
    const gst::Ptr<GstMessage> end(gst_bus_timed_pop_filtered(
        bus.get(), GST_CLOCK_TIME_NONE, static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
    if (GST_MESSAGE_TYPE(end.get()) != GST_MESSAGE_EOS) throw std::runtime_error("the encoder failed");
  }

 private:
  gst::Pipeline pipeline_;
  gst::Ptr<GstElement> in_;
  guint64 frames_ = 0;
};

void add_clip(Writer& out, const fs::path& file, cv::Size size) {
  VideoReader reader(file);
  while (const auto frame = reader.next()) {
    cv::Mat picture;
    cv::resize(bgr_picture(*frame), picture, size, 0, 0, cv::INTER_CUBIC);
    out.add(picture);
  }
}

// Slides, with the clips after every 20th.
void write_video(const fs::path& file, const Video& video, const fs::path& data) {
  constexpr int slides_between = 20;
  cv::RNG random(seed);
  const auto photos = photographs(data);
  constexpr int noise_room = 200;  // noise is made once, and shifted
  cv::Mat noise(video.size.height, video.size.width + noise_room, CV_16SC3);
  random.fill(noise, cv::RNG::NORMAL, 0, video.noise);
  Writer out(file, video);
  std::vector<fs::path> clips;
  if (fs::exists(data / "videos"))
    for (const auto& entry : fs::directory_iterator(data / "videos")) clips.push_back(entry.path());
  std::sort(clips.begin(), clips.end());
  const auto pick = [&] { return Shot(photos[random.uniform(0, static_cast<int>(photos.size()))], random); };
  Shot next = pick();
  for (int i = 0; i < video.shots; ++i) {
    const Shot shot = std::move(next);
    next = pick();
    const int count = static_cast<int>(video.shot_time * rate);
    const int fading = static_cast<int>(video.dissolve * rate);
    for (int k = 0; k < count; ++k) {
      cv::Mat frame = shot.frame(static_cast<double>(k) / count, video.size);
      const double share = fading > 0 ? static_cast<double>(k - (count - fading)) / fading : 0;
      if (share > 0) cv::addWeighted(frame, 1 - share, next.frame(0, video.size), share, 0, frame);
      if (video.noise > 0) {
        const int shift = random.uniform(0, noise_room);
        cv::add(frame, noise(cv::Rect({shift, 0}, video.size)), frame, cv::noArray(), CV_8U);
      }
      out.add(frame);
    }
    if (i % slides_between == slides_between - 1 && !clips.empty())
      add_clip(out, clips[static_cast<std::size_t>(i / slides_between) % clips.size()], video.size);
  }
  out.finish();
}

// So many times the same, without encoding again.
void repeat(const fs::path& file, int times, const fs::path& target) {
  std::string description =
      "concat name=all ! h264parse ! mp4mux ! filesink location=\"" + target.string() + "\"";
  for (int i = 0; i < times; ++i)
    description += " filesrc location=\"" + file.string() + "\" ! qtdemux ! h264parse ! all.";
  gst::Pipeline pipeline(description);
  pipeline.play();
  const gst::Ptr<GstBus> bus(gst_element_get_bus(pipeline.get()));
  const gst::Ptr<GstMessage> end(gst_bus_timed_pop_filtered(
      bus.get(), GST_CLOCK_TIME_NONE, static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  if (GST_MESSAGE_TYPE(end.get()) != GST_MESSAGE_EOS) throw std::runtime_error("repeating failed");
}

double length_of(const fs::path& file) {
  VideoReader reader(file);
  reader.next();
  return reader.duration();
}

struct Run {
  double wall = 0;         // seconds
  double cpu = 0;          // seconds
  double mean = 0;         // of what the model's card chooses by, over the chosen frames
  std::size_t frames = 0;  // scored
  long memory = 0;         // MB, the most of all runs so far
};

// Of a line of `aesthetic best --json`.
double chosen_by(const boost::json::value& frame) {
  static const auto choice = read_card(card_path(default_model())).choice;
  double sum = 0;
  double weights = 0;
  for (const auto& [task, weight] : choice) {
    const auto& value = task == "overall" ? frame.at(task) : frame.at("attributes").at(task);
    sum += weight * value.to_number<double>();
    weights += weight;
  }
  return sum / weights;
}

Run run(const fs::path& video, const fs::path& folder, const std::string& options) {
  const fs::path out = folder / "out";
  fs::remove_all(out);
  rusage before = {};
  getrusage(RUSAGE_CHILDREN, &before);
  const auto start = std::chrono::steady_clock::now();
  const std::string command = std::string(AESTHETIC_PROGRAM) + " best '" + video.string() +
                              "' -n 3 --quiet --json -o '" + out.string() + "' " + options + " >'" +
                              (folder / "chosen.jsonl").string() + "'";
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  Run run;
  run.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage after = {};
  getrusage(RUSAGE_CHILDREN, &after);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  run.cpu =
      seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime);
  run.memory = after.ru_maxrss / 1024;
  std::ifstream chosen(folder / "chosen.jsonl");
  int count = 0;
  for (std::string line; std::getline(chosen, line); ++count) run.mean += chosen_by(boost::json::parse(line));
  run.mean /= std::max(count, 1);
  std::ifstream scores(out / "scores.jsonl");
  for (std::string line; std::getline(scores, line);) ++run.frames;
  run.frames -= std::min<std::size_t>(run.frames, 1);
  return run;
}

void print(const std::string& what, double length, const Run& run) {
  std::cout << "    " << std::left << std::setw(8) << what << std::right << std::fixed << std::setprecision(1)
            << std::setw(8) << run.wall << " s" << std::setw(7) << 100 * run.wall / length
            << " % of the length" << std::setw(8) << run.cpu << " s of processor" << std::setw(8)
            << run.frames << " frames scored" << std::setw(6) << run.memory << " MB  mean "
            << std::setprecision(4) << run.mean << std::endl;
}

void compare_looks(const fs::path& data, const fs::path& folder) {
  const std::string h264 = std::string(x264) + " bitrate=1500 key-int-max=";
  const std::vector<Video> videos = {
      {"hard cuts every 3 s, H.264", h264 + "250 ! mp4mux", 60, 3},
      {"hard cuts every 8 s, H.264", h264 + "250 ! mp4mux", 30, 8},
      {"dissolves, H.264", h264 + "250 ! mp4mux", 40, 5, 1.5},
      {"one key frame, H.264", h264 + "1000000 option-string=scenecut=0 ! mp4mux", 40, 4},
      {"VP8 in WebM",
       "vp8enc deadline=1 cpu-used=8 threads=2 target-bitrate=1500000 keyframe-max-dist=128 ! webmmux", 40,
       4},
      {"Motion JPEG in AVI", "jpegenc ! avimux", 30, 3}};
  for (const Video& video : videos) {
    const fs::path file = folder / "video";
    write_video(file, video, data);
    const double length = length_of(file);
    std::cout << video.name << ", " << std::setprecision(0) << std::fixed << length << " s" << std::endl;
    const Run two_looks = run(file, folder, "");
    print("default", length, two_looks);
    const Run exact = run(file, folder, "--exact");
    print("exact", length, exact);
    std::cout << "    " << std::setprecision(1) << 100 * two_looks.mean / exact.mean << " % of the exact mean"
              << std::endl;
  }
}

void measure_an_hour(const fs::path& data, const fs::path& folder) {
  const Video part{"", std::string(x264) + " bitrate=6000 key-int-max=250 ! mp4mux", 10, 5, 0, {1920, 1080},
                   2};
  write_video(folder / "part", part, data);
  repeat(folder / "part", static_cast<int>(3600 / length_of(folder / "part")) + 1, folder / "hour");
  const double length = length_of(folder / "hour");
  std::cout << "1080p H.264, " << std::setprecision(0) << std::fixed << length << " s, "
            << fs::file_size(folder / "hour") / 1'000'000 << " MB" << std::endl;
  print("default", length, run(folder / "hour", folder, ""));
}

}  // namespace
}  // namespace aesthetic

int main(int argc, char** argv) {
  using namespace aesthetic;
  const bool hour = argc == 3 && std::string(argv[2]) == "--hour";
  if (argc != 2 && !hour) {
    std::cerr << "best_bench DATA_FOLDER [--hour]\n";
    return 2;
  }
  gst::init();
  std::string folder = (fs::temp_directory_path() / "best-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  (hour ? measure_an_hour : compare_looks)(argv[1], folder);
  fs::remove_all(folder);
  return 0;
}
