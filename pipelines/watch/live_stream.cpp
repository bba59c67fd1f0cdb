// SPDX-License-Identifier: MIT
#include "watch/live_stream.hpp"

#include <gst/app/gstappsink.h>

#include <atomic>
#include <cmath>

#include "aesthetic/error.hpp"
#include "aesthetic/score_meta.h"
#include "reading/damage.hpp"

namespace aesthetic {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto longest_stall = std::chrono::seconds(15);  // a live source without frames for longer is broken
constexpr auto longest_finish = std::chrono::seconds(5);  // for the frames that are on their way
constexpr int rtsp_delay =
    500;  // milliseconds of network jitter; GStreamer's own 2 s are long for a live view

// Sinks that wait for a first frame would keep a file's clock from running, which its frames wait for.
std::string description(const Source& source, bool keeps_pictures) {
  return source.description +
         " ! clocksync ! queue name=entry leaky=downstream max-size-buffers=1 max-size-bytes=0 "
         "max-size-time=0"
         " ! videoconvert ! videoflip video-direction=auto ! aestheticscore name=score" +
         (keeps_pictures ? " ! aestheticselect name=select ! appsink name=out sync=false async=false"
                         : " ! appsink name=out sync=false async=false max-buffers=1 drop=true");
}

void set_up_source(GstElement* /*bin*/, GstElement* source, gpointer /*unused*/) {
  const gst::Ptr<gchar> type(g_strdup(G_OBJECT_TYPE_NAME(source)));
  if (g_str_equal(type.get(), "GstRTSPSrc") != FALSE) g_object_set(source, "latency", rtsp_delay, nullptr);
}

std::optional<double> seconds(GstClockTime time) {
  if (!GST_CLOCK_TIME_IS_VALID(time)) return std::nullopt;
  return static_cast<double>(time) / GST_SECOND;
}

}  // namespace

// Written by the streaming thread.
struct LiveStream::Arrivals {
  std::atomic<bool> any = false;
  std::atomic<Clock::time_point> last = Clock::now();

  static GstPadProbeReturn note(GstPad* /*pad*/, GstPadProbeInfo* /*info*/, gpointer self) {
    static_cast<Arrivals*>(self)->last = Clock::now();
    static_cast<Arrivals*>(self)->any = true;
    return GST_PAD_PROBE_OK;
  }
};

LiveStream::LiveStream(const Source& source, const StreamSettings& settings)
    : source_(source),
      keeps_pictures_(settings.window.has_value()),
      pipeline_(description(source, keeps_pictures_)),
      bus_(gst_element_get_bus(pipeline_.get())),
      entry_(pipeline_.element("entry")),
      score_(pipeline_.element("score")),
      select_(keeps_pictures_ ? pipeline_.element("select") : nullptr),
      out_(pipeline_.element("out")),
      arrivals_(std::make_unique<Arrivals>()) {
  if (!source.property.empty()) {
    const auto element = pipeline_.element("source");
    gst_util_set_object_arg(G_OBJECT(element.get()), source.property.c_str(), source.value.c_str());
    if (source.property == "uri")
      g_signal_connect(element.get(), "source-setup", G_CALLBACK(set_up_source), nullptr);
  }
  set_up(score_.get(), settings.scoring);
  g_object_set(score_.get(), "max-rate", settings.rate, nullptr);
  if (settings.window)
    g_object_set(select_.get(), "window",
                 static_cast<guint64>(std::llround(settings.window->seconds * GST_SECOND)), "by",
                 settings.window->by.c_str(), "min-score", settings.window->min_score, nullptr);
  mark_damaged_frames(pipeline_.get());
  const gst::Ptr<GstPad> pad(gst_element_get_static_pad(entry_.get(), "sink"));
  gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_BUFFER, Arrivals::note, arrivals_.get(), nullptr);
  pipeline_.play();
}

// The probe must not outlive what it writes to.
LiveStream::~LiveStream() {
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

bool LiveStream::had_frames() const {
  return arrivals_->any;
}

void LiveStream::wait(std::chrono::milliseconds most) {
  const auto wanted = static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_EOS | GST_MESSAGE_ELEMENT |
                                                  GST_MESSAGE_LATENCY);
  auto patience = static_cast<GstClockTime>(std::chrono::nanoseconds(most).count());
  while (const gst::Ptr<GstMessage> message{gst_bus_timed_pop_filtered(bus_.get(), patience, wanted)}) {
    handle(message.get());
    patience = 0;
  }
  take_pictures();
  look_for_stall();
  look_for_end();
}

void LiveStream::handle(GstMessage* message) {
  switch (GST_MESSAGE_TYPE(message)) {
    case GST_MESSAGE_ERROR:
      handle_error(message);
      break;
    case GST_MESSAGE_LATENCY:
      gst_bin_recalculate_latency(GST_BIN(pipeline_.get()));
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_message_has_name(message, AESTHETIC_SCORE_MESSAGE_NAME) != FALSE)
        handle_score(gst_message_get_structure(message));
      break;
    case GST_MESSAGE_EOS:
      all_ended_ = true;
      break;
    default:
      break;
  }
}

// The first fault counts, what follows follows from it. The frames before it are still to come.
void LiveStream::handle_error(GstMessage* message) {
  GError* parsed = nullptr;
  gst_message_parse_error(message, &parsed, nullptr);
  const gst::Ptr<GError> error(parsed);
  std::string text = gst::one_line(error->message);
  const GstObject* from = GST_MESSAGE_SRC(message);
  if (from == GST_OBJECT(score_.get()) || (keeps_pictures_ && from == GST_OBJECT(select_.get())))
    throw Error(ErrorKind::failed, text);
  if (!fault_.empty()) return;
  // What a source says that was given nothing.
  if (g_error_matches(error.get(), GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED) != FALSE)
    text = "cannot be read: " + text;
  fault_ = std::move(text);
  finish();
}

void LiveStream::handle_score(const GstStructure* score) {
  const auto found = reader_.read(score);
  GstClockTime running_time = GST_CLOCK_TIME_NONE;
  GstClockTime stream_time = GST_CLOCK_TIME_NONE;
  gst_structure_get_uint64(score, AESTHETIC_SCORE_RUNNING_TIME, &running_time);
  gst_structure_get_uint64(score, AESTHETIC_SCORE_STREAM_TIME, &stream_time);
  scores_.push_back(scored(found, running_time, stream_time));
}

LiveScore LiveStream::scored(const FrameScores& found, GstClockTime running_time,
                             GstClockTime stream_time) const {
  const WallTime now = std::chrono::system_clock::now();
  const GstClockTime current = gst_element_get_current_running_time(pipeline_.get());
  if (!GST_CLOCK_TIME_IS_VALID(running_time) || !GST_CLOCK_TIME_IS_VALID(current))
    return {now, seconds(stream_time), found};
  const auto age = std::chrono::nanoseconds(GST_CLOCK_DIFF(running_time, current));
  return {now - std::chrono::duration_cast<WallTime::duration>(age), seconds(stream_time), found};
}

void LiveStream::take_pictures() {
  while (gst::Ptr<GstSample> sample{gst_app_sink_try_pull_sample(GST_APP_SINK(out_.get()), 0)}) {
    if (!keeps_pictures_) continue;
    GstBuffer* buffer = gst_sample_get_buffer(sample.get());
    const auto found = reader_.read(buffer);
    if (!found) continue;
    const GstSegment* segment = gst_sample_get_segment(sample.get());
    const GstClockTime pts = GST_BUFFER_PTS(buffer);
    LivePicture picture;
    picture.score = scored(*found, gst_segment_to_running_time(segment, GST_FORMAT_TIME, pts),
                           gst_segment_to_stream_time(segment, GST_FORMAT_TIME, pts));
    picture.frame.pts = pts;
    picture.frame.time = picture.score.position;
    picture.frame.sample = std::move(sample);
    pictures_.push_back(std::move(picture));
  }
}

void LiveStream::look_for_stall() {
  if (source_.kind != Source::Kind::live || !fault_.empty() || finish_asked_) return;
  if (Clock::now() - arrivals_->last.load() < longest_stall) return;
  fault_ = "no frame for " + std::to_string(longest_stall.count()) + " s";
  finish();
}

void LiveStream::look_for_end() {
  if (state_ != State::runs) return;
  const auto passed = finish_asked_ ? Clock::now() - *finish_asked_ : Clock::duration::zero();
  const bool own_sinks = source_.kind == Source::Kind::pipeline;
  if (own_sinks && passed > longest_finish / 2) end_at_entry();
  const bool ended = own_sinks ? all_ended_ : gst_app_sink_is_eos(GST_APP_SINK(out_.get())) != FALSE;
  if (!ended && passed < longest_finish) return;
  // What was posted before the end of the stream.
  while (const gst::Ptr<GstMessage> message{
      gst_bus_pop_filtered(bus_.get(), static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_ELEMENT))})
    handle(message.get());
  take_pictures();
  state_ = fault_.empty() ? State::ended : State::broken;
}

// What the user's own pipeline writes beside the scores is to end whole as well.
void LiveStream::finish() {
  if (finish_asked_) return;
  finish_asked_ = Clock::now();
  if (source_.kind == Source::Kind::pipeline) {
    gst_element_send_event(pipeline_.get(), gst_event_new_eos());
  } else {
    end_at_entry();
  }
}

// Not through the source, which may be stuck.
void LiveStream::end_at_entry() const {
  const gst::Ptr<GstPad> pad(gst_element_get_static_pad(entry_.get(), "sink"));
  gst_pad_send_event(pad.get(), gst_event_new_eos());
}

std::optional<LiveScore> LiveStream::next_score() {
  if (scores_.empty()) return std::nullopt;
  std::optional<LiveScore> score(std::move(scores_.front()));
  scores_.pop_front();
  return score;
}

std::optional<LivePicture> LiveStream::next_picture() {
  if (pictures_.empty()) return std::nullopt;
  std::optional<LivePicture> picture(std::move(pictures_.front()));
  pictures_.pop_front();
  return picture;
}

std::optional<std::string> LiveStream::no_pictures() {
  if (!keeps_pictures_) return std::nullopt;
  GstStructure* stats = nullptr;
  g_object_get(select_.get(), "stats", &stats, nullptr);
  return empty_windows_.look(gst::Ptr<GstStructure>(stats).get());
}

}  // namespace aesthetic
