// SPDX-License-Identifier: MIT
#include <gst/gst.h>
#include <gtest/gtest.h>

namespace {

// Not in main(): listing the tests needs no GStreamer.
class GStreamer : public testing::Environment {
 public:
  void SetUp() override {
    g_setenv("GST_REGISTRY", AESTHETIC_TEST_REGISTRY, TRUE);
    g_log_set_always_fatal(
        static_cast<GLogLevelFlags>(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING));
    gst_init(nullptr, nullptr);
  }
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  testing::AddGlobalTestEnvironment(new GStreamer);
  return RUN_ALL_TESTS();
}
