// SPDX-License-Identifier: MIT
#include "cli/webvtt.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace aesthetic::test {
namespace {

TEST(WebVtt, ACueLastsUntilTheNextOne) {
  std::ostringstream out;
  WebVttWriter writer(out);
  writer.write(0, "{\"a\":1}");
  writer.write(59.9996, "{\"a\":2}");
  writer.finish(3723.5);
  EXPECT_EQ(
      out.str(),
      "WEBVTT\n\n00:00:00.000 --> 00:01:00.000\n{\"a\":1}\n\n00:01:00.000 --> 01:02:03.500\n{\"a\":2}\n");
}

TEST(WebVtt, AnArrowInTheTextDoesNotEndTheCue) {
  std::ostringstream out;
  WebVttWriter writer(out);
  writer.write(0, "{\"model\":\"a-->b\"}");
  writer.finish(1);
  EXPECT_NE(out.str().find("{\"model\":\"a--\\u003eb\"}"), std::string::npos) << out.str();
}

TEST(WebVtt, NothingIsAnEmptyFile) {
  std::ostringstream out;
  WebVttWriter(out).finish(1);
  EXPECT_EQ(out.str(), "WEBVTT\n");
}

}  // namespace
}  // namespace aesthetic::test
