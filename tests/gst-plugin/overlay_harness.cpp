// SPDX-License-Identifier: MIT
#include "overlay_harness.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <utility>

namespace aesthetic::test {

FrameScore some_score(std::vector<float> values) {
  Scores::Names names = {"overall", "quality", "rule_of_thirds"};
  names.resize(values.size());
  return {Scores(std::make_shared<const Scores::Names>(names), std::move(values)), "test", 0, true};
}

BufferPtr scored(BufferPtr frame, const FrameScore& score, GstClockTime pts, GstClockTime age) {
  GST_BUFFER_PTS(frame.get()) = pts;
  FrameScore on_frame = score;
  on_frame.fresh = age == 0;
  on_frame.pts = GST_CLOCK_TIME_IS_VALID(pts) ? pts - age : pts;
  register_score_meta();
  attach_score(frame.get(), on_frame);
  return frame;
}

BufferPtr grey_frame(const GstVideoInfo& info, int level) {
  return solid_frame(info, cv::Scalar::all(level));
}

cv::Mat rgb_picture(GstBuffer* buffer, const GstVideoInfo& info) {
  GstVideoInfo from = info;
  GstVideoInfo to = video_info("RGB", GST_VIDEO_INFO_WIDTH(&info), GST_VIDEO_INFO_HEIGHT(&info));
  to.fps_n = from.fps_n;
  to.fps_d = from.fps_d;
  GstVideoConverter* converter = gst_video_converter_new(&from, &to, nullptr);
  const BufferPtr target(gst_buffer_new_allocate(nullptr, to.size, nullptr));
  GstVideoFrame in;
  GstVideoFrame out;
  EXPECT_TRUE(gst_video_frame_map(&in, &from, buffer, GST_MAP_READ));
  EXPECT_TRUE(gst_video_frame_map(&out, &to, target.get(), GST_MAP_WRITE));
  gst_video_converter_frame(converter, &in, &out);
  cv::Mat picture = cv::Mat(GST_VIDEO_INFO_HEIGHT(&to), GST_VIDEO_INFO_WIDTH(&to), CV_8UC3,
                            GST_VIDEO_FRAME_PLANE_DATA(&out, 0),
                            static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&out, 0)))
                        .clone();
  gst_video_frame_unmap(&out);
  gst_video_frame_unmap(&in);
  gst_video_converter_free(converter);
  return picture;
}

cv::Rect difference(const cv::Mat& one, const cv::Mat& other) {
  cv::Mat channels;
  cv::absdiff(one, other, channels);
  cv::Mat any;
  cv::cvtColor(channels, any, cv::COLOR_RGB2GRAY);
  return cv::boundingRect(any);
}

OverlayHarness::OverlayHarness(const Properties& properties) : bus_(gst_bus_new()) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticoverlay", nullptr);
  for (const auto& [name, value] : properties)
    gst_util_set_object_arg(G_OBJECT(element), name.c_str(), value.c_str());
  gst_element_set_bus(element, bus_);
  harness_ = gst_harness_new_with_element(element, "sink", "src");
  gst_object_unref(element);
}

OverlayHarness::~OverlayHarness() {
  gst_element_set_bus(harness_->element, nullptr);
  gst_harness_teardown(harness_);
  gst_object_unref(bus_);
}

void OverlayHarness::take_compositions() const {
  gst_harness_add_propose_allocation_meta(harness_, GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, nullptr);
}

void OverlayHarness::set_caps(const std::string& caps) {
  gst_harness_set_src_caps_str(harness_, caps.c_str());
  const CapsPtr parsed(gst_caps_from_string(caps.c_str()));
  EXPECT_TRUE(gst_video_info_from_caps(&info_, parsed.get()));
}

BufferPtr OverlayHarness::pass(BufferPtr frame) const {
  if (gst_harness_push(harness_, frame.release()) != GST_FLOW_OK) return nullptr;
  return BufferPtr(gst_harness_try_pull(harness_));
}

cv::Mat OverlayHarness::picture(BufferPtr frame) const {
  const BufferPtr passed = pass(std::move(frame));
  EXPECT_NE(passed, nullptr);
  return passed ? rgb_picture(passed.get(), info_) : cv::Mat();
}

std::string OverlayHarness::output_caps() const {
  const CapsPtr caps(gst_pad_get_current_caps(harness_->sinkpad));
  if (!caps) return "";
  gchar* text = gst_caps_to_string(caps.get());
  std::string result = text;
  g_free(text);
  return result;
}

std::vector<std::string> OverlayHarness::take_warnings() const {
  std::vector<std::string> texts;
  while (GstMessage* message = gst_bus_pop_filtered(bus_, GST_MESSAGE_WARNING)) {
    GError* warning = nullptr;
    gst_message_parse_warning(message, &warning, nullptr);
    texts.emplace_back(warning->message);
    g_error_free(warning);
    gst_message_unref(message);
  }
  return texts;
}

}  // namespace aesthetic::test
