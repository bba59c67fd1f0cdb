// SPDX-License-Identifier: MIT
#include "select_harness.hpp"

#include <gtest/gtest.h>

#include "frames.hpp"
#include "score_meta.hpp"

namespace aesthetic::test {

BufferPtr good_frame() {
  static const cv::Mat picture = scene({64, 48});
  return rgb_frame(picture);
}

void put_score(GstBuffer* frame, float overall, bool fresh, float quality) {
  static const auto names =
      std::make_shared<const Scores::Names>(Scores::Names{"overall", "quality", "simplicity"});
  register_score_meta();
  attach_score(frame, {Scores(names, {overall, quality, 1 - overall}), "lite", 0, fresh});
}

void put_time(GstBuffer* frame, guint64 number) {
  GST_BUFFER_PTS(frame) = number * frame_time;
  GST_BUFFER_DURATION(frame) = frame_time;
}

SelectHarness::SelectHarness(const Properties& properties) : bus_(gst_bus_new()) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticselect", nullptr);
  EXPECT_NE(element, nullptr);
  for (const auto& [name, value] : properties)
    gst_util_set_object_arg(G_OBJECT(element), name.c_str(), value.c_str());
  gst_element_set_bus(element, bus_);
  harness_ = gst_harness_new_with_element(element, "sink", "src");
  gst_object_unref(element);
  gst_harness_set_src_caps_str(harness_, caps_text("RGB", 64, 48).c_str());
}

SelectHarness::~SelectHarness() {
  gst_element_set_bus(harness_->element, nullptr);
  gst_harness_teardown(harness_);
  gst_object_unref(bus_);
}

void SelectHarness::push(const std::vector<float>& scores) {
  for (const float score : scores) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), score);
    EXPECT_EQ(push_next(std::move(frame)), GST_FLOW_OK);
  }
}

GstFlowReturn SelectHarness::push_next(BufferPtr frame) {
  put_time(frame.get(), next_++);
  return push(std::move(frame));
}

std::vector<guint64> SelectHarness::passed() const {
  std::vector<guint64> numbers;
  while (const BufferPtr frame{gst_harness_try_pull(harness_)})
    numbers.push_back(GST_BUFFER_PTS(frame.get()) / frame_time);
  return numbers;
}

std::vector<guint64> SelectHarness::gaps() const {
  std::vector<guint64> numbers;
  while (GstEvent* event = gst_harness_try_pull_event(harness_)) {
    if (GST_EVENT_TYPE(event) == GST_EVENT_GAP) {
      GstClockTime begin = 0;
      gst_event_parse_gap(event, &begin, nullptr);
      numbers.push_back(begin / frame_time);
    }
    gst_event_unref(event);
  }
  return numbers;
}

std::map<std::string, guint64> SelectHarness::stats() const {
  GstStructure* structure = nullptr;
  g_object_get(element(), "stats", &structure, nullptr);
  const StructurePtr owner(structure);
  std::map<std::string, guint64> numbers;
  for (gint i = 0; i < gst_structure_n_fields(structure); ++i) {
    const gchar* name = gst_structure_nth_field_name(structure, static_cast<guint>(i));
    EXPECT_TRUE(gst_structure_get_uint64(structure, name, &numbers[name])) << name;
  }
  return numbers;
}

}  // namespace aesthetic::test
