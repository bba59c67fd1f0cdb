// SPDX-License-Identifier: MIT
#include "reading/still_scorer.hpp"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include <array>
#include <string>

#include "aesthetic/error.hpp"
#include "reading/gst.hpp"

namespace aesthetic {

struct StillScorer::Stream {
  explicit Stream(const Scoring& scoring);

  int batch_size() const;
  FrameScores score(const cv::Mat& bgr);
  [[noreturn]] void fail() const;

  gst::Pipeline pipeline;
  gst::Ptr<GstElement> in, out;
  FrameScoresReader reader;
};

namespace {

// The picture itself, which must outlive the sample.
gst::Ptr<GstSample> sample_of(const cv::Mat& bgr) {
  const auto width = static_cast<guint>(bgr.cols);
  const auto height = static_cast<guint>(bgr.rows);
  const gsize bytes = bgr.step * static_cast<gsize>(bgr.rows);
  const gst::Ptr<GstBuffer> buffer(
      gst_buffer_new_wrapped_full(GST_MEMORY_FLAG_READONLY, bgr.data, bytes, 0, bytes, nullptr, nullptr));
  std::array<gsize, GST_VIDEO_MAX_PLANES> offsets = {};
  std::array<gint, GST_VIDEO_MAX_PLANES> strides = {static_cast<gint>(bgr.step)};
  gst_buffer_add_video_meta_full(buffer.get(), GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_BGR, width, height,
                                 1, offsets.data(), strides.data());
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_BGR, width, height);
  const gst::Ptr<GstCaps> caps(gst_video_info_to_caps(&info));
  return gst::Ptr<GstSample>(gst_sample_new(buffer.get(), caps.get(), nullptr, nullptr));
}

}  // namespace

// A live stream's frame waits for no other in the element, which would come only after this one's scores.
StillScorer::Stream::Stream(const Scoring& scoring)
    : pipeline(
          "appsrc name=in format=time is-live=true ! aestheticscore name=score post-messages=false ! "
          "appsink name=out sync=false"),
      in(pipeline.element("in")),
      out(pipeline.element("out")) {
  set_up(pipeline.element("score").get(), scoring);
  if (gst_element_set_state(pipeline.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) fail();
}

int StillScorer::Stream::batch_size() const {
  GstStructure* structure = nullptr;
  g_object_get(pipeline.element("score").get(), "stats", &structure, nullptr);
  const gst::Ptr<GstStructure> stats(structure);
  guint pictures = 0;
  gst_structure_get_uint(stats.get(), "batch-size", &pictures);
  return static_cast<int>(pictures);
}

FrameScores StillScorer::Stream::score(const cv::Mat& bgr) {
  if (gst_app_src_push_sample(GST_APP_SRC(in.get()), sample_of(bgr).get()) != GST_FLOW_OK) fail();
  const gst::Ptr<GstSample> sample(gst_app_sink_pull_sample(GST_APP_SINK(out.get())));
  if (sample == nullptr) fail();
  auto scores = reader.read(gst_sample_get_buffer(sample.get()));
  if (!scores) fail();
  return *std::move(scores);
}

void StillScorer::Stream::fail() const {
  while (const auto message = pipeline.next_message()) {
    if (GST_MESSAGE_TYPE(message.get()) != GST_MESSAGE_ERROR) continue;
    GError* fault = nullptr;
    gst_message_parse_error(message.get(), &fault, nullptr);
    const gst::Ptr<GError> error(fault);
    throw Error(ErrorKind::failed, gst::one_line(error->message));
  }
  throw Error(ErrorKind::failed, "a picture came without a score");
}

StillScorer::StillScorer(const Scoring& scoring) : scoring_(scoring) {
  scoring_.interval = 1;
  stream_ = std::make_unique<Stream>(scoring_);
  batch_size_ = stream_->batch_size();
}

StillScorer::~StillScorer() = default;

FrameScores StillScorer::score(const cv::Mat& bgr) {
  auto stream = stream_ ? std::move(stream_) : std::make_unique<Stream>(scoring_);
  auto scores = stream->score(bgr);
  stream_ = std::move(stream);
  return scores;
}

}  // namespace aesthetic
