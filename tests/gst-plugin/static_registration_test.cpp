// SPDX-License-Identifier: MIT
//
// The element inside a program, without the plugin file. In a process of its own: a type can be registered by
// one copy of the code only.
#include <gst/gst.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "harness.hpp"

G_BEGIN_DECLS
GST_PLUGIN_STATIC_DECLARE(aesthetic);
G_END_DECLS

namespace aesthetic::test {
namespace {

[[noreturn]] void register_and_leave() {
  GST_PLUGIN_STATIC_REGISTER(aesthetic);
  GST_PLUGIN_STATIC_REGISTER(aesthetic);
  GstElement* element = gst_element_factory_make("aestheticscore", nullptr);
  g_object_set(element, "model", network("mean").c_str(), nullptr);
  const bool starts = gst_element_set_state(element, GST_STATE_PAUSED) == GST_STATE_CHANGE_SUCCESS;
  gst_element_set_state(element, GST_STATE_NULL);
  gst_object_unref(element);
  std::exit(starts ? 0 : 1);
}

TEST(StaticRegistrationDeathTest, TwiceIsHarmless) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(register_and_leave(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace aesthetic::test
