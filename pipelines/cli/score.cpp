// SPDX-License-Identifier: MIT
//
// aesthetic score: the scores of pictures and of every frame of videos, one record a line.
#include <unistd.h>

#include <iostream>
#include <opencv2/imgcodecs.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "aesthetic/progress.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/silence.hpp"
#include "cli/text.hpp"
#include "cli/webvtt.hpp"
#include "reading/gst.hpp"
#include "reading/still_scorer.hpp"
#include "reading/video_reader.hpp"

namespace aesthetic {
namespace {

namespace po = boost::program_options;

enum class Format { jsonl, csv, vtt };

Format parse_format(const std::string& name) {
  if (name == "jsonl") return Format::jsonl;
  if (name == "csv") return Format::csv;
  if (name == "vtt") return Format::vtt;
  throw po::error("--format must be jsonl, csv or vtt");
}

// Prints records; the first one in CSV after the line with the column names.
class RecordWriter {
 public:
  explicit RecordWriter(Format format) : format_(format) {
    if (format == Format::vtt) cues_.emplace(std::cout);
  }

  void write(const std::string& source, std::optional<double> time, const Scores& scores,
             const std::string& model) {
    if (format_ == Format::csv) return write_csv(source, time, scores, model);
    boost::json::object record;
    if (!cues_) {
      const gst::Ptr<gchar> utf8(g_utf8_make_valid(source.c_str(), -1));
      record["source"] = utf8.get();
    }
    record["time"] = time ? boost::json::value(*time) : boost::json::value(nullptr);
    record["overall"] = short_double(scores.overall());
    record["attributes"] = attributes_json(scores);
    record["model"] = model;
    if (cues_ && !time) throw Error(ErrorKind::bad_picture, source + ": WebVTT is for what has a time");
    if (cues_) return cues_->write(*time, json_line(record));
    std::cout << json_line(record) << '\n';
  }

  // A video's end, in seconds.
  void end_video(double time) {
    if (cues_) cues_->finish(time);
  }

 private:
  void write_csv(const std::string& source, std::optional<double> time, const Scores& scores,
                 const std::string& model) {
    std::vector<std::string> names = {"source", "time"};
    std::vector<std::string> fields = {source, time ? number_text(*time) : ""};
    for (std::size_t i = 0; i < scores.size(); ++i) {
      names.push_back(scores.name(i));
      fields.push_back(number_text(short_double(scores.value(i))));
    }
    names.emplace_back("model");
    fields.push_back(model);
    if (!header_written_) std::cout << csv_line(names) << '\n';
    header_written_ = true;
    std::cout << csv_line(fields) << '\n';
  }

  Format format_;
  bool header_written_ = false;
  std::optional<WebVttWriter> cues_;
};

// A bar only for a person who does not see the records themselves go by.
Progress::Style progress_style() {
  return isatty(STDERR_FILENO) != 0 && isatty(STDOUT_FILENO) == 0 ? Progress::Style::bar
                                                                  : Progress::Style::silent;
}

cv::Mat read_silently(const std::string& file) {
  const Silence silence;
  return read_picture(file);
}

void score_picture(const std::string& file, StillScorer& scorer, RecordWriter& out) {
  const FrameScores found = scorer.score(read_silently(file));
  out.write(file, std::nullopt, found.scores, found.model);
}

void score_video(const std::string& file, const Scoring& scoring, RecordWriter& out) {
  VideoReader reader(file, scoring);
  std::optional<Progress> progress;
  double time = 0;
  double duration = 0;  // of a frame
  while (const auto frame = reader.next()) {
    if (!progress) progress.emplace(std::cerr, "scoring", reader.estimated_frames(), progress_style());
    progress->update(frame->index + 1, file);
    if (frame->fresh) out.write(file, frame->time, frame->scores, frame->model);
    duration = frame->time.value_or(time) - time;
    time += duration;
  }
  out.end_video(time + (duration > 0 ? duration : 1));  // a lone frame has no length to go by
  if (progress) progress->finish();
}

}  // namespace

int run_score(int argc, const char* const* argv) {
  CommandLine line("aesthetic score FILE... [options]",
                   "Prints the scores of pictures, and of every frame of videos, one record a line.");
  line.add_model_options();
  line.add_interval_option();
  line.options().add_options()("format", po::value<std::string>()->default_value("jsonl")->value_name("NAME"),
                               "jsonl, csv, or vtt: timed metadata of one video as WebVTT");
  line.add_files("file", -1);
  if (!line.parse(argc, argv)) return 0;
  const Format format = parse_format(line.value<std::string>("format"));
  if (format == Format::vtt && line.files().size() > 1) throw po::error("--format vtt takes one video");
  RecordWriter out(format);
  gst::init();
  // Loaded even where all files are videos: a fault of the model ends the program here, before any file.
  const Scoring scoring{line.model(), line.device(), line.interval()};
  StillScorer scorer(scoring);
  int status = 0;
  for (const std::string& file : line.files()) {
    try {
      if (cv::haveImageReader(file)) {
        score_picture(file, scorer, out);
      } else {
        score_video(file, scoring, out);
      }
    } catch (const Error& error) {
      std::cout.flush();
      std::cerr << "aesthetic: " << error.what() << '\n';
      status = 1;
    }
  }
  if (!std::cout.flush()) throw Error(ErrorKind::unreadable, "standard output: cannot be written");
  return status;
}

}  // namespace aesthetic
