// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "reading/gst.hpp"

namespace {

// Not in main(): listing the tests needs no GStreamer.
class GStreamer : public testing::Environment {
 public:
  void SetUp() override { aesthetic::gst::init(); }
};

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  testing::AddGlobalTestEnvironment(new GStreamer);
  return RUN_ALL_TESTS();
}
