// SPDX-License-Identifier: MIT
//
// aesthetic best: the best frames of a video as pictures, a contact sheet, and the scores of every frame.
#include <unistd.h>

#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/progress.hpp"
#include "best/contact_sheet.hpp"
#include "best/output_folder.hpp"
#include "best/selection.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"
#include "reading/video_picture.hpp"
#include "reading/video_reader.hpp"
#include "report/report.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

constexpr int most_frames = 100;
constexpr int jpeg_quality = 95;
// Frames darker or flatter than this (of 255) show nothing.
constexpr Luma black = {20, 6};
constexpr double flat_deviation = 2.5;

struct ScoredVideo {
  std::vector<ScoredFrame> frames;
  std::string model;
  Thumbnails thumbnails;  // for the report
};

bool is_blank(const Luma& luma) {
  return luma.deviation < flat_deviation || (luma.mean < black.mean && luma.deviation < black.deviation);
}

ScoredVideo score_video(const fs::path& file, const Scoring& scoring, bool with_thumbnails,
                        Progress::Style style) {
  VideoReader reader(file, scoring);
  LumaMeter meter;
  ScoredVideo video;
  std::optional<Progress> progress;
  float best = 0;
  while (auto frame = reader.next()) {
    if (!progress) progress.emplace(std::cerr, "scoring", reader.estimated_frames(), style);
    best = std::max(best, frame->scores.overall());
    progress->update(frame->index + 1, "best " + fixed_text(best, 3));
    video.model = frame->model;
    video.frames.push_back({frame->index, frame->pts, frame->time, frame->scores, frame->fresh,
                            is_blank(meter.measure(*frame))});
    if (with_thumbnails) video.thumbnails.offer(*frame);
  }
  progress->finish();
  return video;
}

// The pictures of the chosen frames, in that order: a second reading, up to the last of them.
std::vector<cv::Mat> fetch_pictures(const fs::path& file, const std::vector<ScoredFrame>& frames,
                                    const std::vector<std::size_t>& chosen, Progress::Style style) {
  std::map<std::int64_t, std::size_t> wanted;  // frame index to rank
  for (std::size_t rank = 0; rank < chosen.size(); ++rank) wanted[frames[chosen[rank]].index] = rank;
  std::vector<cv::Mat> pictures(chosen.size());
  Progress progress(std::cerr, "fetching", wanted.rbegin()->first + 1, style);
  VideoReader reader(file);
  while (!wanted.empty()) {
    const auto frame = reader.next();
    const auto found = frame ? wanted.find(frame->index) : wanted.begin();
    if (found == wanted.end()) {
      progress.update(frame->index + 1);
      continue;
    }
    if (!frame || frame->pts != frames[chosen[found->second]].pts)
      throw Error(ErrorKind::bad_picture, file.string() + ": reading it again gave other frames");
    progress.update(frame->index + 1);
    pictures[found->second] = bgr_picture(*frame);
    wanted.erase(found);
  }
  progress.finish();
  return pictures;
}

void write_picture(const fs::path& file, const cv::Mat& picture) {
  bool written = false;
  try {
    written = cv::imwrite(file.string(), picture, {cv::IMWRITE_JPEG_QUALITY, jpeg_quality});
  } catch (const cv::Exception&) {
    written = false;  // said below
  }
  if (!written) throw Error(ErrorKind::unreadable, file.string() + ": cannot be written");
}

void write_scores(const fs::path& file, const std::vector<ScoredFrame>& frames) {
  std::ofstream out(file);
  for (const ScoredFrame& frame : frames) {
    boost::json::object record;
    record["frame"] = frame.index;
    record["time"] = frame.time ? boost::json::value(*frame.time) : boost::json::value(nullptr);
    record["overall"] = short_double(frame.scores.overall());
    record["attributes"] = attributes_json(frame.scores);
    record["fresh"] = frame.fresh;
    out << json_line(record) << '\n';
  }
  if (!out.flush()) throw Error(ErrorKind::unreadable, file.string() + ": cannot be written");
}

std::string picture_name(std::size_t rank) {
  return "best-" + std::to_string(rank + 1) + ".jpg";
}

// Whether some run gave a picture this name.
bool is_picture_name(const std::string& name) {
  std::size_t rank = 0;
  while (rank < most_frames && name != picture_name(rank)) ++rank;
  return rank < most_frames;
}

void write_report_of(const fs::path& file, const fs::path& source, const fs::path& model,
                     const ScoredVideo& video, const std::vector<std::size_t>& chosen,
                     const std::vector<cv::Mat>& pictures) {
  std::vector<std::string> names;
  for (std::size_t rank = 0; rank < chosen.size(); ++rank) names.push_back(picture_name(rank));
  write_report(file, {source.filename().string(), read_card(card_path(model)), video.frames, chosen, pictures,
                      names, video.thumbnails.all()});
}

void print_table(const std::vector<ScoredFrame>& frames, const std::vector<std::size_t>& chosen,
                 const fs::path& folder) {
  constexpr std::size_t narrowest = 5;  // "0.731"
  const auto column = [&](const std::string& name) {
    return std::setw(static_cast<int>(std::max(name.size(), narrowest)) + 2);
  };
  const Scores& first = frames.front().scores;
  std::cout << std::left << "rank  time        ";
  for (std::size_t i = 0; i < first.size(); ++i) std::cout << column(first.name(i)) << first.name(i);
  std::cout << "file\n";
  for (std::size_t rank = 0; rank < chosen.size(); ++rank) {
    const ScoredFrame& frame = frames[chosen[rank]];
    std::cout << std::setw(6) << rank + 1 << std::setw(12)
              << (frame.time ? clock_text(*frame.time, 3) : "frame " + std::to_string(frame.index));
    for (std::size_t i = 0; i < first.size(); ++i)
      std::cout << column(first.name(i)) << fixed_text(frame.scores.value(i), 3);
    std::cout << (folder / picture_name(rank)).string() << '\n';
  }
}

Progress::Style progress_style(bool quiet) {
  if (quiet) return Progress::Style::silent;
  return isatty(STDERR_FILENO) != 0 ? Progress::Style::bar : Progress::Style::lines;
}

CommandLine command_line() {
  CommandLine line(
      "aesthetic best VIDEO [options]",
      "Scores every frame of a video and writes its best frames (best-1.jpg, ...), a contact sheet\n"
      "(contact-sheet.jpg), a report for a browser (report.html) and the scores of every frame\n"
      "(scores.jsonl).");
  constexpr double a_day = 86400;
  line.options().add_options()(
      "count,n",
      po::value<int>()->default_value(3)->value_name("N")->notifier(within("count", 1, most_frames)),
      "how many frames")("output,o",
                         po::value<std::string>()->default_value("best-frames")->value_name("FOLDER"),
                         "where to write")(
      "min-gap", po::value<double>()->value_name("SECONDS")->notifier(within("min-gap", 0.0, a_day)),
      "time between two of them (default: the length over twice their number, 30 at most)");
  line.add_model_options();
  line.add_interval_option();
  line.options().add_options()("no-report", "write no report.html")("quiet", "show no progress");
  line.add_files("video", 1);
  return line;
}

}  // namespace

int run_best(int argc, const char* const* argv) {
  CommandLine line = command_line();
  if (!line.parse(argc, argv)) return 0;
  const fs::path file = line.files().front();
  const fs::path target = line.value<std::string>("output");
  const auto count = static_cast<std::size_t>(line.value<int>("count"));
  const Progress::Style style = progress_style(line.values().count("quiet") > 0);
  const Scoring scoring{line.model(), line.device(), line.interval()};

  OutputFolder folder(target);
  gst::init();
  const bool with_report = line.values().count("no-report") == 0;
  const ScoredVideo video = score_video(file, scoring, with_report, style);
  const double min_gap =
      line.values().count("min-gap") > 0 ? line.value<double>("min-gap") : default_gap(video.frames, count);
  const auto chosen = choose_frames(video.frames, count, min_gap);
  const auto pictures = fetch_pictures(file, video.frames, chosen, style);

  for (std::size_t rank = 0; rank < pictures.size(); ++rank)
    write_picture(folder.file(picture_name(rank)), pictures[rank]);
  write_picture(folder.file("contact-sheet.jpg"),
                contact_sheet({file.filename().string(), video.frames, chosen, pictures, video.model}));
  if (with_report) write_report_of(folder.file("report.html"), file, scoring.model, video, chosen, pictures);
  write_scores(folder.file("scores.jsonl"), video.frames);
  folder.commit(is_picture_name);

  print_table(video.frames, chosen, target);
  if (chosen.size() < count)
    std::cerr << "aesthetic: " << file.string() << ": only " << chosen.size() << " of " << count
              << " frames: no more are " << number_text(min_gap) << " s apart and not blank\n";
  return 0;
}

}  // namespace aesthetic
