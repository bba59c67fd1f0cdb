// SPDX-License-Identifier: MIT
//
// aesthetic score: the scores of pictures and of every frame of videos, as records or, of pictures, as a
// gallery.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <optional>
#include <string_view>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/progress.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/score_records.hpp"
#include "cli/silence.hpp"
#include "reading/gst.hpp"
#include "reading/heif_picture.hpp"
#include "reading/picture_files.hpp"
#include "reading/stills.hpp"
#include "reading/video_picture.hpp"
#include "reading/video_reader.hpp"
#include "report/gallery.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using Files = std::vector<std::string>;

// A bar only for a person who does not see the records themselves go by.
Progress::Style progress_style(bool prints_records) {
  return isatty(STDERR_FILENO) != 0 && !(prints_records && isatty(STDOUT_FILENO) != 0)
             ? Progress::Style::bar
             : Progress::Style::silent;
}

cv::Mat read_silently(const std::string& file) {
  const Silence silence;
  return read_picture(file);
}

// Upright; none where only GStreamer may read it.
std::optional<cv::Mat> read_photograph(const std::string& file) {
  if (cv::haveImageReader(file)) return read_silently(file);
  if (is_heif(file)) return read_heif(file);
  return std::nullopt;
}

// A picture that OpenCV, libheif or else GStreamer reads, upright.
cv::Mat read_still(const std::string& file) {
  if (const auto photograph = read_photograph(file)) return *photograph;
  VideoReader reader(file);
  const auto frame = reader.next();
  if (reader.next())
    throw Error(ErrorKind::bad_picture,
                file + ": is a video, which a gallery does not show (see 'aesthetic best')");
  return bgr_picture(*frame);
}

void score_video(const std::string& file, const Scoring& scoring, RecordWriter& out) {
  VideoReader reader(file, scoring);
  std::optional<Progress> progress;
  double time = 0;
  double duration = 0;  // of a frame
  // A lone frame has no length to go by.
  const auto end = [&] { out.end_video(time + (duration > 0 ? duration : 1)); };
  const auto next = [&] {
    try {
      return reader.next();
    } catch (const Error&) {
      end();
      throw;
    }
  };
  while (const auto frame = next()) {
    if (!progress) progress.emplace(console(), "scoring", reader.estimated_frames(), progress_style(true));
    progress->update(frame->index + 1, file);
    if (frame->fresh) out.write(file, frame->time, frame->scores, frame->model);
    duration = frame->time.value_or(time) - time;
    time += duration;
  }
  end();
  if (progress) progress->finish();
}

// Of pictures that no library knows, GStreamer says that they contain no streams.
std::string fault_text(const std::string& file, const Error& error) {
  static const std::array<std::string_view, 4> kinds = {".heic", ".heif", ".avif", ".jxl"};
  const std::string ending = fs::path(file).extension().string();
  const bool one_of_them = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
    return g_ascii_strcasecmp(ending.c_str(), kind.data()) == 0;
  });
  if (!one_of_them || error.kind() != ErrorKind::bad_picture || cv::haveImageReader(file) || is_heif(file))
    return error.what();
  return file + ": is no " + ending.substr(1) + " picture that can be read here";
}

// Calls `take` with each file and what `stills` has of it; what fails gets a line. Returns the faults.
Files for_each_file(const PictureFiles& found, Stills& stills,
                    const std::function<void(const std::string&, const std::optional<ScoredStill>&)>& take,
                    Progress* progress) {
  Files faults;
  const auto report = [&](const std::string& fault) {
    std::cout.flush();
    if (progress != nullptr) progress->end_line();
    console() << "aesthetic: " << fault << '\n' << std::flush;
    faults.push_back(fault);
  };
  for (const std::string& fault : found.faults) report(fault);
  std::int64_t done = 0;
  for (const std::string& file : found.files) {
    if (progress != nullptr) progress->update(++done, file);
    try {
      take(file, stills.next());
    } catch (const Error& error) {
      report(fault_text(file, error));
    }
  }
  return faults;
}

int print_records(const Files& names, const Scoring& scoring, RecordWriter::Format format) {
  const PictureFiles found = picture_files(names);
  Stills stills(found.files, read_photograph, scoring);
  RecordWriter out(format);
  const Files faults = for_each_file(
      found, stills,
      [&](const std::string& file, const std::optional<ScoredStill>& still) {
        if (still) {
          out.write(file, std::nullopt, still->found.scores, still->found.model);
        } else {
          score_video(file, scoring, out);
        }
      },
      nullptr);
  if (!std::cout.flush()) throw Error(ErrorKind::unreadable, "standard output: cannot be written");
  return faults.empty() ? 0 : 1;
}

std::string title_of(const Files& names) {
  if (names.size() > 1) return "Scored pictures";
  const fs::path place = fs::absolute(names.front()).lexically_normal();
  return (place.has_filename() ? place : place.parent_path()).filename().string();
}

// `page_file` is empty for standard output.
int write_gallery(const Files& names, const Scoring& scoring, const fs::path& page_file) {
  const PictureFiles found = picture_files(names);
  Stills stills(found.files, read_still, scoring);
  const ModelCard card = read_card(card_path(scoring.model));
  Gallery gallery(title_of(names), card, found.files.size(), page_file);
  Progress progress(console(), "scoring", static_cast<std::int64_t>(found.files.size()),
                    progress_style(page_file.empty()));
  const Files faults = for_each_file(
      found, stills,
      [&](const std::string& file, const std::optional<ScoredStill>& still) {
        gallery.add(file, still->picture, still->found.scores);
      },
      &progress);
  progress.finish();
  for (const std::string& fault : faults) gallery.add_fault(fault);
  if (gallery.empty()) return 1;
  if (page_file.empty()) {
    std::cout << gallery.page();
    if (!std::cout.flush()) throw Error(ErrorKind::unreadable, "standard output: cannot be written");
  } else {
    write_file(page_file, gallery.page());
  }
  return faults.empty() ? 0 : 1;
}

CommandLine command_line() {
  CommandLine line(
      "aesthetic score FILE|FOLDER... [options]",
      "Prints the scores of pictures, also of all in and below folders, and of every frame of videos,\n"
      "one record a line; or makes a page of the pictures that can be sorted and filtered.");
  line.add_model_options();
  line.add_interval_option();
  line.options().add_options()("format", po::value<std::string>()->default_value("jsonl")->value_name("NAME"),
                               "jsonl, csv, html, or vtt: timed metadata of one video as WebVTT")(
      "output,o", po::value<std::string>()->value_name("FILE"),
      "for html: where to write the page, which then finds the pictures by the way from there");
  line.add_files("file", -1);
  return line;
}

}  // namespace

int run_score(int argc, const char* const* argv) {
  using Format = RecordWriter::Format;
  static const std::map<std::string, Format> records = {
      {"jsonl", Format::jsonl}, {"csv", Format::csv}, {"vtt", Format::vtt}};
  CommandLine line = command_line();
  if (!line.parse(argc, argv)) return 0;
  const auto format = line.value<std::string>("format");
  const bool has_output = line.values().count("output") > 0;
  if (format != "html" && records.count(format) == 0)
    throw po::error("--format must be jsonl, csv, html or vtt");
  if (format == "vtt" && line.files().size() > 1) throw po::error("--format vtt takes one video");
  if (has_output && format != "html") throw po::error("--output is for --format html");
  gst::init();
  const Scoring scoring = line.scoring(line.interval());
  if (format == "html")
    return write_gallery(line.files(), scoring, has_output ? line.value<std::string>("output") : "");
  return print_records(line.files(), scoring, records.at(format));
}

}  // namespace aesthetic
