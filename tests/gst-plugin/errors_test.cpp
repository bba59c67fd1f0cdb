// SPDX-License-Identifier: MIT
//
// Every fault is one element error with the right domain and one line that names the thing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "aesthetic/device.hpp"
#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// The error of an element that fails to start.
std::optional<Fault> start_error(const Properties& properties) {
  GstElement* element = new_element(properties);
  GstBus* bus = gst_bus_new();
  gst_element_set_bus(element, bus);
  EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_FAILURE);
  auto fault = take_error(bus);
  EXPECT_FALSE(take_error(bus)) << "a second error";
  gst_element_set_state(element, GST_STATE_NULL);
  gst_element_set_bus(element, nullptr);
  gst_object_unref(element);
  gst_object_unref(bus);
  return fault;
}

struct BadModel {
  const char* name;
  GQuark (*domain)();
  int code;
};

class BadModels : public testing::TestWithParam<BadModel> {};

TEST_P(BadModels, AreAnErrorAtStart) {
  const BadModel& bad = GetParam();
  const auto fault = start_error({{"model", network(bad.name)}});
  ASSERT_TRUE(fault);
  EXPECT_EQ(g_quark_to_string(fault->domain), std::string(g_quark_to_string(bad.domain())));
  EXPECT_EQ(fault->code, bad.code);
  EXPECT_THAT(fault->text, HasSubstr(bad.name));
  EXPECT_THAT(fault->text, Not(HasSubstr("\n")));
}

INSTANTIATE_TEST_SUITE_P(
    Models, BadModels,
    testing::Values(BadModel{"missing", gst_resource_error_quark, GST_RESOURCE_ERROR_NOT_FOUND},
                    BadModel{"no_card", gst_resource_error_quark, GST_RESOURCE_ERROR_NOT_FOUND},
                    BadModel{"empty", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"garbage", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"truncated", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"wrong_sha", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"wrong_task_count", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"wrong_size", gst_library_error_quark, GST_LIBRARY_ERROR_INIT},
                    BadModel{"bad_version", gst_library_error_quark, GST_LIBRARY_ERROR_INIT}),
    [](const auto& test) { return test.param.name; });

TEST(Errors, CudaWithoutCudaIsAnErrorAtStart) {
  const auto devices = available_devices();
  if (std::find(devices.begin(), devices.end(), Device::cuda) != devices.end())
    GTEST_SKIP() << "skipped: this machine has CUDA";
  for (const char* device : {"cuda", "cuda-fp16"}) {
    const auto fault = start_error({{"device", device}});
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->domain, GST_RESOURCE_ERROR);
    EXPECT_EQ(fault->code, GST_RESOURCE_ERROR_SETTINGS);
    EXPECT_THAT(fault->text, HasSubstr(device));
  }
}

TEST(Errors, AnElementThatFailedToStartCanBeCorrected) {
  GstElement* element = new_element({{"model", network("missing")}});
  EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_FAILURE);
  gst_element_set_state(element, GST_STATE_NULL);
  g_object_set(element, "model", network("mean").c_str(), nullptr);
  EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_SUCCESS);
  gst_element_set_state(element, GST_STATE_NULL);
  gst_object_unref(element);
}

void expect_frame_error(BufferPtr frame, const std::string& text) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 64, 48));
  EXPECT_EQ(gst_harness_push(harness.get(), frame.release()), GST_FLOW_ERROR);
  const auto fault = take_error(harness.bus());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->domain, GST_STREAM_ERROR);
  EXPECT_EQ(fault->code, GST_STREAM_ERROR_FORMAT);
  EXPECT_THAT(fault->text, HasSubstr(text));
}

TEST(Errors, ATruncatedFrameIsAnError) {
  expect_frame_error(BufferPtr(gst_buffer_new_allocate(nullptr, 10, nullptr)),
                     "10 bytes where 9216 are needed");
}

TEST(Errors, AnEmptyFrameIsAnError) {
  expect_frame_error(BufferPtr(gst_buffer_new()), "0 bytes");
}

TEST(Errors, ATruncatedFrameWithMetadataIsAnError) {
  BufferPtr frame = rgb_frame(noise({64, 48}), 192, 0);
  gst_buffer_resize(frame.get(), 0, 9000);
  expect_frame_error(std::move(frame), "too small for its GstVideoMeta");
}

// not_a_number.onnx is in order for the black picture that the warm-up shows it.
TEST(Errors, ANetworkThatFailsOnAFrameIsAnError) {
  Harness harness(Properties{{"model", network("not_a_number")}});
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_EQ(gst_harness_push(harness.get(), rgb_frame(noise({8, 8})).release()), GST_FLOW_ERROR);
  const auto fault = take_error(harness.bus());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->domain, GST_LIBRARY_ERROR);
  EXPECT_EQ(fault->code, GST_LIBRARY_ERROR_FAILED);
  EXPECT_THAT(fault->text, HasSubstr("not_a_number"));
}

}  // namespace
}  // namespace aesthetic::test
