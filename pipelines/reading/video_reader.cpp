// SPDX-License-Identifier: MIT
#include "reading/video_reader.hpp"

#include <gst/app/gstappsink.h>
#include <gst/pbutils/missing-plugins.h>

#include <cmath>
#include <fstream>
#include <utility>

#include "aesthetic/error.hpp"
#include "reading/frame_scores.hpp"

namespace aesthetic {
namespace {

constexpr GstClockTime poll_time = 100 * GST_MSECOND;  // between two looks at the bus while no frame comes

// Faults that are plainer to say before GStreamer says them in its own words.
void check_file(const std::filesystem::path& file) {
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  if (!std::filesystem::exists(status)) throw Error(ErrorKind::not_found, file.string() + ": no such file");
  if (std::filesystem::is_directory(status))
    throw Error(ErrorKind::unreadable, file.string() + ": is a folder, not a video");
  if (!std::filesystem::is_regular_file(status)) return;
  if (!std::ifstream(file))
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be opened for reading");
  if (std::filesystem::file_size(file, fault) == 0)
    throw Error(ErrorKind::bad_picture, file.string() + ": empty file");
}

// Only the video is decoded: streams that cannot become raw video are left alone. videoflip is idle for
// frames that are upright already.
std::string description(bool scored) {
  const std::string upright = "videoconvert ! videoflip video-direction=auto";
  return "filesrc name=file ! decodebin caps=video/x-raw(ANY) expose-all-streams=false ! queue "
         "max-size-buffers=4 "
         "! " +
         upright + (scored ? " ! aestheticscore name=score post-messages=false" : "") +
         " ! appsink name=out sync=false max-buffers=4";
}

}  // namespace

struct VideoReader::State {
  State(const std::filesystem::path& path, const std::optional<Scoring>& scoring)
      : file(path.string()),
        pipeline(description(scoring.has_value())),
        score(pipeline.element("score")),
        out(pipeline.element("out")) {}

  void look_at_bus();
  [[noreturn]] void fail(GstMessage* message) const;
  std::string no_video() const;
  void read_timing(GstSample* sample);
  VideoFrame frame_of(gst::Ptr<GstSample> sample);

  std::string file;
  gst::Pipeline pipeline;
  gst::Ptr<GstElement> score;  // none without a model
  gst::Ptr<GstElement> out;
  FrameScoresReader reader;
  std::int64_t frames = 0;
  double frame_rate = 0;        // a second; 0 where not known
  double duration = 0;          // seconds; 0 where not known
  std::string missing_decoder;  // what GStreamer lacks to decode the video, for people
};

VideoReader::VideoReader(const std::filesystem::path& file, const std::optional<Scoring>& scoring) {
  check_file(file);
  state_ = std::make_unique<State>(file, scoring);
  const auto source = state_->pipeline.element("file");
  g_object_set(source.get(), "location", file.c_str(), nullptr);
  if (scoring) {
    GstElement* score = state_->score.get();
    g_object_set(score, "model", scoring->model.c_str(), "interval", scoring->interval, nullptr);
    gst_util_set_object_arg(G_OBJECT(score), "device", to_string(scoring->device).c_str());
  }
  state_->pipeline.play();
}

VideoReader::~VideoReader() = default;

std::optional<VideoFrame> VideoReader::next() {
  auto* out = GST_APP_SINK(state_->out.get());
  for (;;) {
    gst::Ptr<GstSample> sample(gst_app_sink_try_pull_sample(out, poll_time));
    if (sample != nullptr) return state_->frame_of(std::move(sample));
    // An error is on the bus before the end of the stream reaches the sink.
    const bool ended = gst_app_sink_is_eos(out) != FALSE;
    state_->look_at_bus();
    if (ended && state_->frames == 0)
      throw Error(ErrorKind::bad_picture, state_->file + ": " + state_->no_video());
    if (ended) return std::nullopt;
  }
}

std::int64_t VideoReader::estimated_frames() const {
  return std::llround(state_->duration * state_->frame_rate);
}

void VideoReader::State::look_at_bus() {
  while (const auto message = pipeline.next_message()) {
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) fail(message.get());
    if (gst_is_missing_plugin_message(message.get()) == FALSE) continue;
    const GValue* detail = gst_structure_get_value(gst_message_get_structure(message.get()), "detail");
    if (detail == nullptr || !GST_VALUE_HOLDS_CAPS(detail)) continue;
    const GstCaps* caps = gst_value_get_caps(detail);
    const char* type = gst_structure_get_name(gst_caps_get_structure(caps, 0));
    const gst::Ptr<gchar> what(gst_missing_plugin_message_get_description(message.get()));
    if (g_str_has_prefix(type, "video/") != FALSE) missing_decoder = gst::one_line(what.get());
  }
}

void VideoReader::State::fail(GstMessage* message) const {
  GError* fault = nullptr;
  gst_message_parse_error(message, &fault, nullptr);
  const gst::Ptr<GError> error(fault);
  const std::string text = gst::one_line(error->message);
  // The element names the model or the frame itself.
  if (score != nullptr && GST_MESSAGE_SRC(message) == GST_OBJECT(score.get()))
    throw Error(ErrorKind::failed, text);
  if (g_error_matches(error.get(), GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN) != FALSE)
    throw Error(ErrorKind::bad_picture, file + ": " + no_video());
  const bool unknown_type =
      g_error_matches(error.get(), GST_STREAM_ERROR, GST_STREAM_ERROR_TYPE_NOT_FOUND) != FALSE ||
      g_error_matches(error.get(), GST_STREAM_ERROR, GST_STREAM_ERROR_WRONG_TYPE) != FALSE;
  if (unknown_type)
    throw Error(ErrorKind::bad_picture, file + ": neither a picture nor a video that can be read");
  if (frames > 0)
    throw Error(ErrorKind::bad_picture,
                file + ": breaks off after frame " + std::to_string(frames) + ": " + text);
  throw Error(ErrorKind::bad_picture, file + ": " + text);
}

std::string VideoReader::State::no_video() const {
  if (missing_decoder.empty()) return "no video in this file";
  return "GStreamer has no " + missing_decoder + " (on Debian: gstreamer1.0-libav)";
}

void VideoReader::State::read_timing(GstSample* sample) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) != FALSE && info.fps_n > 0 &&
      info.fps_d > 0)
    frame_rate = static_cast<double>(info.fps_n) / info.fps_d;
  gint64 length = 0;
  if (gst_element_query_duration(pipeline.get(), GST_FORMAT_TIME, &length) != FALSE && length > 0)
    duration = static_cast<double>(length) / GST_SECOND;
}

VideoFrame VideoReader::State::frame_of(gst::Ptr<GstSample> sample) {
  if (frames == 0) read_timing(sample.get());
  GstBuffer* buffer = gst_sample_get_buffer(sample.get());
  VideoFrame frame;
  frame.index = frames++;
  frame.pts = GST_BUFFER_PTS(buffer);
  const GstClockTime stream_time =
      gst_segment_to_stream_time(gst_sample_get_segment(sample.get()), GST_FORMAT_TIME, frame.pts);
  if (GST_CLOCK_TIME_IS_VALID(stream_time)) {
    frame.time = static_cast<double>(stream_time) / GST_SECOND;
  } else if (frame_rate > 0) {
    frame.time = static_cast<double>(frame.index) / frame_rate;
  }
  if (auto found = reader.read(buffer)) {
    frame.scores = std::move(found->scores);
    frame.model = std::move(found->model);
    frame.fresh = found->fresh;
  } else if (score != nullptr) {
    throw Error(ErrorKind::failed, file + ": frame " + std::to_string(frame.index) + " came without a score");
  }
  frame.sample = std::move(sample);
  return frame;
}

}  // namespace aesthetic
