// SPDX-License-Identifier: MIT
//
// aesthetic best: the best frames of videos as pictures, contact sheets, and the scores behind them.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <iostream>
#include <thread>

#include "aesthetic/error.hpp"
#include "best/best_of_video.hpp"
#include "best/inputs.hpp"
#include "best/output_folder.hpp"
#include "best/result_table.hpp"
#include "best/work_progress.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr int most_frames = 100;

Progress::Style progress_style(bool quiet) {
  if (quiet) return Progress::Style::silent;
  return isatty(STDERR_FILENO) != 0 ? Progress::Style::bar : Progress::Style::lines;
}

CommandLine command_line() {
  CommandLine line(
      "aesthetic best VIDEO|FOLDER... [options]",
      "Writes the best frames of videos, different from each other (best-1.jpg, ...), a contact sheet\n"
      "(contact-sheet.jpg), a report for a browser (report.html) and the scores (scores.jsonl). Of several\n"
      "videos, each has a folder of its own.\n"
      "Long videos are scored at key frames first, then around the best of them. Work that was\n"
      "interrupted goes on where it was when it is started again.");
  constexpr double a_day = 86400;
  line.options().add_options()("count,n",
                               po::value<int>()->value_name("N")->notifier(within("count", 1, most_frames)),
                               "how many frames (default: 3; with --per-scene 100)")(
      "output,o", po::value<std::string>()->default_value("best-frames")->value_name("FOLDER"),
      "where to write")("min-gap",
                        po::value<double>()->value_name("SECONDS")->notifier(within("min-gap", 0.0, a_day)),
                        "time between two of them (default: the length over twice their number, 30 at most)")(
      "per-scene", "the best frame of every shot")("from", po::value<std::string>()->value_name("TIME"),
                                                   "begin there: seconds, m:s or h:m:s")(
      "to", po::value<std::string>()->value_name("TIME"), "end there")("exact", "score every frame")(
      "format", po::value<std::string>()->default_value("jpg")->value_name("NAME"), "jpg or png")(
      "jobs,j", po::value<int>()->value_name("N")->notifier(within("jobs", 1, 64)),
      "how many videos at a time (default: as many as processors, 4 at most)");
  line.add_by_option();
  line.add_model_options();
  line.options().add_options()("interval",
                               po::value<int>()->value_name("N")->notifier(within("interval", 1, 1'000'000)),
                               "score every N-th frame of all, as --exact does every one")(
      "json", "print a line of JSON for each frame instead of the table")(
      "no-report", "write no report.html")("quiet", "show no progress");
  line.add_files("video", -1);
  return line;
}

TimeSpan span_of(const CommandLine& line) {
  TimeSpan span;
  for (const auto& [name, value] : {std::pair{"from", &span.begin}, std::pair{"to", &span.end}}) {
    if (line.values().count(name) == 0) continue;
    const auto seconds = parse_clock(line.value<std::string>(name));
    if (!seconds) throw po::error("--" + std::string(name) + " must be seconds, m:s or h:m:s");
    *value = *seconds;
  }
  if (span.end <= span.begin) throw po::error("--to must be after --from");
  return span;
}

void check_names(const BestSettings& settings) {
  auto names = std::make_shared<const Scores::Names>(settings.card.task_names());
  std::vector<float> values(names->size());
  settings.by.value(Scores(std::move(names), std::move(values)), settings.card.name);
}

BestSettings settings_of(const CommandLine& line) {
  const auto given = [&](const char* name) { return line.values().count(name) > 0; };
  BestSettings settings;
  settings.span = span_of(line);
  settings.format = line.value<std::string>("format");
  if (settings.format == "jpeg") settings.format = "jpg";
  if (settings.format != "jpg" && settings.format != "png") throw po::error("--format must be jpg or png");
  settings.per_scene = given("per-scene");
  settings.count = static_cast<std::size_t>(given("count")       ? line.value<int>("count")
                                            : settings.per_scene ? most_frames
                                                                 : 3);
  if (given("min-gap")) settings.min_gap = line.value<double>("min-gap");
  settings.scoring = line.scoring(given("interval") ? line.interval() : 1);
  settings.report = !given("no-report");
  settings.exact = given("exact") || given("interval");
  settings.card = line.card();
  settings.by_text = line.by(settings.card);
  settings.by = ScoreWeights(settings.by_text);
  check_names(settings);
  return settings;
}

// One after the other and several at a time, as threads come free; results in order, as they are there.
class Work {
 public:
  Work(const std::vector<fs::path>& videos, const fs::path& output, const BestSettings& settings,
       WorkProgress& progress)
      : videos_(videos), settings_(settings), progress_(progress), results_(videos.size()) {
    const auto names = unique_names(videos);
    for (const std::string& name : names) folders_.push_back(videos.size() > 1 ? output / name : output);
  }

  // The exit status.
  int run(std::size_t jobs, ResultTable& table) {
    std::vector<std::future<void>> threads;
    for (std::size_t i = 0; i < std::min(jobs, videos_.size()); ++i)
      threads.push_back(std::async(std::launch::async, [this] { take_videos(); }));
    int status = 0;
    for (std::size_t i = 0; i < videos_.size(); ++i)
      if (!report(i, table)) status = 1;
    return status;
  }

 private:
  void take_videos() {
    for (std::size_t i = next_++; i < videos_.size(); i = next_++) {
      try {
        results_[i].set_value(best_of_video(videos_[i], folders_[i], settings_, progress_));
      } catch (const std::exception&) {
        results_[i].set_exception(std::current_exception());
      }
      progress_.finish_video();
    }
  }

  bool report(std::size_t i, ResultTable& table) {
    try {
      const VideoResult result = results_[i].get_future().get();
      table.print(videos_[i], result, settings_.card.name);
      if (!result.remark.empty()) progress_.say("aesthetic: " + result.remark);
      if (!result.fault.empty()) progress_.say("aesthetic: " + result.fault);
      return result.fault.empty();
    } catch (const std::exception& error) {
      progress_.say(std::string("aesthetic: ") + error.what());
      return false;
    }
  }

  const std::vector<fs::path>& videos_;
  const BestSettings& settings_;
  WorkProgress& progress_;
  std::vector<fs::path> folders_;
  std::vector<std::promise<VideoResult>> results_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace

int run_best(int argc, const char* const* argv) {
  CommandLine line = command_line();
  if (!line.parse(argc, argv)) return 0;
  const BestSettings settings = settings_of(line);
  const fs::path output = line.value<std::string>("output");
  OutputFolder check(output);
  gst::init();
  const Inputs inputs = find_videos(line.files(), output);
  WorkProgress progress(progress_style(line.values().count("quiet") > 0), inputs.videos.size());
  for (const auto* lines : {&inputs.skipped, &inputs.faults})
    for (const std::string& text : *lines) progress.say("aesthetic: " + text);
  if (inputs.videos.empty()) throw Error(ErrorKind::not_found, line.files().front() + ": no videos in it");

  constexpr unsigned most_jobs = 4;
  const auto cores = std::clamp(std::thread::hardware_concurrency(), 1U, most_jobs);
  const auto jobs = line.values().count("jobs") > 0 ? line.value<int>("jobs") : static_cast<int>(cores);
  ResultTable table(line.values().count("json") > 0 ? ResultTable::Form::json : ResultTable::Form::text);
  Work work(inputs.videos, output, settings, progress);
  const int status = work.run(static_cast<std::size_t>(jobs), table);
  return inputs.faults.empty() ? status : 1;
}

}  // namespace aesthetic
