// SPDX-License-Identifier: MIT
//
// aesthetic bench: how many frames a second this machine scores.
#include <gst/app/gstappsink.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <opencv2/core.hpp>
#include <thread>

#include "aesthetic/error.hpp"
#include "aesthetic/scorer.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"
#include "reading/video_reader.hpp"

namespace aesthetic {
namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;

constexpr std::size_t warm_up = 3;  // first runs that are not counted

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Calls `run` for that long, three times at least beyond the warm-up; seconds of each call.
template <typename Run>
std::vector<double> measure(double seconds, Run run) {
  std::vector<double> times;
  const auto start = Clock::now();
  while (seconds_since(start) < seconds || times.size() < 2 * warm_up) {
    const auto begin = Clock::now();
    run();
    times.push_back(seconds_since(begin));
  }
  times.erase(times.begin(), times.begin() + warm_up);
  std::sort(times.begin(), times.end());
  return times;
}

// `sorted` ascending; `part` 0..1.
double quantile(const std::vector<double>& sorted, double part) {
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print_times(const std::string& label, const std::vector<double>& sorted, const std::string& what) {
  const auto milliseconds = [&](double part) { return fixed_text(1000 * quantile(sorted, part), 2); };
  std::cout << label << fixed_text(1 / quantile(sorted, 0.5), 1) << " frames/s (median " << milliseconds(0.5)
            << " ms, p10 " << milliseconds(0.1) << ", p90 " << milliseconds(0.9) << ", " << sorted.size()
            << ' ' << what << ")\n";
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  std::string line;
  while (std::getline(file, line))
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

cv::Size parse_size(const std::string& text) {
  cv::Size size;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%5dx%5d%c", &size.width, &size.height, &rest) != 2 || size.width < 1 ||
      size.height < 1)
    throw po::error("--size must be WIDTHxHEIGHT, as 1280x720");
  return size;
}

void bench_network(Scorer& scorer, double seconds) {
  cv::Mat picture(scorer.card().input.size, CV_8UC3);
  cv::randu(picture, 0, 256);
  const std::vector<cv::Mat> batch(static_cast<std::size_t>(scorer.batch_size()), picture);
  auto times = measure(seconds, [&] { scorer.score(batch); });
  for (auto& time : times) time /= scorer.batch_size();
  print_times("network  ", times, scorer.batch_size() == 1 ? "pictures" : "batches");
}

// The time between two frames at the end of a pipeline in which nothing else takes long.
void bench_element(const Scoring& scoring, cv::Size size, double seconds) {
  gst::Pipeline pipeline(
      "videotestsrc ! video/x-raw,format=I420,width=" + std::to_string(size.width) +
      ",height=" + std::to_string(size.height) +
      " ! aestheticscore name=score post-messages=false ! appsink name=out sync=false max-buffers=1");
  set_up(pipeline.element("score").get(), scoring);
  const auto out = pipeline.element("out");
  pipeline.play();
  const auto times = measure(seconds, [&] {
    const gst::Ptr<GstSample> sample(gst_app_sink_pull_sample(GST_APP_SINK(out.get())));
    if (sample == nullptr) throw Error(ErrorKind::failed, "aestheticscore stopped");
  });
  print_times("element  ", times,
              "frames of " + std::to_string(size.width) + "x" + std::to_string(size.height) + " I420");
}

std::uint64_t frames_so_far(const gst::Pipeline& pipeline, int streams) {
  std::uint64_t all = 0;
  for (int stream = 0; stream < streams; ++stream) {
    GstStructure* stats = nullptr;
    g_object_get(pipeline.element(("score" + std::to_string(stream)).c_str()).get(), "stats", &stats,
                 nullptr);
    guint64 frames = 0;
    gst_structure_get_uint64(stats, "frames", &frames);
    gst_structure_free(stats);
    all += frames;
  }
  return all;
}

// The frames of several streams in one process, which share the network. Each shows one picture again and
// again, so that making pictures takes no time.
void bench_streams(const Scoring& scoring, cv::Size size, double seconds, int streams) {
  std::string description;
  for (int stream = 0; stream < streams; ++stream)
    description +=
        "videotestsrc num-buffers=1 ! video/x-raw,format=NV12,width=" + std::to_string(size.width) +
        ",height=" + std::to_string(size.height) + " ! imagefreeze ! aestheticscore name=score" +
        std::to_string(stream) + " post-messages=false ! fakesink sync=false ";
  gst::Pipeline pipeline(description);
  for (int stream = 0; stream < streams; ++stream)
    set_up(pipeline.element(("score" + std::to_string(stream)).c_str()).get(), scoring);
  pipeline.play();
  while (frames_so_far(pipeline, streams) < warm_up * static_cast<std::uint64_t>(streams)) {
    if (pipeline.next_message() != nullptr) throw Error(ErrorKind::failed, "aestheticscore stopped");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  const auto before = frames_so_far(pipeline, streams);
  const auto start = Clock::now();
  const auto busy = std::clock();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  const double taken = seconds_since(start);
  const double cores = static_cast<double>(std::clock() - busy) / CLOCKS_PER_SEC / taken;
  const double rate = static_cast<double>(frames_so_far(pipeline, streams) - before) / taken;
  std::cout << "streams  " << streams << " of " << size.width << 'x' << size.height
            << " NV12: " << fixed_text(rate, 1) << " frames/s in all, " << fixed_text(rate / streams, 1)
            << " each, " << fixed_text(cores, 1) << " cores busy\n";
}

void bench_file(const std::string& file, const Scoring& scoring) {
  const auto start = Clock::now();
  VideoReader reader(file, scoring);
  std::int64_t frames = 0;
  double last = 0;
  while (const auto frame = reader.next()) {
    ++frames;
    last = frame->time.value_or(0);
  }
  const double taken = seconds_since(start);
  const double length =
      frames > 1 ? last * static_cast<double>(frames) / static_cast<double>(frames - 1) : last;
  std::cout << "file     " << file << ": " << frames << " frames, " << fixed_text(length, 2)
            << " s of video, in " << fixed_text(taken, 2) << " s: " << fixed_text(length / taken, 2)
            << " times real time, " << fixed_text(static_cast<double>(frames) / taken, 1)
            << " frames/s with decoding and loading\n";
}

}  // namespace

int run_bench(int argc, const char* const* argv) {
  CommandLine line(
      "aesthetic bench [options]",
      "Measures how many frames a second this machine scores: the network alone, and through the\n"
      "element; with --file also a video from decoding to score.");
  line.add_model_options();
  line.options().add_options()(
      "seconds",
      po::value<double>()->default_value(5, "5")->value_name("N")->notifier(within("seconds", 0.1, 3600.0)),
      "how long to measure each")("size",
                                  po::value<std::string>()->default_value("1280x720")->value_name("WxH"),
                                  "frames that the element gets")(
      "streams", po::value<int>()->value_name("N")->notifier(within("streams", 1, 1000)),
      "also measure so many streams at a time, which share the network")(
      "file", po::value<std::string>()->value_name("VIDEO"), "also measure this video from end to end");
  if (!line.parse(argc, argv)) return 0;
  const cv::Size size = parse_size(line.value<std::string>("size"));
  const double seconds = line.value<double>("seconds");
  const Scoring scoring = line.scoring();
  gst::init();
  Scorer scorer(scoring.model, scoring.device, scoring.batch_size, scoring.threads);
  const cv::Size input = scorer.card().input.size;
  std::cout << "machine  " << processor() << ", " << std::thread::hardware_concurrency() << " cores usable\n"
            << "OpenCV   " << cv::getVersionString() << ", " << cv::getNumThreads() << " threads, on "
            << to_string(scorer.active_device()) << ", " << scorer.batch_size() << " pictures at a time\n"
            << "model    " << scorer.card().name << ", " << input.width << 'x' << input.height << '\n';
  for (const auto& remark : scorer.remarks()) std::cout << "remark   " << remark << '\n';
  bench_network(scorer, seconds);
  bench_element(scoring, size, seconds);
  if (line.values().count("streams") > 0) bench_streams(scoring, size, seconds, line.value<int>("streams"));
  if (line.values().count("file") > 0) bench_file(line.value<std::string>("file"), scoring);
  return 0;
}

}  // namespace aesthetic
