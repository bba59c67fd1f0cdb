// SPDX-License-Identifier: MIT
#include "reading/video_reader.hpp"

#include <gst/app/gstappsink.h>
#include <gst/pbutils/missing-plugins.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <deque>
#include <fstream>
#include <iomanip>
#include <mutex>
#include <sstream>
#include <utility>

#include "aesthetic/error.hpp"
#include "reading/damage.hpp"
#include "reading/frame_scores.hpp"
#include "reading/key_frames.hpp"
#include "reading/running.hpp"
#include "reading/stream_time.hpp"
#include "reading/streams_end.hpp"

namespace aesthetic {
namespace {

constexpr GstClockTime poll_time = 100 * GST_MSECOND;  // between two looks at the bus while no frame comes
constexpr int polls_until_lost = 20;

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
  const std::string upright = "videoconvert name=decoded ! videoflip video-direction=auto";
  return "filesrc name=file ! decodebin name=decoder caps=video/x-raw(ANY) expose-all-streams=false ! queue "
         "max-size-buffers=4 ! " +
         upright + (scored ? " ! aestheticscore name=score post-messages=false" : "") +
         " ! appsink name=out sync=false max-buffers=4";
}

}  // namespace

struct VideoReader::State {
  State(const std::filesystem::path& path, Reading what);

  void open();
  bool seek(const TimeSpan& span);
  bool keep(GstPad* pad, GstBuffer* buffer);
  static FramePlace place_of(GstPad* pad, GstBuffer* buffer);
  std::int64_t next_number();
  void look_at_bus();
  void expect_life();
  [[noreturn]] void fail(GstMessage* message) const;
  std::string no_video() const;
  void check_end() const;
  double duration() const;
  VideoFrame frame_of(gst::Ptr<GstSample> sample);

  std::string file;
  Reading reading;
  std::atomic<std::int64_t> decoded{0};
  std::mutex numbers_mutex;
  std::deque<std::int64_t> numbers;  // of the decoded frames that are on their way
  std::atomic<bool> filtering{false};
  gst::Pipeline pipeline;  // uses what is above
  StreamsEnd streams;
  gst::Ptr<GstElement> decoder;
  gst::Ptr<GstElement> score;  // none without a model
  gst::Ptr<GstElement> out;
  FrameScoresReader reader;
  int polls_without_life = 0;
  bool sought = false;
  bool to_the_end = true;          // no seek asked for less
  std::optional<double> promised;  // seconds, where the file says of its video by itself when it ends
  std::int64_t frames = 0;
  double frame_rate = 0;        // a second; 0 where not known
  std::string missing_decoder;  // what GStreamer lacks to decode the video, for people
};

VideoReader::State::State(const std::filesystem::path& path, Reading what)
    : file(path.string()),
      reading(std::move(what)),
      pipeline(description(reading.scoring.has_value())),
      streams(pipeline.get()),
      decoder(pipeline.element("decoder")),
      score(pipeline.element("score")),
      out(pipeline.element("out")) {
  const auto source = pipeline.element("file");
  g_object_set(source.get(), "location", file.c_str(), nullptr);
  if (reading.scoring) set_up(score.get(), *reading.scoring);
  mark_damaged_frames(pipeline.get());
  if (reading.key_frames) decode_key_frames_only(pipeline.get(), reading.key_step);
  const auto decoded_frames = pipeline.element("decoded");
  const gst::Ptr<GstPad> pad(gst_element_get_static_pad(decoded_frames.get(), "sink"));
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad* where, GstPadProbeInfo* info, gpointer self) {
        return static_cast<State*>(self)->keep(where, GST_PAD_PROBE_INFO_BUFFER(info)) ? GST_PAD_PROBE_OK
                                                                                       : GST_PAD_PROBE_DROP;
      },
      this, nullptr);
}

// The first frame comes before the seek and is thrown away by it; until then nothing is filtered.
void VideoReader::State::open() {
  if (reading.span) {
    gst_element_set_state(pipeline.get(), GST_STATE_PAUSED);
    while (gst_element_get_state(pipeline.get(), nullptr, nullptr, poll_time) == GST_STATE_CHANGE_ASYNC) {
      look_at_bus();
      expect_life();
    }
    look_at_bus();
    filtering = true;
    if (!seek(*reading.span)) gst_element_set_state(pipeline.get(), GST_STATE_NULL);
  }
  if (!sought) {
    decoded = 0;
    numbers.clear();
  }
  filtering = true;
  pipeline.play();
}

bool VideoReader::State::seek(const TimeSpan& span) {
  constexpr double early = 0.5;  // a frame across the beginning would get another time stamp
  const gst::Ptr<GstQuery> query(gst_query_new_seeking(GST_FORMAT_TIME));
  gboolean seekable = FALSE;
  if (gst_element_query(pipeline.get(), query.get()) != FALSE)
    gst_query_parse_seeking(query.get(), nullptr, &seekable, nullptr, nullptr);
  const auto nanoseconds = [](double seconds) {
    return static_cast<gint64>(std::llround(seconds * GST_SECOND));
  };
  const bool ends = std::isfinite(span.end);
  to_the_end = !ends;
  sought = seekable != FALSE &&
           gst_element_seek(pipeline.get(), 1, GST_FORMAT_TIME,
                            static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE),
                            GST_SEEK_TYPE_SET, nanoseconds(std::max(0.0, span.begin - early)),
                            ends ? GST_SEEK_TYPE_SET : GST_SEEK_TYPE_NONE,
                            ends ? nanoseconds(span.end) : 0) != FALSE;
  return sought;
}

bool VideoReader::State::keep(GstPad* pad, GstBuffer* buffer) {
  const std::int64_t number = decoded++;
  const bool kept = !filtering || !reading.wanted || reading.wanted(place_of(pad, buffer));
  if (kept) {
    const std::lock_guard lock(numbers_mutex);
    numbers.push_back(number);
  }
  return kept;
}

FramePlace VideoReader::State::place_of(GstPad* pad, GstBuffer* buffer) {
  FramePlace place;
  place.pts = GST_BUFFER_PTS(buffer);
  place.time = stream_seconds(pad, place.pts);
  return place;
}

VideoReader::VideoReader(const std::filesystem::path& file, const std::optional<Scoring>& scoring)
    : VideoReader(file, Reading{scoring, false, 0, std::nullopt, nullptr}) {}

VideoReader::VideoReader(const std::filesystem::path& file, const Reading& reading) {
  check_file(file);
  state_ = std::make_unique<State>(file, reading);
  state_->open();
}

VideoReader::~VideoReader() = default;

bool VideoReader::sought() const {
  return state_->sought;
}

bool VideoReader::seek(const TimeSpan& span) {
  return state_->seek(span);
}

std::optional<VideoFrame> VideoReader::next() {
  auto* out = GST_APP_SINK(state_->out.get());
  for (;;) {
    gst::Ptr<GstSample> sample(gst_app_sink_try_pull_sample(out, poll_time));
    if (sample != nullptr) return state_->frame_of(std::move(sample));
    // An error is on the bus before the end of the stream reaches the sink.
    const bool ended = gst_app_sink_is_eos(out) != FALSE;
    state_->look_at_bus();
    if (ended && state_->decoded == 0 && !state_->sought)
      throw Error(ErrorKind::bad_picture, state_->file + ": " + state_->no_video());
    if (ended) {
      state_->check_end();
      return std::nullopt;
    }
    state_->expect_life();
  }
}

std::int64_t VideoReader::estimated_frames() const {
  return std::llround(duration() * state_->frame_rate);
}

double VideoReader::duration() const {
  return state_->duration();
}

double VideoReader::State::duration() const {
  gint64 length = 0;
  if (gst_element_query_duration(pipeline.get(), GST_FORMAT_TIME, &length) == FALSE || length <= 0) return 0;
  return static_cast<double>(length) / GST_SECOND;
}

// Demuxers take the end of a file for that of its streams.
void VideoReader::State::check_end() const {
  constexpr double least = 0.5;         // seconds
  constexpr double least_part = 0.005;  // durations may be estimates
  const auto reached = streams.reached();
  if (!to_the_end || frames == 0 || !reached) return;
  const double expected = promised.value_or(duration());
  if (expected - *reached <= std::max(least, least_part * expected)) return;
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << file << ": breaks off after " << *reached << " of "
       << expected << " s";
  throw Error(ErrorKind::bad_picture, text.str());
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

// decodebin loses the error of a demuxer that fails before decodebin has taken it in, as one does in half an
// MP4 file: then nothing is at work any more, and nobody says so.
void VideoReader::State::expect_life() {
  const bool lost = decoder->numsrcpads == 0 && !gst::has_running_task(GST_BIN(decoder.get()));
  polls_without_life = lost ? polls_without_life + 1 : 0;
  if (polls_without_life < polls_until_lost) return;
  look_at_bus();
  throw Error(ErrorKind::bad_picture, file + ": breaks off before its first frame");
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
  if (frames == 0 && g_error_matches(error.get(), GST_STREAM_ERROR, GST_STREAM_ERROR_DEMUX) != FALSE)
    throw Error(ErrorKind::bad_picture, file + ": cut short or damaged: " + text);
  if (frames > 0)
    throw Error(ErrorKind::bad_picture,
                file + ": breaks off after frame " + std::to_string(frames) + ": " + text);
  throw Error(ErrorKind::bad_picture, file + ": " + text);
}

std::string VideoReader::State::no_video() const {
  if (missing_decoder.empty()) return "no video in this file";
  return "GStreamer has no " + missing_decoder + " (on Debian: gstreamer1.0-libav)";
}

std::int64_t VideoReader::State::next_number() {
  const std::lock_guard lock(numbers_mutex);
  const std::int64_t number = numbers.front();
  numbers.pop_front();
  return number;
}

VideoFrame VideoReader::State::frame_of(gst::Ptr<GstSample> sample) {
  GstVideoInfo info;
  if (frames == 0 && gst_video_info_from_caps(&info, gst_sample_get_caps(sample.get())) != FALSE &&
      info.fps_n > 0 && info.fps_d > 0)
    frame_rate = static_cast<double>(info.fps_n) / info.fps_d;
  GstBuffer* buffer = gst_sample_get_buffer(sample.get());
  VideoFrame frame;
  const std::int64_t number = next_number();
  ++frames;
  frame.index = reading.key_frames || sought ? -1 : number;
  frame.pts = GST_BUFFER_PTS(buffer);
  frame.damaged = GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_CORRUPTED);
  const GstSegment* segment = gst_sample_get_segment(sample.get());
  frame.time = stream_seconds(*segment, frame.pts);
  if (GST_CLOCK_TIME_IS_VALID(segment->stop)) promised = stream_seconds(*segment, segment->stop);
  if (!frame.time && frame_rate > 0 && frame.index >= 0)
    frame.time = static_cast<double>(frame.index) / frame_rate;
  if (auto found = reader.read(buffer)) {
    frame.scores = std::move(found->scores);
    frame.model = std::move(found->model);
    frame.fresh = found->fresh;
  } else if (score != nullptr) {
    throw Error(ErrorKind::failed, file + ": frame " + std::to_string(number) + " came without a score");
  }
  frame.sample = std::move(sample);
  return frame;
}

}  // namespace aesthetic
