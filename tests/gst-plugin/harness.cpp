// SPDX-License-Identifier: MIT
#include "harness.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "aesthetic/score_meta.h"

namespace aesthetic::test {

std::string network(const std::string& name) {
  return std::string(AESTHETIC_TEST_NETWORKS) + "/" + name + ".onnx";
}

double expected_score(double mean) {
  return 1 / (1 + std::exp(-4 * (mean / 255 - 0.5)));
}

Score read_score(const GstStructure* structure) {
  Score score;
  gboolean fresh = FALSE;
  GstStructure* attributes = nullptr;
  gchar* model = nullptr;
  EXPECT_TRUE(gst_structure_get(structure, AESTHETIC_SCORE_OVERALL, G_TYPE_DOUBLE, &score.overall,
                                AESTHETIC_SCORE_ATTRIBUTES, GST_TYPE_STRUCTURE, &attributes,
                                AESTHETIC_SCORE_MODEL, G_TYPE_STRING, &model, AESTHETIC_SCORE_FRESH,
                                G_TYPE_BOOLEAN, &fresh, AESTHETIC_SCORE_PTS, G_TYPE_UINT64, &score.pts,
                                AESTHETIC_SCORE_AGE, G_TYPE_UINT64, &score.age, nullptr));
  score.fresh = fresh != FALSE;
  if (model != nullptr) score.model = model;
  g_free(model);
  for (int i = 0; attributes != nullptr && i < gst_structure_n_fields(attributes); ++i) {
    const gchar* name = gst_structure_nth_field_name(attributes, static_cast<guint>(i));
    EXPECT_TRUE(gst_structure_get_double(attributes, name, &score.attributes[name]));
  }
  if (attributes != nullptr) gst_structure_free(attributes);
  return score;
}

std::optional<Score> read_score(GstBuffer* buffer) {
  GstCustomMeta* meta = gst_buffer_get_custom_meta(buffer, AESTHETIC_SCORE_META_NAME);
  if (meta == nullptr) return std::nullopt;
  return read_score(gst_custom_meta_get_structure(meta));
}

std::optional<Fault> take_error(GstBus* bus) {
  GstMessage* message = gst_bus_pop_filtered(bus, GST_MESSAGE_ERROR);
  if (message == nullptr) return std::nullopt;
  GError* error = nullptr;
  gst_message_parse_error(message, &error, nullptr);
  Fault fault{error->domain, error->code, error->message};
  g_error_free(error);
  gst_message_unref(message);
  return fault;
}

void load_plugin() {
  static GstPlugin* const plugin = gst_plugin_load_file(AESTHETIC_PLUGIN_FILE, nullptr);
  ASSERT_NE(plugin, nullptr);
}

GstElement* new_element(const Properties& properties) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticscore", nullptr);
  EXPECT_NE(element, nullptr);
  g_object_set(element, "model", network("mean").c_str(), nullptr);
  for (const auto& [name, value] : properties)
    gst_util_set_object_arg(G_OBJECT(element), name.c_str(), value.c_str());
  return element;
}

Harness::Harness(const Properties& properties) : bus_(gst_bus_new()) {
  GstElement* element = new_element(properties);
  gst_element_set_bus(element, bus_);
  harness_ = gst_harness_new_with_element(element, "sink", "src");
  gst_object_unref(element);
}

Harness::~Harness() {
  gst_element_set_bus(harness_->element, nullptr);
  gst_harness_teardown(harness_);
  gst_object_unref(bus_);
}

BufferPtr Harness::pass(BufferPtr frame, GstClockTime pts) const {
  GST_BUFFER_PTS(frame.get()) = pts;
  if (gst_harness_push(harness_, frame.release()) != GST_FLOW_OK) return nullptr;
  return BufferPtr(gst_harness_try_pull(harness_));
}

std::optional<Score> Harness::score(BufferPtr frame, GstClockTime pts) const {
  const BufferPtr passed = pass(std::move(frame), pts);
  EXPECT_NE(passed, nullptr);
  return passed ? read_score(passed.get()) : std::nullopt;
}

std::vector<StructurePtr> Harness::take_messages() const {
  std::vector<StructurePtr> structures;
  while (GstMessage* message = gst_bus_pop_filtered(bus_, GST_MESSAGE_ELEMENT)) {
    structures.emplace_back(gst_structure_copy(gst_message_get_structure(message)));
    gst_message_unref(message);
  }
  return structures;
}

}  // namespace aesthetic::test
